import ArgumentParser
import ControlAPI
import LineConfiguration

/// `rehearse`: what would happen.
struct RehearseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rehearse", abstract: "Play what may come against a copy of your configuration.",
        subcommands: [Raid.self])

    /// The command `rehearse raid`.
    struct Raid: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what a raid like that of 2017 would cost you; nothing is sent.",
            discussion: """
                Plays 20,000 texts in four hours, which pass in less than a minute, against the real service with your \
                configuration, on simulated modems and with an empty database. Answers go at once, so that the price is what \
                it would be at most. Neither the running service nor your modems notice.
                """)

        @OptionGroup var place: ConfigurationOption

        @Option(help: ArgumentHelp("The line that is attacked; without it, all of them in turn.", valueName: "id"))
        var line: String?

        @Option(help: "How many texts, at most 100000.")
        var texts = 20_000

        @Option(help: "few: some people with thousands each, as in 2017. forged: a number of its own for each text.")
        var attackers = RaidTrace.Attackers.few

        @Flag(help: "Print JSON.")
        var json = false

        func validate() throws {
            guard (1...100_000).contains(texts) else { throw ValidationError("--texts is 1 to 100000") }
        }

        func run() async throws {
            let configuration = try place.configuration()
            let lines = configuration.lines.filter { line == nil || $0.id == line }
            guard !lines.isEmpty else {
                let known = configuration.lines.map { SafeText.escaped($0.id) }.joined(separator: ", ")
                throw ControlError(
                    .usage, line.map { "no line is called \(SafeText.escaped($0))" } ?? "no line is configured",
                    hint: known.isEmpty ? "add one with `jedisnon line add`" : "the lines are: \(known)")
            }
            let signals = Signals()
            let rehearsal = RaidRehearsal(
                configuration: configuration, attackers: attackers, count: texts, lines: lines)
            let playing = Task { try await rehearsal.play() }
            let watch = Task { () -> Int32? in
                guard let number = await signals.first() else { return nil }
                // The rehearsal's folder is removed before this process ends.
                playing.cancel()
                return number
            }
            let result = await playing.result
            watch.cancel()
            if let number = await watch.value { Signals.end(by: number) }
            let report = try result.get()
            try Terminal.write(json ? JSONText.line(report) + "\n" : RehearsalText.text(report))
        }
    }
}

extension RaidTrace.Attackers: ExpressibleByArgument {}
