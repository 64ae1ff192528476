import ArgumentParser
import ControlAPI

/// The command `keep`.
struct Keep: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Keep somebody's contacts longer than others', for a complaint; or show who is kept.",
        discussion: """
            The day counts to its end. Then the person is erased, as by `erase`, unless the keep was ended or renewed before: \
            after `--end` the contacts are kept as long as those of others. While somebody is kept, `erase` refuses.
            """)

    @OptionGroup var control: ControlOptions

    @Argument(
        help: ArgumentHelp(
            "The number, such as +15145550101, or the sender id from `events`; without one, the list is printed.",
            valueName: "number"), transform: PersonArgument.read)
    var number: PersonName?

    @Option(
        help: ArgumentHelp("Until when: 2027-01-31, or a time such as 2027-01-31T18:00:00.", valueName: "date"),
        transform: Keep.date)
    var until: KeepDate?

    @Option(help: ArgumentHelp("Why, for you and the other operators.", valueName: "text"))
    var why: String?

    @Flag(help: "End it.")
    var end = false

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard number != nil else {
            if until != nil || why != nil || end { throw ValidationError("name the number, or its sender id") }
            return
        }
        if json { throw ValidationError("--json is for the list: leave the number out") }
        if end, until != nil || why != nil { throw ValidationError("--end goes with neither --until nor --why") }
        if !end, until == nil { throw ValidationError("say until when, such as --until 2027-01-31, or --end") }
    }

    func run() async throws {
        guard let number else {
            let answer = try await control.source().keeps()
            return try Terminal.write(json ? JSONText.line(answer) + "\n" : Lists.keeps(answer))
        }
        let client = try control.client()
        guard let until else {
            let answer = try await client.ask(Endpoints.endKeep, KeepEndRequest(number: number))
            return try Terminal.write(
                answer.wasKept
                    ? "Ended: the contacts are kept as long as those of others.\n"
                    : "Nothing to do: nobody keeps the contacts of this sender.\n")
        }
        let row = try await client.ask(Endpoints.keep, KeepRequest(number: number, until: until, why: why))
        try Terminal.write("Kept: \(Lists.keep(row))")
    }

    private static func date(_ text: String) throws -> KeepDate {
        do {
            return try KeepDate(text)
        } catch {
            throw ValidationError([error.message, error.hint].compactMap { $0 }.joined(separator: "\n  "))
        }
    }
}
