import Foundation
import GRDB
import Glibc
import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

struct RetentionTests {
    @Test("old texts and octets are erased, the counts remain")
    func oldTexts() async throws {
        let box = try TestBox()
        try await box.take(.text("old secret"))
        try await box.take(IncomingMessage(source: .direct, pdu: [1, 2], content: .undecodable(.legacy("bad"))))
        try await box.take(.text("new", from: other), now: noon + .days(20))
        try await box.store.forgetOld(keepText: .days(30), keepNumbers: .days(365), now: noon + .days(31))
        let events = try await box.store.events().filter { $0.kind == .smsReceived }
        #expect(events.map(\.text) == [nil, nil, "new"])
        #expect(events[0].sender == caller && events[1].pdus.isEmpty)
        #expect(try await box.counters().received == 3)
        try await box.store.checkpoint()
        let octets = try Data(contentsOf: URL(filePath: box.folder.path + "/jedisnon.db"))
        #expect(octets.range(of: Data("old secret".utf8)) == nil)
        #expect(octets.range(of: Data("new".utf8)) != nil)
    }

    @Test("old numbers are reduced to a hash: STOP, blocks and caps still hold")
    func oldNumbers() async throws {
        let box = try TestBox()
        let late = noon + .days(370)
        let year = LineContext.line {
            $0.repliesLifetime = 1; $0.window = .hours(1)
        }
        try await box.answer(.text("a"), in: year)
        try await box.take(.text("STOP", from: other))
        try await box.store.block(.number(third), note: nil, now: noon)
        try await box.store.forgetOld(keepText: .days(30), keepNumbers: .days(365), now: late)
        #expect(try await box.store.events().allSatisfy { $0.sender == nil })
        #expect(try await box.store.blocks().map(\.number) == [nil])
        #expect(try await box.number("SELECT count(*) FROM sender WHERE key IS NOT NULL") == 0)

        #expect(try await box.take(.text("b"), in: year, now: late) == [.lifetimeCap])
        #expect(try await box.take(.text("b", from: other), now: late) == [.stopRequested])
        #expect(try await box.take(.text("b", from: third), now: late) == [.blocked])
        // The new event has its number, the old ones of the same sender still do not.
        let events = try await box.store.events().filter { $0.kind == .smsReceived }
        #expect(events.map(\.sender) == [nil, nil, caller, other, third])
        #expect(events[0].senderID == events[2].senderID)
    }

    @Test("a sender who still waits for a reply is not erased")
    func senderStill() async throws {
        let box = try TestBox()
        let delayed = LineContext.line {
            $0.replyDelayMin = .days(2)
            $0.replyDelayMax = .days(2)
            $0.staleAfter = .days(9)
        }
        try await box.take(.text("a"), in: delayed)
        try await box.store.forgetOld(keepText: .days(1), keepNumbers: .days(1), now: noon + .days(2))
        guard case .send(let reply) = try await box.store.begin(in: delayed, now: noon + .days(2)) else {
            return #expect(Bool(false))
        }
        #expect(reply.to == caller)
    }

    @Test("bookkeeping that no rule needs is deleted, the rest is kept")
    func bookkeepingRule() async throws {
        let box = try TestBox()
        try await box.answer(.text("a", slot: 1))
        try await box.take(.text("b", slot: 2), .part(1, of: 2, "x"), .part(2, of: 2, "y"), .part(1, of: 3, "z"))
        try await box.store.confirmDeletions([Slot(store: "iccid", memory: "SM", index: 1)], now: noon)
        try await box.store.forgetOld(keepText: .days(30), keepNumbers: .days(365), now: noon + .days(33))
        let left = try await [
            "slot WHERE deleted_at IS NOT NULL", "recent_octets", "heard_text", "submission", "sighting",
            "long_message", "slot", "reply",
        ].async { try await box.number("SELECT count(*) FROM \($0)") }
        #expect(left[..<5] == [0, 0, 0, 0, 0])
        // One long message still has an unrecorded part.
        #expect(left[5] == 1)
        #expect((left[6] ?? 0) >= 1 && left[7] == 1)
    }

    @Test("many texts are erased in batches")
    func manyTexts() async throws {
        let box = try TestBox()
        let batch = (0..<4500).map { IncomingMessage.text("t\($0)", sender: .shortCode("12345")) }
        _ = try await box.store.ingest(batch, in: .line(), now: noon, start: .notNow)
        try await box.store.forgetOld(keepText: .days(1), keepNumbers: .days(1), now: noon + .days(2))
        #expect(try await box.number("SELECT count(*) FROM event WHERE text IS NOT NULL") == 0)
    }
}

extension Array {
    fileprivate func async<Value>(_ body: (Element) async throws -> Value) async rethrows -> [Value] {
        var all: [Value] = []
        for element in self { all.append(try await body(element)) }
        return all
    }
}

