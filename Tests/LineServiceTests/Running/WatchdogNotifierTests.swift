import Logging
import ServiceLifecycle
import Testing
import Vocabulary

@testable import LineService

/// Watchdog notifications.
struct WatchdogNotifierTests {
    private let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    @Test("ready, alive, reloading and stopping are notified, with one sentence")
    func told() async throws {
        let board = try NoticeBoard()
        try await withSigns(board, limit: "20000", sentence: { "1 line: 1 ready" }) { signs in
            #expect(await board.next() == ["WATCHDOG=1", "STATUS=1 line: 1 ready"])
            #expect(await board.next() == ["WATCHDOG=1", "STATUS=1 line: 1 ready"])
            signs.reloading()
            #expect(await found(["RELOADING=1"], on: board))
            await signs.ready()
            #expect(await found(["READY=1", "STATUS=1 line: 1 ready"], on: board))
        }
        #expect(await found(["STOPPING=1", "WATCHDOG=1", "STATUS=finishing the sends in flight"], on: board))
        #expect(board.arrived() == [])
    }

    @Test("a box that does not answer sends no watchdog notification until it does")
    func wedged() async throws {
        let board = try NoticeBoard()
        let (questions, asked) = AsyncStream.makeStream(of: Void.self)
        let (answers, answer) = AsyncStream.makeStream(of: Void.self)
        let sentence: @Sendable () async -> String = {
            asked.yield()
            for await _ in answers { break }
            return "no line"
        }
        try await withSigns(board, limit: "20000", sentence: sentence) { _ in
            for await _ in questions { break }
            #expect(board.arrived() == [])
            answer.finish()
            #expect(await board.next() == ["WATCHDOG=1", "STATUS=no line"])
        }
    }

    @Test("without a service manager it only waits for the end")
    func unmanaged() async throws {
        let signs = WatchdogNotifier(manager: nil, logger: logger) {
            Issue.record("asked for a sentence")
            return ""
        }
        await signs.ready()
        let group = ServiceGroup(services: [signs], logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    @Test(
        "the sentence counts the lines by state",
        arguments: [
            ([], 0, "no line is configured"), ([.ready], 1, "1 line: 1 ready"), ([], 2, "2 lines: 2 starting"),
            ([.ready, .noNetwork, .ready], 3, "3 lines: 2 ready, 1 no_network"),
        ] as [([LineState], Int, String)])
    func sentence(known: [LineState], configured: Int, expected: String) {
        #expect(LineCount.sentence(known, configured: configured) == expected)
    }

    /// Runs the notifier around a body, and stops it gracefully.
    private func withSigns(
        _ board: NoticeBoard, limit: String, sentence: @escaping @Sendable () async -> String,
        _ body: (WatchdogNotifier) async throws -> Void
    ) async throws {
        let environment = ["NOTIFY_SOCKET": board.address, "WATCHDOG_USEC": limit]
        let manager = try #require(ServiceManager(environment: environment))
        let signs = WatchdogNotifier(manager: manager, logger: logger, sentence: sentence)
        let group = ServiceGroup(services: [signs], logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await body(signs)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    /// Whether a notification comes, after watchdog notifications that were on their way.
    private func found(_ notice: [String], on board: NoticeBoard) async -> Bool {
        while true {
            let next = await board.next()
            if next == notice { return true }
            guard next.first == "WATCHDOG=1" else { return false }
        }
    }
}
