import ArgumentParser
import ControlAPI
import Foundation
import LineService
import Logging

/// `jedisnon run`: the service in the foreground.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run the service in the foreground; logs go to standard error.",
        discussion: "SIGTERM finishes the send in flight, within 10 s. SIGHUP reads the configuration again.")

    @Option(help: ArgumentHelp("The configuration.", valueName: "file"))
    var config = ControlOptions.defaultConfiguration

    @Flag(help: "Log more, such as what each modem says.")
    var verbose = false

    func run() async throws {
        let configuration = try Configuration.load(path: config)
        var logger = Logger(label: "jedisnon", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = verbose ? .debug : .notice
        let log = logger
        try await JedisnonService(configuration: configuration, logger: logger) {
            log.notice("ready: \(configuration.lines.count) lines, control socket \(configuration.service.socket)")
        }.run()
    }
}
