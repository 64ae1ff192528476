import ControlAPI
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// The control API on a Unix socket, which the commands use.
public struct ControlServer: Service {
    private let socket: ControlSocket
    private let backend: any ControlBackend
    private let logger: Logger
    private let ready: @Sendable () async -> Void
    private let limits: ConnectionTimeouts.Limits
    /// How long unfinished answers may take when the service stops.
    private static let shutdownTimeout = Duration.seconds(2)

    /// A server on a socket, for the members of a group; `ready` is called once it answers.
    public init(
        socket: String, group: String = "jedisnon", backend: any ControlBackend, logger: Logger,
        ready: @escaping @Sendable () async -> Void = {}
    ) {
        self.socket = ControlSocket(path: socket, group: group)
        self.backend = backend
        self.logger = logger
        self.ready = ready
        limits = ConnectionTimeouts.Limits()
    }

    /// The same with other time limits, for tests.
    init(socket: String, backend: any ControlBackend, logger: Logger, limits: ConnectionTimeouts.Limits) {
        self.socket = ControlSocket(path: socket, group: "no-such-group")
        self.backend = backend
        self.logger = logger
        self.limits = limits
        ready = {}
    }

    /// A server whose socket is usable, see ``prepare()``.
    public static func prepared(
        socket: String, backend: any ControlBackend, logger: Logger, ready: @escaping @Sendable () async -> Void
    ) throws -> any Service {
        let server = ControlServer(socket: socket, backend: backend, logger: logger, ready: ready)
        try server.prepare()
        return server
    }

    /// Checks that the socket is usable: makes its folder and removes a socket without a listener.
    ///
    /// Throws ``ControlError`` `unusable`; ``run()`` checks again.
    public func prepare() throws(ControlError) {
        try socket.prepare()
    }

    /// Answers until the service stops; then followed answers end, and clients have 2 s to read the others.
    ///
    /// It has a thread of its own, so that no modem waits for a client.
    public func run() async throws {
        try socket.prepare()
        try await serve(on: Self.thread)
    }

    /// Never shut down: a connection may still be closing when the server has stopped.
    private static let thread = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    private func serve(on threads: MultiThreadedEventLoopGroup) async throws {
        let published = Published()
        let connections = Connections()
        let application = Application(
            responder: ControlRouter(backend: backend, logger: logger).responder(),
            server: HTTPServerBuilder { [limits] responder in
                ControlChannel(responder: responder, connections: connections, limits: limits)
            },
            configuration: ApplicationConfiguration(
                address: .unixDomainSocket(path: socket.path), serverName: "jedisnon"),
            onServerRunning: { [socket, logger, ready] _ in
                await published.set(socket.publish(logger))
                await ready()
            },
            eventLoopGroupProvider: .shared(threads), logger: quiet)
        do {
            try await withGracefulShutdownHandler {
                try await application.run()
            } onGracefulShutdown: {
                Task {
                    // A client that does not read must not delay the end of the service.
                    try await Task.sleep(for: Self.shutdownTimeout)
                    connections.closeAll()
                }
            }
        } catch {
            socket.remove(await published.identity)
            if error is CancellationError { throw error }
            throw ControlError(
                .unusable,
                "the control socket \(SafeText.escaped(socket.path)) cannot be used: \(SafeText.escaped("\(error)"))",
                hint: "check the owner and mode of its folder, or set another `socket` in [service]")
        }
        socket.remove(await published.identity)
    }

    /// A quieter log, because the library reports each start and each client that disconnects.
    private var quiet: Logger {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        return quiet
    }
}

private actor Published {
    private(set) var identity: ControlSocket.Identity?

    func set(_ identity: ControlSocket.Identity?) {
        self.identity = identity
    }
}
