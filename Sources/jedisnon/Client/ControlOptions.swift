import ArgumentParser
import ControlAPI
import LineConfiguration
import LineService

/// The path of the configuration, for a command that needs no service.
struct ConfigurationOption: ParsableArguments {
    static let standard = "/etc/jedisnon/jedisnon.toml"

    @Option(help: ArgumentHelp("The configuration. (default: \(standard))", valueName: "file"))
    var config: String?

    /// The configuration from the file.
    func configuration() throws -> Configuration {
        try Configuration.load(path: config ?? Self.standard)
    }
}

/// The paths of the service's socket and configuration.
struct ControlOptions: ParsableArguments {
    static let defaultConfiguration = ConfigurationOption.standard

    @Option(help: ArgumentHelp("The configuration. (default: \(defaultConfiguration))", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("The control socket; then no configuration is needed.", valueName: "path"))
    var socket: String?

    /// The service, for a command that changes something; throws `not_running` when it is down.
    func client() throws -> ControlClient {
        let path = try socketPath()
        guard let client = try ControlClient(socket: path) else { throw SocketFault.notRunning(path) }
        return client
    }

    /// The service, or its database when it is down, which is noted on standard error.
    func source(isQuiet: Bool = false) throws -> any AnswerSource {
        let path = try socketPath()
        if let client = try ControlClient(socket: path) { return client }
        guard let offline = try offlineSource() else {
            var error = SocketFault.notRunning(path)
            error.hint = "start it, or name its configuration with --config to read its database"
            throw error
        }
        if !isQuiet { try Terminal.writeError("jedisnon: the service is not running; this is from its database") }
        return offline
    }

    private func socketPath() throws -> String {
        if let socket { return socket }
        return try configuration().service.socket
    }

    /// The database that the configuration names; nil when only a socket was named.
    private func offlineSource() throws -> OfflineSource? {
        if socket != nil, config == nil { return nil }
        return OfflineSource(backend: OfflineBackend(configuration: try configuration()))
    }

    /// The configuration, for a command that needs no service.
    func configuration() throws -> Configuration {
        try Configuration.load(path: config ?? Self.defaultConfiguration)
    }
}
