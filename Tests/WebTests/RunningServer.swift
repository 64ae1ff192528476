import ControlAPI
import Logging
import ServiceLifecycle

@testable import Web

/// A server on a socket, stopped gracefully when the body ends; throws what the server threw.
func withServer(
    socket: String, backend: some ControlBackend,
    _ body: (_ stop: @escaping @Sendable () async -> Void) async throws -> Void
) async throws {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let (readiness, ready) = AsyncStream<Void>.makeStream()
    let server = ControlServer(
        socket: socket, group: "no-such-group", backend: backend, logger: logger, ready: { ready.yield() })
    let services = ServiceGroup(services: [server], logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            defer { ready.finish() }
            try await services.run()
        }
        if await readiness.first(where: { true }) != nil {
            try await body { await services.triggerGracefulShutdown() }
            await services.triggerGracefulShutdown()
        }
        try await group.waitForAll()
    }
}
