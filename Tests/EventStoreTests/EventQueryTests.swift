import GRDB
import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

struct EventQueryTests {
    /// Six events: lines a, b, a, b, a, b, one minute apart.
    private func filled() async throws -> TestBox {
        let box = try TestBox()
        for index in 0..<6 {
            try await box.store.append(
                .replyPlanned(parts: index), line: index % 2 == 0 ? "a" : "b", now: noon + .minutes(Int64(index)))
        }
        return box
    }

    static let filters: [(filter: EventFilter, found: [Int])] = [
        (EventFilter(), [0, 1, 2, 3, 4, 5]),
        (EventFilter(line: "b"), [1, 3, 5]),
        (EventFilter(line: "nowhere"), []),
        (EventFilter(since: noon + .minutes(4)), [4, 5]),
        (EventFilter(last: 2), [4, 5]),
        (EventFilter(line: "a", last: 2), [2, 4]),
        (EventFilter(last: 0), []),
        (EventFilter(last: -1), []),
        (EventFilter(last: Int.max), [0, 1, 2, 3, 4, 5]),
        (EventFilter(after: 4), [4, 5]),
        (EventFilter(after: 2, limit: 2), [2, 3]),
        (EventFilter(line: "a", since: noon + .minutes(1), after: 1, limit: 1), [2]),
        (EventFilter(line: "' OR 1=1 --"), []),
    ]

    @Test("a filter returns the matching events, oldest first", arguments: filters.indices)
    func filterGives(index: Int) async throws {
        let box = try await filled()
        let (filter, found) = EventQueryTests.filters[index]
        let events = try await box.store.events(filter)
        #expect(events.map(\.payload) == found.map { .replyPlanned(parts: $0) })
    }

    @Test("followers are notified after a commit with events, and of the end")
    func followsTold() async throws {
        let box = try TestBox()
        var commits = box.store.commits().makeAsyncIterator()
        try await box.store.append(.modemAttached(AttachedDetails(model: nil)), line: "a", now: noon)
        #expect(await commits.next() != nil)
        #expect(try await box.store.events().count == 1, "it is there when it is told")
        // A commit without events notifies nobody.
        _ = try await box.store.recordPINAttempt(place: "x", pin: "1234", now: noon)
        try box.store.close()
        #expect(await commits.next() == nil)
        var late = box.store.commits().makeAsyncIterator()
        #expect(await late.next() == nil)
    }

    @Test("seq increases, also over a restart, and tells where to continue")
    func seqGrows() async throws {
        let box = try await filled()
        let latest = try await box.store.latestSeq()
        #expect(latest == 6)
        #expect(try await box.store.events(EventFilter(after: latest)).isEmpty)
        try await box.store.append(.modemLost(LostDetails(detail: "gone", lostAt: nil)), line: "a", now: noon)
        #expect(try await box.store.events(EventFilter(after: latest)).map(\.kind) == [.modemLost])
    }

    @Test("an event of another version is shown unchanged, and has no payload")
    func otherVersion() async throws {
        let box = try TestBox()
        let details: Details = [
            "null": .null, "yes": true, "number": .integer(.min), "one": 1, "zero": 0, "text": "\u{0}\"\\\u{1F6D1}/",
            "list": .array([1, "a", .null]), "object": .object(["b": false]),
        ]
        try await box.store.append(.senderStopped, line: nil, now: noon)
        try await box.store.write(now: noon) {
            try $0.db.run("UPDATE event SET details = ? /* reads all: a test */", [details.canonical])
        }
        let event = try #require(try await box.store.events().first)
        #expect(event.details == details && event.payload == nil)
    }
}
