import ControlAPI
import Foundation
import NIOCore
import TestFolders
import Testing

@testable import jedisnon

@Suite(.timeLimit(.minutes(1))) struct ControlServerTests {
    @Test("Every request reaches the service and its answer comes back")
    func everyRoute() async throws {
        let backend = FakeBackend()
        try await withClient(backend) { client in
            let status: StatusAnswer = try await client.status()
            #expect(status.service.version == "0.1.0")
            #expect(try await client.budget().spent == "0.00")
            #expect(try await client.blocks().blocks.isEmpty)
            #expect(try await client.lines().lines.isEmpty)
            let budget: BudgetAnswer = try await client.post(
                ControlRoutes.budgetAdditions, BudgetAddition(amount: "25.50"))
            #expect(budget.spent == "0.00")
            let block: BlockRow = try await client.post(
                ControlRoutes.blocks, BlockRequest(number: .number("+15145550101"), note: "rude"))
            #expect(block.note == "rude")
            let unblock: UnblockAnswer = try await client.post(
                ControlRoutes.unblock, UnblockRequest(number: .senderID("s-0123456789abcdef")))
            #expect(unblock.wasBlocked)
            let paused: LineRow = try await client.post(
                ControlRoutes.pause("montreal"), PauseRequest(why: "trying", releasePort: true))
            #expect(paused.paused?.releasePort == true)
            let resumed: LineRow = try await client.post(ControlRoutes.resume("montreal"), [String: String]())
            #expect(resumed.state == "ready")
            let reload: ReloadAnswer = try await client.post(ControlRoutes.reload, [String: String]())
            #expect(reload.added == ["quebec"])
            var octets: [UInt8] = []
            try await client.download(
                ControlRoutes.backup, BackupRequest(path: "/mnt/copy.db"), timeout: .seconds(30)
            ) { octets += $0 }
            #expect(octets == FakeBackend.copyOctets)
        }
        #expect(
            await backend.asked == [
                "status", "budget", "blocks", "lines", "add 25.50", "budget", "block +15145550101 rude",
                "unblock s-0123456789abcdef", "pause montreal trying true", "resume montreal", "reload",
                "action backup", "copy",
            ])
    }

    @Test("An error of the service comes back as it is")
    func knownError() async throws {
        let backend = FakeBackend()
        let error = ControlError(.unknownLine, "there is no line x", hint: "see `jedisnon line list`")
        await backend.fail(with: error)
        try await withClient(backend) { client in
            await #expect(throws: error) { try await client.status() }
        }
    }

    @Test("What the service did not foresee tells nothing of its inside")
    func unknownError() async throws {
        let backend = FakeBackend()
        await backend.fail(with: URLError(.badURL))
        try await withClient(backend) { client in
            let error = await #expect(throws: ControlError.self) { try await client.status() }
            #expect(error?.code == .failed)
            #expect(error?.message == "the service could not do this")
        }
    }

    @Test("Unknown routes, bad bodies and bodies over the limit are refused, and the service goes on")
    func badRequests() async throws {
        let backend = FakeBackend()
        try await withClient(backend) { client in
            func code(_ route: String, _ body: some Encodable) async -> ControlError.Code? {
                let error = await #expect(throws: ControlError.self) {
                    let _: StatusAnswer = try await client.post(route, body)
                }
                return error?.code
            }
            #expect(await code("/v1/nothing", ["a": "b"]) == .unknownRoute)
            #expect(await code(ControlRoutes.status, ["a": "b"]) == .unknownRoute)
            #expect(await code(ControlRoutes.blocks, ["number": "514-555-0101"]) == .usage)
            #expect(await code(ControlRoutes.blocks, ["numbers": "+15145550101"]) == .usage)
            #expect(await code(ControlRoutes.backup, ["path": "relative.db"]) == .usage)
            let long = String(repeating: "x", count: ControlRoutes.bodyLimit)
            #expect(
                await code(ControlRoutes.pause("montreal"), PauseRequest(why: long, releasePort: false)) == .tooLarge)
            #expect(await backend.asked.isEmpty)
            _ = try await client.status()
        }
    }

    @Test("A log of any size comes whole, page by page")
    func pages() async throws {
        let backend = FakeBackend(events: 1203)
        let seen = try await withClient(backend) { client in
            var seen: [Int64] = []
            try await client.events(EventQuery(), follow: false) { seen.append($0.seq) }
            return seen
        }
        #expect(seen == Array(1...1203))
        #expect(await backend.asked == ["events after 0", "events after 500", "events after 1000"])
    }

    @Test("The last so many are the last, with their text exactly as it came")
    func lastOnes() async throws {
        let rows = try await withClient(FakeBackend(events: 700)) { client in
            var rows: [EventRow] = []
            try await client.events(EventQuery(last: 600), follow: false) { rows.append($0) }
            return rows
        }
        #expect(rows.map(\.seq) == Array(101...700))
        #expect(rows.first?.text == "\u{202E}text 101\n")
    }

    @Test("Nothing is revealed before the note of it is written")
    func reveal() async throws {
        let backend = FakeBackend(events: 1)
        try await withClient(backend) { client in
            try await client.events(EventQuery(reveal: true), follow: false) { _ in }
            #expect(await backend.asked == ["action reveal", "events after 0"])
            await backend.fail(with: ControlError(.unusable, "the disk is full"))
            let error = await #expect(throws: ControlError.self) {
                try await client.events(EventQuery(reveal: true), follow: false) { _ in
                    Issue.record("something was shown")
                }
            }
            #expect(error?.code == .unusable)
            #expect(await backend.asked.last == "action reveal")
        }
    }

    @Test("A filter that is wrong is an error, not an unfiltered log")
    func badFilter() async throws {
        try await withClient(FakeBackend(events: 1)) { client in
            await #expect(throws: ControlError.self) {
                try await client.events(EventQuery(last: 0), follow: false) { _ in }
            }
        }
    }

    @discardableResult
    private func withClient<Result>(
        _ backend: FakeBackend, _ body: (ControlClient) async throws -> Result
    ) async throws -> Result {
        try await withFolder { folder in
            var result: Result?
            try await withServer(socket: folder + "/control.sock", backend: backend) { _ in
                let client = try #require(try ControlClient(socket: folder + "/control.sock"))
                result = try await body(client)
            }
            return try #require(result)
        }
    }
}
