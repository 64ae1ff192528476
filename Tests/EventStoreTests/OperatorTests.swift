import GRDB
import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

struct PauseTests {
    @Test("a pause keeps its reason over a restart")
    func pauseKeeps() async throws {
        let folder = try TestFolder()
        do {
            let store = try EventStore.open(folder: folder.path, mode: .service)
            try await store.pauseLine("montreal", why: "moving", releasePort: false, now: noon)
            try await store.pauseLine("montreal", why: "new SIM", releasePort: true, now: noon + .minutes(1))
            try store.close()
        }
        let store = try EventStore.open(folder: folder.path, mode: .service)
        #expect(
            try await store.pauses() == [
                "montreal": Pause(at: noon + .minutes(1), why: "new SIM", releasesPort: true)
            ])
        #expect(try await store.resumeLine("montreal", now: noon))
        #expect(try await store.resumeLine("montreal", now: noon) == false)
        #expect(try await store.pauses().isEmpty)
        #expect(try await store.events().map { $0.details["action"] }.suffix(2) == ["line_resume", "line_resume"])
    }
}

struct PINTests {
    @Test("a PIN is tried once in a place until an unlock succeeds, also over a restart")
    func pinTried() async throws {
        let folder = try TestFolder()
        do {
            let store = try EventStore.open(folder: folder.path, mode: .service)
            #expect(try await store.recordPINAttempt(place: "imei 1", pin: "1234", now: noon))
            try store.close()
        }
        let store = try EventStore.open(folder: folder.path, mode: .service)
        #expect(try await store.recordPINAttempt(place: "imei 1", pin: "1234", now: noon) == false)
        #expect(try await store.recordPINAttempt(place: "imei 1", pin: "4321", now: noon))
        #expect(try await store.recordPINAttempt(place: "imei 2", pin: "1234", now: noon))
        #expect(try await store.pinUnlocked(line: "montreal", place: "imei 1", iccid: nil, now: noon))
        #expect(try await store.recordPINAttempt(place: "imei 1", pin: "1234", now: noon))
        #expect(try await store.recordPINAttempt(place: "imei 2", pin: "1234", now: noon) == false)
        #expect(try await store.pinRecord(line: "montreal") == PINRecord())
    }

    @Test("another SIM blocks the PIN until the operator resumes the line")
    func anotherSIM() async throws {
        let box = try TestBox()
        let store = box.store
        #expect(try await store.pinUnlocked(line: "montreal", place: "p", iccid: "A", now: noon))
        #expect(try await store.pinUnlocked(line: "montreal", place: "p", iccid: "A", now: noon))
        #expect(try await store.pinUnlocked(line: "montreal", place: "p", iccid: "B", now: noon) == false)
        var record = try await store.pinRecord(line: "montreal")
        #expect(record.iccid == "A" && record.isHeld)
        try await store.resumeLine("montreal", now: noon)
        record = try await store.pinRecord(line: "montreal")
        #expect(record.iccid == nil && !record.isHeld)
        #expect(try await store.pinUnlocked(line: "montreal", place: "p", iccid: "B", now: noon))
        try await store.resumeLine("montreal", now: noon)
        #expect(try await store.pinRecord(line: "montreal").iccid == "B")
    }

    @Test("the PIN itself is not in the database")
    func pinItself() async throws {
        let box = try TestBox()
        _ = try await box.store.recordPINAttempt(place: "imei", pin: "73519", now: noon)
        #expect(try await box.number("SELECT count(*) FROM pin_attempt WHERE instr(pin, '73519')") == 0)
    }
}

struct PictureTests {
    private func picture(_ state: LineState, _ detail: String = "all is well", signal: Int? = nil) -> LinePicture {
        var picture = LinePicture(
            line: "montreal", position: 1, region: "Montréal", number: "+15145550101", state: state,
            legacyDetail: detail)
        picture.signalDBm = signal
        return picture
    }

    @Test("a sentence of an older version is read, and replaced by a code without an event")
    func older() async throws {
        let box = try TestBox()
        let old = #"{"line":"a","position":0,"number":"+1","state":"ready","detail":"Fine.","sms":true,"voice":"none"}"#
        try await box.store.write(now: noon) { transaction in
            try transaction.db.run("INSERT INTO line_picture (line, picture) VALUES ('a', ?)", [old])
        }
        var picture = try #require(try await box.store.linePictures().first)
        #expect(picture.legacyDetail == "Fine." && picture.notice == nil)
        let events = try await box.store.events().count
        picture.legacyDetail = nil
        picture.notice = .storageFull(used: 17, size: 20)
        #expect(try await box.store.saveLineState(picture, now: noon))
        picture.notice = .storageFull(used: 18, size: 20)
        #expect(try await !box.store.saveLineState(picture, now: noon))
        let stored = try await box.store.linePictures().first
        #expect(stored == picture)
        let event = try await box.store.events().last
        #expect(try await box.store.events().count == events + 1)
        #expect(
            event?.details["detail"] == nil && event?.details["notice"] == Notice.storageFull(used: 17, size: 20).json)
    }

    @Test("an event is written only when the state or its sentence changes")
    func eventWritten() async throws {
        let box = try TestBox()
        var written: [Bool] = []
        for one in [
            picture(.starting), picture(.ready), picture(.ready), picture(.ready, signal: -71),
            picture(.ready, "weak signal"),
        ] {
            written.append(try await box.store.saveLineState(one, now: noon))
        }
        #expect(written == [true, true, false, false, true])
        let events = try await box.store.events()
        #expect(events.map { $0.details["was"] } == [.null, "starting", "ready"])
        #expect(events.last?.details["detail"] == "weak signal" && events.last?.line == "montreal")
    }

    @Test("a fluctuating signal is one commit an hour, and is written with any other change")
    func readings() async throws {
        let box = try TestBox()
        try await box.store.saveLineState(picture(.ready), now: noon)
        func stored() async throws -> Int? { try await box.store.linePictures().first?.signalDBm }
        try await box.store.saveLineState(picture(.ready, signal: -71), now: noon)
        #expect(try await stored() == -71)
        try await box.store.saveLineState(picture(.ready, signal: -80), now: noon + .minutes(59))
        #expect(try await stored() == -71)
        try await box.store.saveLineState(picture(.ready, signal: -81), now: noon + .hours(1))
        #expect(try await stored() == -81)
        try await box.store.saveLineState(picture(.paused, signal: -90), now: noon + .minutes(61))
        #expect(try await stored() == -90)
    }

    @Test("the last known states are available when the service is down")
    func lastKnown() async throws {
        let box = try TestBox()
        #expect(try await box.store.lastRun() == nil)
        try await box.store.serviceStarted(version: "1.0", now: noon)
        try await box.store.saveLineState(picture(.ready, signal: -71), now: noon)
        var first = picture(.paused)
        first.line = "quebec"
        first.position = 0
        try await box.store.saveLineState(first, now: noon)
        let reader = try EventStore.open(folder: box.folder.path, mode: .readOnly)
        #expect(try await reader.linePictures() == [first, picture(.ready, signal: -71)])
        #expect(try await reader.lastRun() == ServiceRun(version: "1.0", startedAt: noon))
    }
}
