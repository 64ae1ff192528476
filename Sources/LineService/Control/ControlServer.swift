import ControlAPI
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// The control API on a Unix socket: what the commands talk to.
public struct ControlServer: Service {
    private let socket: ControlSocket
    private let backend: any ControlBackend
    private let logger: Logger
    private let ready: @Sendable () async -> Void

    /// A server on a socket, for the members of a group; `ready` is called once it answers.
    public init(
        socket: String, group: String = "jedisnon", backend: any ControlBackend, logger: Logger,
        ready: @escaping @Sendable () async -> Void = {}
    ) {
        self.socket = ControlSocket(path: socket, group: group)
        self.backend = backend
        self.logger = logger
        self.ready = ready
    }

    /// Whether the socket can be had: makes its folder and removes a socket that nobody answers on.
    ///
    /// Throws ``ControlError`` `unusable`; ``run()`` asks again.
    public func prepare() throws(ControlError) {
        try socket.prepare()
    }

    /// Answers until the service stops; answers that are being followed end then, others are finished.
    public func run() async throws {
        try socket.prepare()
        let published = Published()
        let application = Application(
            responder: ControlRouter(backend: backend, logger: logger).responder(),
            configuration: ApplicationConfiguration(
                address: .unixDomainSocket(path: socket.path), serverName: "jedisnon"),
            onServerRunning: { [socket, logger, ready] _ in
                await published.set(socket.publish(logger))
                await ready()
            },
            logger: quiet)
        do {
            try await application.run()
        } catch {
            socket.remove(await published.identity)
            if error is CancellationError { throw error }
            throw ControlError(
                .unusable, "the control socket \(SafeText.escaped(socket.path)) cannot be used: \(error)",
                hint: "check the owner and mode of its folder, or set another `socket` in [service]")
        }
        socket.remove(await published.identity)
    }

    /// The library reports each start and each client that hangs up.
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
