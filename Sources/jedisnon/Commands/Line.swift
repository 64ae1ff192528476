import ArgumentParser
import ControlAPI

/// `line`: the lines themselves.
struct Line: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List lines, add and remove them, pause and resume them, prove that they work.",
        subcommands: [List.self, Add.self, Remove.self, Pause.self, Resume.self, Verify.self])

    /// The command `line list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the lines as they are configured.")

        @OptionGroup var control: ControlOptions

        @Flag(help: "Print JSON.")
        var json = false

        func run() async throws {
            let answer = try await control.source().lines()
            try Terminal.write(json ? JSONText.line(answer) + "\n" : Lists.lines(answer, width: Terminal.width))
        }
    }

    /// The command `line pause`.
    struct Pause: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stop answering on a line, also over a restart.",
            discussion: "What arrives meanwhile is recorded and not answered later; planned replies wait.")

        @OptionGroup var control: ControlOptions

        @Argument(help: ArgumentHelp("The line.", valueName: "id"))
        var line: String

        @Flag(help: "Close the port too, for a person with a terminal.")
        var releasePort = false

        @Option(help: ArgumentHelp("Why; `status` shows it.", valueName: "text"))
        var why: String?

        func run() async throws {
            let request = PauseRequest(why: why, releasePort: releasePort)
            let row = try await control.client().ask(Endpoints.pause(.line(line)), request)
            try Terminal.write("\(SafeText.escaped(row.id)): \(SafeText.escaped(row.detail))\n")
        }
    }

    /// The command `line resume`.
    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Answer on a paused line again.")

        @OptionGroup var control: ControlOptions

        @Argument(help: ArgumentHelp("The line.", valueName: "id"))
        var line: String

        func run() async throws {
            let row = try await control.client().ask(Endpoints.resume(.line(line)))
            try Terminal.write("\(SafeText.escaped(row.id)): \(SafeText.escaped(row.detail))\n")
        }
    }
}
