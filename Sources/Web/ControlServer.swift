import ControlAPI
import Hummingbird
import Logging
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
    public func run() async throws {
        try socket.prepare()
        let published = Published()
        let listener = HTTPListener(
            address: .unixDomainSocket(path: socket.path),
            responder: ControlRouter(backend: backend, logger: logger).responder(), limits: limits,
            shutdownTimeout: Self.shutdownTimeout, logger: logger)
        do {
            try await listener.run { [socket, logger, ready] _ in
                await published.set(socket.publish(logger))
                await ready()
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
}

private actor Published {
    private(set) var identity: ControlSocket.Identity?

    func set(_ identity: ControlSocket.Identity?) {
        self.identity = identity
    }
}
