import Foundation
import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

struct AlertTests {
    private let zone = TimeZone(identifier: "America/Toronto") ?? .gmt

    private func keep(
        _ box: TestBox, _ alerts: [Alert], open: [OpenTrouble] = [], now: Timestamp = noon
    ) async throws {
        let state = try await box.store.alertState(now: now, timeZone: zone)
        let told = alerts.map { ($0, StoredAlert(name: "\($0.kind.rawValue).json", body: "{}")) }
        try await box.store.keep(
            AlertDecision(open: open, told: told, seenSeq: state.newestSeq), after: state, now: now, timeZone: zone)
    }

    @Test("open troubles and sent alerts survive a restart; an alert that is in the spool is not written again")
    func restart() async throws {
        let folder = try TestFolder()
        let open = [
            OpenTrouble(Trouble(.disk), since: noon, alertedAt: noon + .minutes(10)),
            OpenTrouble(Trouble(.lineDown, line: "quebec"), since: noon, resolvedSince: noon + .hours(1)),
        ]
        do {
            let box = try TestBox(folder)
            try await keep(box, [.alive(ready: 1, of: 2), .test], open: open)
            try box.store.close()
        }
        let box = try TestBox(folder)
        let state = try await box.store.alertState(now: noon, timeZone: zone)
        #expect(Set(state.open) == Set(open))
        // Signs of life do not count towards the daily limit.
        #expect(state.aliveAt == noon && state.alertsToday == 1)
        let waiting = try await box.store.waitingAlerts()
        #expect(waiting.map(\.file.name) == ["alive.json", "test.json"])
        try await box.store.spooled(waiting.map(\.id), now: noon)
        #expect(try await box.store.waitingAlerts().isEmpty)
        #expect(try await box.kinds() == [.notice, .notice])
    }

    @Test("the daily count starts again at local midnight")
    func midnight() async throws {
        let box = try TestBox()
        try await keep(box, [.test, .test])
        #expect(try await box.store.alertState(now: noon + .hours(15), timeZone: zone).alertsToday == 2)
        #expect(try await box.store.alertState(now: noon + .hours(17), timeZone: zone).alertsToday == 0)
    }

    @Test("events are reported once, and events before the first look never")
    func events() async throws {
        let box = try TestBox()
        _ = try await box.store.declareRaid(on: ["montreal"], now: noon)
        try await keep(box, [])
        #expect(try await box.store.alertState(now: noon, timeZone: zone).events.isEmpty)
        _ = try await box.store.declareRaidOver(on: ["montreal"], now: noon)
        #expect(try await box.store.alertState(now: noon, timeZone: zone).events.map(\.kind) == [.raidEnded])
        try await keep(box, [])
        #expect(try await box.store.alertState(now: noon, timeZone: zone).events.isEmpty)
    }

    @Test("a service that ended without an orderly stop has crashed, and the crash is reported once")
    func crash() async throws {
        let box = try TestBox()
        func hasCrashed() async throws -> Bool {
            try await box.store.alertState(now: noon, timeZone: zone).hasCrashed
        }
        try await box.store.beginService(now: noon)
        #expect(try await !hasCrashed())
        try await box.store.endService(now: noon)
        try await box.store.beginService(now: noon)
        #expect(try await !hasCrashed())
        try await box.store.beginService(now: noon)
        #expect(try await hasCrashed())
        try await keep(box, [.crashed])
        #expect(try await !hasCrashed())
    }

    @Test("a look without a change commits nothing")
    func quiet() async throws {
        let box = try TestBox()
        try await keep(box, [])
        let before = try await box.number("PRAGMA data_version")
        try await keep(box, [])
        #expect(try await box.number("PRAGMA data_version") == before)
    }
}
