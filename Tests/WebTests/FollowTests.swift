import ControlAPI
import TestFolders
import Testing

@testable import jedisnon

@Suite(.timeLimit(.minutes(1))) struct FollowTests {
    @Test("who follows sees what was, then what comes, and the end of the service")
    func followsUntilTheServiceStops() async throws {
        let backend = FakeBackend(events: 2)
        var seen: [Int64] = []
        try await withFolder { folder in
            try await withServer(socket: folder + "/control.sock", backend: backend) { stop in
                let client = try #require(try ControlClient(socket: folder + "/control.sock"))
                try await client.events(EventQuery(), follow: true) { row in
                    seen.append(row.seq)
                    switch row.seq {
                    case ..<2: break
                    case ..<5: Task { await backend.append() }
                    default: Task { await stop() }
                    }
                }
            }
        }
        #expect(seen == [1, 2, 3, 4, 5])
    }

    @Test("a quiet follower does not hold up the end of the service")
    func quietFollower() async throws {
        try await withFolder { folder in
            try await withServer(socket: folder + "/control.sock", backend: FakeBackend(events: 1)) { stop in
                let client = try #require(try ControlClient(socket: folder + "/control.sock"))
                try await client.events(EventQuery(last: 1), follow: true) { _ in Task { await stop() } }
            }
        }
    }

    @Test("a follower who hangs up is forgotten at once")
    func hangUp() async throws {
        let backend = FakeBackend(events: 1)
        try await withFolder { folder in
            try await withServer(socket: folder + "/control.sock", backend: backend) { _ in
                let client = try #require(try ControlClient(socket: folder + "/control.sock"))
                await #expect(throws: OutputClosed.self) {
                    try await client.events(EventQuery(), follow: true) { _ in throw OutputClosed() }
                }
                // Without any event after it.
                for await _ in backend.ended.stream { break }
            }
        }
    }
}
