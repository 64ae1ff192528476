import ArgumentParser
import ControlAPI
import Words

/// `report`: contacts, people, money, and where callers are from.
struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show contacts, people who come back, costs, and where callers are from.",
        discussion: "Whole days, weeks and months are counted. Numbers are masked.")

    @OptionGroup var control: ControlOptions

    @Option(
        help: ArgumentHelp("Only from this time on: 7d, 12h ago, or 2026-11-25T10:00:00-05:00.", valueName: "t"),
        transform: { try Since.time($0, now: .now) })
    var since: ZonedTime?

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "Print a table for other programs (CSV).")
    var csv = false

    func validate() throws {
        if json, csv { throw ValidationError("--json and --csv exclude each other") }
    }

    func run() async throws {
        let answer = try await control.source().report(ReportQuery(since: since))
        if json { return try Terminal.write(JSONText.line(answer) + "\n") }
        try Terminal.write(
            csv ? ReportTable.csv(answer) : ReportText(words: English(), width: Terminal.width).text(answer))
    }
}
