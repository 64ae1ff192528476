import ArgumentParser
import ControlAPI
import LineConfiguration
import LineService
import Logging
import ServiceLifecycle
import Web

/// `jedisnon run`: the service in the foreground.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run the service in the foreground; logs go to standard error.",
        discussion: """
            SIGTERM finishes the send in flight, within 10 s. SIGHUP reads the configuration again.

            With --trace the dialogue with every modem is written to a file, for whoever looks for a fault: commands, \
            results and indications. Numbers, texts, PINs, and what identifies a SIM or a modem are counted there, never \
            shown. At 10 MB the file is renamed to FILE.1 and begun anew.
            """)

    @Option(help: ArgumentHelp("The configuration.", valueName: "file"))
    var config = ControlOptions.defaultConfiguration

    @Option(help: ArgumentHelp("Write what goes over the wires of the modems to a file.", valueName: "file"))
    var trace: String?

    @Flag(help: "Log more of what the service does.")
    var verbose = false

    func run() async throws {
        let reloadSignals = await ReloadSignals()
        // A box that has just booted may be busy for a while.
        let trial = ConfigurationTrial(timeout: .seconds(60))
        let configuration = try await trial.configurationAtStart(at: config)
        if let trace { try ModemTrace.begin(path: trace) }
        var logger = Logger(label: "jedisnon", factory: { SafeLog(StreamLogHandler.standardError(label: $0)) })
        logger.logLevel = verbose ? .debug : .notice
        for key in configuration.keysNotInForce {
            logger.warning("\(key) is set, and this version does nothing with it yet: see configuration.md")
        }
        let log = logger
        try await JedisnonService(
            configuration: configuration, logger: logger, page: Self.page, listener: ControlServer.prepared
        ) {
            log.notice("ready: \(configuration.lines.count) lines, control socket \(configuration.service.socket)")
        }.run(reloadSignals: reloadSignals)
    }

    /// The page that the configuration asks for.
    private static func page(
        _ configuration: Configuration, _ backend: any ControlBackend, _ logger: Logger
    ) -> (any Service)? {
        guard let settings = configuration.dashboard else { return nil }
        let page = PageServer(
            listen: settings.listen, language: configuration.service.language, backend: backend, logger: logger)
        if page == nil {
            logger.warning(
                "the page is served on loopback only: it stays off", metadata: ["listen": "\(settings.listen)"])
        }
        return page
    }
}