struct BackupTests {
    @Test("a copy is a complete database, accessible to its owner only")
    func copyWhole() async throws {
        let box = try TestBox()
        try await box.answer(.text("a"))
        let place = try box.store.placeForCopy()
        var status = stat()
        #expect(stat(place, &status) == 0 && status.st_mode & 0o777 == 0o600)
        try await box.store.copy(into: place)
        let copies = try TestFolder()
        try FileManager.default.moveItem(atPath: place, toPath: copies.path + "/jedisnon.db")
        let copy = try EventStore.open(folder: copies.path, mode: .readOnly)
        #expect(try await copy.events() == box.store.events())
    }

    @Test("a copy that would fill the disk of the service is not begun")
    func copyWould() async throws {
        let box = try TestBox()
        let place = try box.store.placeForCopy()
        await #expect { try await box.store.copy(into: place, reserve: .max / 2) } throws: { error in
            (error as? StoreError)?.kind == .full
        }
    }

    @Test("a read-only store can make a copy too")
    func readerCan() async throws {
        let box = try TestBox()
        try await box.take(.text("a"))
        let reader = try EventStore.open(folder: box.folder.path, mode: .readOnly)
        let place = try box.store.placeForCopy()
        try await reader.copy(into: place)
        #expect(try Data(contentsOf: URL(filePath: place)).starts(with: Data("SQLite format 3".utf8)))
    }
}

struct RetentionRunTests {
    private func run(_ box: TestBox, at now: Timestamp) async throws {
        try await box.store.forgetOld(keepText: .days(30), keepNumbers: .days(365), now: now)
    }

    @Test("erasures are logged once a day, with counts, and a day without any is not logged")
    func told() async throws {
        let box = try TestBox()
        for day in 0..<Int64(4) {
            try await box.take(.text("t\(day)", sender: .shortCode("12345")), now: noon + .days(day))
        }
        for hour in 0..<Int64(6 * 24) { try await run(box, at: noon + .days(30) + .hours(hour) + .minutes(1)) }
        let runs = try await box.store.events().compactMap { event in
            if case .retentionRun(let run)? = event.payload { run.contents } else { nil }
        }
        #expect(runs.reduce(0, +) == 4 && runs.count == 4)
    }

    @Test("records of lines and modems are erased with the numbers, the events of texts remain")
    func records() async throws {
        let box = try TestBox()
        try await box.store.append(.modemLost(LostDetails(detail: "Gone.", lostAt: nil)), line: "montreal", now: noon)
        try await box.take(.text("a"))
        try await run(box, at: noon + .days(100))
        #expect(try await box.kinds().contains(.modemLost))
        try await run(box, at: noon + .days(366))
        #expect(try await box.kinds() == [.smsReceived, .replyPlanned, .retentionRun, .retentionRun])
        #expect(try await box.number("SELECT count(*) FROM reply WHERE text <> ''") == 1, "it is still planned")
    }

    @Test("an event of a clock that was ahead does not protect its neighbours from erasure")
    func ahead() async throws {
        let box = try TestBox()
        try await box.take(.text("before", sender: .shortCode("12345")))
        try await box.take(.text("wrong", sender: .shortCode("12345")), now: noon + .days(3000))
        try await box.store.write(now: noon) {
            try $0.db.run("UPDATE event SET ahead = 1 WHERE at > ?", [noon.milliseconds])
        }
        try await box.take(.text("after", sender: .shortCode("12345")), now: noon + .minutes(1))
        try await run(box, at: noon + .days(31))
        #expect(try await box.number("SELECT count(*) FROM event WHERE text IS NOT NULL") == 0)
    }
}

struct QueryPlanTests {
    @Test("a full scan of a growing table is refused in a debug build")
    func refused() async throws {
        let box = try TestBox()
        let statements = [
            "SELECT count(*) FROM event WHERE kind = 'x'", "SELECT 1 FROM sender s WHERE s.seen_at = 1",
            "SELECT min(seq) FROM event WHERE ahead = 1 AND at >= 1", "SELECT max(at)\nFROM event WHERE seq < 2",
        ]
        for sql in statements {
            await #expect { try await box.store.read { _ = try $0.rows(sql).count } } throws: {
                if case .failed(let answer) = $0 as? StoreError { answer.contains("is read by") } else { false }
            }
        }
        let others = [
            "SELECT kind FROM event WHERE seq = 1", "SELECT max(seq) FROM event",
            "SELECT max(seq) FROM event WHERE line = 'l'",
            "SELECT min(+seq) FROM event WHERE ahead = 1 AND at >= 1",
        ]
        for sql in others { _ = try await box.store.read { try $0.rows(sql).count } }
    }

    @Test("every statement of the store comes from the one place that examines its plan")
    func onePlace() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/EventStore")
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        var seen = 0
        for case let file as URL in files where file.pathExtension == "swift" {
            seen += 1
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                let isDirect = ["sql: \"SELECT", "sql: \"UPDATE", "sql: \"DELETE", "sql: \"INSERT", "cachedStatement("]
                    .contains {
                        line.contains($0)
                    }
                let isAllowed = line.contains("sqlite_master") || line.contains("try cachedStatement(sql: sql)")
                #expect(!isDirect || isAllowed, "\(file.lastPathComponent): \(line)")
            }
        }
        #expect(seen > 40)
    }
}
