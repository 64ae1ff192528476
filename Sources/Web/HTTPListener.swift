import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// Answers HTTP on one address until the service stops.
struct HTTPListener<Responder: HTTPResponder>: Sendable
where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
    let address: BindAddress
    let responder: Responder
    let limits: ConnectionTimeouts.Limits
    /// What looks at each request before anything else does.
    var door: (@Sendable () -> RequestDoor)?
    /// How long unfinished answers may take when the service stops.
    let shutdownTimeout: Duration
    let logger: Logger

    /// Answers; `running` is called once it does.
    func run(running: @escaping @Sendable (any Channel) async -> Void) async throws {
        let connections = Connections()
        let application = Application(
            responder: responder,
            server: HTTPServerBuilder { [limits, door] responder in
                ControlChannel(responder: responder, connections: connections, limits: limits, door: door)
            },
            configuration: ApplicationConfiguration(address: address, serverName: "jedisnon"),
            onServerRunning: running, eventLoopGroupProvider: .shared(clientThread), logger: quiet)
        try await withGracefulShutdownHandler {
            try await application.run()
        } onGracefulShutdown: {
            Task {
                // A client that does not read must not delay the end of the service.
                try await Task.sleep(for: shutdownTimeout)
                connections.closeAll()
            }
        }
    }

    /// A quieter log, because the library reports each start and each client that disconnects.
    private var quiet: Logger {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        return quiet
    }
}

/// The thread of all clients, so that no modem waits for them.
///
/// It is never shut down: a connection may still be closing when the server has stopped.
private let clientThread = MultiThreadedEventLoopGroup(numberOfThreads: 1)
