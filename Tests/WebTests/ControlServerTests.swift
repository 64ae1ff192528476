import ControlAPI
import Foundation
import NIOCore
import TestFolders
import Testing
import WordLiterals

@testable import jedisnon

@Suite(.timeLimit(.minutes(1))) struct ControlServerTests {
    @Test("every request reaches the service and its answer comes back")
    func everyRoute() async throws {
        let backend = FakeBackend()
        try await withClient(backend) { client in
            let status: StatusAnswer = try await client.status()
            #expect(status.service.version == "0.1.0")
            #expect(try await client.budget().spent == "0.00")
            #expect(try await client.blocks().blocks.isEmpty)
            #expect(try await client.lines().lines.isEmpty)
            let budget = try await client.ask(Endpoints.addBudget, BudgetAddition(amount: "25.50"))
            #expect(budget.spent == "0.00")
            let block = try await client.ask(
                Endpoints.block, BlockRequest(number: .number("+15145550101"), note: "rude"))
            #expect(block.note == "rude")
            let unblock = try await client.ask(
                Endpoints.unblock, UnblockRequest(number: .senderID("s-0123456789abcdef")))
            #expect(unblock.wasBlocked)
            let paused = try await client.ask(
                Endpoints.pause(.line("montreal")), PauseRequest(why: "trying", releasePort: true))
            #expect(paused.paused?.releasePort == true)
            let resumed = try await client.ask(Endpoints.resume(.line("montreal")))
            #expect(resumed.state == "ready")
            let reload = try await client.ask(Endpoints.reload)
            #expect(reload.added == ["quebec"])
            #expect(try await client.ask(Endpoints.sims).isEmpty)
            let line = LinePart.line("montreal")
            #expect(try await client.ask(Endpoints.verify(line)).state == "waiting")
            #expect(try await client.ask(Endpoints.verification(line)).line == "montreal")
            #expect(try await client.ask(Endpoints.tryVoice(line)).line == "montreal")
            #expect(try await client.ask(Endpoints.voiceTrial(line)).line == "montreal")
            _ = try await client.ask(Endpoints.typeVoiceCode(line), VoiceCodeRequest(code: "1234"))
            var octets: [UInt8] = []
            try await client.download(BackupRequest(path: "/mnt/copy.db"), timeout: .seconds(30)) { octets += $0 }
            #expect(octets == FakeBackend.copyOctets)
        }
        #expect(
            await backend.asked == [
                "status", "budget", "blocks", "lines", "add 25.50", "budget", "block +15145550101 rude",
                "unblock s-0123456789abcdef", "pause montreal trying true", "resume montreal", "reload",
                "sims", "verify montreal", "verify montreal", "try voice montreal", "voice trial montreal",
                "voice trial montreal", "typed 1234 montreal", "voice trial montreal", "action backup", "copy",
            ])
    }

    @Test("an error of the service comes back as it is")
    func knownError() async throws {
        let backend = FakeBackend()
        let error = ControlError(.unknownLine, "there is no line x", hint: "see `jedisnon line list`")
        await backend.fail(with: error)
        try await withClient(backend) { client in
            await #expect(throws: error) { try await client.status() }
        }
    }

    @Test("what the service did not foresee tells nothing of its inside")
    func unknownError() async throws {
        let backend = FakeBackend()
        await backend.fail(with: URLError(.badURL))
        try await withClient(backend) { client in
            let error = await #expect(throws: ControlError.self) { try await client.status() }
            #expect(error?.code == .failed)
            #expect(error?.message == "the service could not do this")
        }
    }

    @Test("unknown routes, bad bodies and bodies over the limit are refused, and the service goes on")
    func badRequests() async throws {
        let backend = FakeBackend()
        try await withClient(backend) { client in
            func code(_ path: String, _ body: some Encodable) async throws -> ControlError.Code {
                let exchange = SocketExchange(socket: client.socket, route: path, json: try JSONText.line(body))
                return try await exchange.run(within: .seconds(30)) { _, body in
                    let octets = try await body.all(upTo: 65_536).readableBytesView
                    return try JSONText.value(ErrorAnswer.self, from: octets).controlError.code
                }
            }
            #expect(try await code("/v1/nothing", ["a": "b"]) == .unknownRoute)
            #expect(try await code(Endpoints.status.path, ["a": "b"]) == .unknownRoute)
            #expect(try await code(Endpoints.block.path, ["number": "514-555-0101"]) == .usage)
            #expect(try await code(Endpoints.block.path, ["numbers": "+15145550101"]) == .usage)
            #expect(try await code(Endpoints.backup.path, ["path": "relative.db"]) == .usage)
            let long = PauseRequest(why: String(repeating: "x", count: Endpoints.bodyLimit), releasePort: false)
            #expect(try await code(Endpoints.pause(.line("montreal")).path, long) == .tooLarge)
            #expect(await backend.asked.isEmpty)
            _ = try await client.status()
        }
    }

    @Test("a log of any size comes whole, page by page")
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

    @Test("the last so many are the last, with their text exactly as it came")
    func lastOnes() async throws {
        let rows = try await withClient(FakeBackend(events: 700)) { client in
            var rows: [EventRow] = []
            try await client.events(EventQuery(last: 600), follow: false) { rows.append($0) }
            return rows
        }
        #expect(rows.map(\.seq) == Array(101...700))
        #expect(rows.first?.text == "\u{202E}text 101\n")
    }

    @Test("nothing is revealed before the note of it is written")
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

    @Test("a filter that is wrong is an error, not an unfiltered log")
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
