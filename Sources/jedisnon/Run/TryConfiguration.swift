import ArgumentParser
import Foundation
import LineConfiguration

/// `jedisnon try-configuration`: reads a configuration for the service, which survives if this process crashes.
struct TryConfiguration: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: ConfigurationTrial.command,
        abstract: "Read a configuration in place of the service, which starts this by itself.",
        shouldDisplay: false)

    @Option(help: ArgumentHelp("The configuration.", valueName: "file"))
    var config = ControlOptions.defaultConfiguration

    func run() async throws {
        ProcessLimits.tighten()
        let config = config
        // On a thread like the service's own, whose stack is smaller than that of the main thread.
        let answer = try await Task.detached { try ConfigurationTrial.answer(for: config) }.value
        try FileHandle.standardOutput.write(contentsOf: answer)
    }
}
