import ArgumentParser
import ControlAPI

/// `raid`: raid mode by hand.
struct Raid: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Stop answering while somebody attacks the lines, by hand.",
        discussion: """
            The service does so by itself when too many people write at once (`raid_senders`). By hand, a raid lasts until it
            is switched off, also over a restart. Everything is recorded meanwhile, and never answered later.
            """,
        subcommands: [On.self, Off.self])

    /// The command `raid on`.
    struct On: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Answer nobody until `raid off`; cancel what waits.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var place: RaidPlace

        func run() async throws {
            let answer = try await control.client().ask(Endpoints.raid, RaidRequest(isOn: true, line: place.line))
            try Terminal.write(
                answer.changed.isEmpty
                    ? "Nothing to do: raid mode was on already.\n"
                    : """
                    Raid mode is on: \(RaidPlace.list(answer.changed)). Nobody is answered until `jedisnon raid off`.

                    """)
        }
    }

    /// The command `raid off`.
    struct Off: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Answer again, whoever began the raid; senders are counted anew.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var place: RaidPlace

        func run() async throws {
            let answer = try await control.client().ask(Endpoints.raid, RaidRequest(isOn: false, line: place.line))
            try Terminal.write(
                answer.changed.isEmpty
                    ? "Nothing to do: there was no raid.\n"
                    : "The raid is over: \(RaidPlace.list(answer.changed)). New contacts are answered again.\n")
        }
    }
}

/// LINE of the commands about raids.
struct RaidPlace: ParsableArguments {
    @Argument(help: ArgumentHelp("The line; without it, all of them.", valueName: "line"))
    var line: String?

    static func list(_ lines: [String]) -> String { lines.map { SafeText.escaped($0) }.joined(separator: ", ") }
}
