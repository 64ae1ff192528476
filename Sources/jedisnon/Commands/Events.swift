import ArgumentParser
import ControlAPI

/// `events`: the event log, oldest first.
struct Events: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what happened, oldest first.",
        discussion: "Numbers are masked; --reveal shows them in full and leaves a note of it in the log.")

    @OptionGroup var control: ControlOptions

    @Option(help: ArgumentHelp("Only of this line.", valueName: "id"))
    var line: String?

    @Option(
        help: ArgumentHelp(
            "Only from this time on: 30s, 5m, 2h, 7d ago, or 2026-11-25T10:00:00-05:00.", valueName: "t"),
        transform: { try Since.time($0, now: .now) })
    var since: ZonedTime?

    @Option(help: ArgumentHelp("Only the last so many.", valueName: "n"))
    var last: Int?

    @Flag(help: "Go on as things happen, until Ctrl-C.")
    var follow = false

    @Flag(help: "Print JSON, one object per line.")
    var json = false

    @Flag(help: "Show numbers in full.")
    var reveal = false

    func validate() throws {
        if let last, !(1...EventQuery.maximumLast).contains(last) {
            throw ValidationError("--last takes a number from 1 to \(EventQuery.maximumLast); leave it out for all")
        }
    }

    func run() async throws {
        let query = EventQuery(line: line, since: since, last: last, reveal: reveal)
        let source = try control.source()
        let picture = EventLine(style: Terminal.style)
        try await source.events(query, follow: follow) { row in
            try Terminal.write(json ? JSONText.line(row) + "\n" : picture.text(row))
        }
        if follow, source.isRunning {
            throw ControlError(.notRunning, "the service has stopped", hint: "nothing more to follow")
        }
    }
}
