import Foundation
import LinePolicy
import Logging
import Testing
import Vocabulary

@testable import EventStore
@testable import LineService

/// The time of the service, and what the store gets of it.
struct ServiceClockTests {
    private static let noon = Program.buildDate + .days(5)

    private func with(
        _ clocks: FakeClocks, _ body: (ServiceClock, EventStore) async throws -> Void
    ) async throws {
        let folder = NSTemporaryDirectory() + "clock-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { do { try FileManager.default.removeItem(atPath: folder) } catch { print("left behind: \(folder)") } }
        let store = try EventStore.open(folder: folder, mode: .service)
        let clock = try await ServiceClock(
            store: store, buildDate: Program.buildDate, timeZone: .gmt, logger: Logger(label: "test"),
            source: clocks.source)
        try await body(clock, store)
        try store.close()
    }

    @Test("a new time is returned only after stored times were moved")
    func whoeverTold() async throws {
        let clocks = FakeClocks(Self.noon + .days(400), isSynchronised: true)
        try await with(clocks) { clock, store in
            try await store.append(.backup(path: "/mnt/copy.db"), now: await clock.now())
            clocks.pass(.seconds(70))
            clocks.set(Self.noon)
            let times = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        let now = await clock.now()
                        let newest = store.newestStoredAt ?? .distantPast
                        return now == Self.noon && newest <= now
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(times.allSatisfy { $0 })
            #expect(try await store.events().map { $0.details["clock_ahead"] } == [true])
            #expect(await clock.changes == 1)
        }
    }

    @Test("while the store refuses a new time, the old one continues, and the times it gave are moved later")
    func storeRefuses() async throws {
        let clocks = FakeClocks(Self.noon, isSynchronised: true)
        try await with(clocks) { clock, store in
            #expect(await clock.now() == Self.noon)
            try await store.write(now: Self.noon) {
                try $0.db.run(
                    "CREATE TRIGGER no BEFORE INSERT ON clock_period BEGIN SELECT raise(ABORT, 'no'); END")
            }
            clocks.set(Self.noon + .hours(1))
            #expect(await clock.now() == Self.noon)
            clocks.pass(.minutes(1))
            #expect(await clock.now() == Self.noon + .minutes(1))
            #expect(await clock.trusted() == Self.noon + .minutes(1))
            try await store.pauseLine("montreal", why: nil, releasePort: false, now: await clock.now())
            try await store.write(now: Self.noon) { try $0.db.run("DROP TRIGGER no") }
            clocks.pass(.minutes(1))
            #expect(await clock.now() == Self.noon + .hours(1) + .minutes(2))
            #expect(try await store.pauses()["montreal"]?.at == Self.noon + .hours(1) + .minutes(1))
        }
    }

    @Test("without a usable clock nothing is decided and nothing is erased")
    func withoutUsable() async throws {
        let clocks = FakeClocks(Timestamp(seconds: 3600), isSynchronised: false)
        try await with(clocks) { clock, _ in
            #expect(await clock.trusted() == nil)
            let before = try await clock.retentionTime()
            #expect(before == nil)
            #expect(await clock.now() == Timestamp(seconds: 3600))
            // Of network times received together the earliest is noted first, as a reference for the other.
            await clock.note(networkTimes: [Self.noon + .days(7000), Self.noon])
            #expect(await clock.trusted() == Self.noon)
            clocks.pass(.hours(1))
            #expect(await clock.trusted() == Self.noon + .hours(1))
            let later = try await clock.retentionTime()
            #expect(later == Self.noon + .hours(1))
        }
    }

    @Test("a clock that is trusted and wrong for a minute does not move retention")
    func clockTrusted() async throws {
        let clocks = FakeClocks(Self.noon, isSynchronised: true)
        try await with(clocks) { clock, _ in
            let first = try await clock.retentionTime()
            #expect(first == Self.noon)
            clocks.pass(.minutes(5))
            clocks.set(Self.noon + .days(400))
            clocks.pass(.minutes(1))
            #expect(await clock.now() == Self.noon + .days(400) + .minutes(1))
            let during = try await clock.retentionTime()
            #expect(during == Self.noon + .minutes(6))
            clocks.set(Self.noon + .minutes(6))
            let after = try await clock.retentionTime()
            #expect(after == Self.noon + .minutes(6))
        }
    }
}
