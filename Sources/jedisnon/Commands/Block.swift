import ArgumentParser
import ControlAPI

/// The command `block`.
struct Block: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Never answer somebody again.", discussion: "Replies that wait to be sent are cancelled.")

    @OptionGroup var control: ControlOptions
    @OptionGroup var person: PersonArgument

    @Option(help: ArgumentHelp("Why, for you and the other operators.", valueName: "text"))
    var note: String?

    func run() async throws {
        let row = try await control.client().ask(
            Endpoints.block, BlockRequest(number: person.number, note: note))
        let number = row.number.map { SafeText.escaped($0) + " " } ?? ""
        try Terminal.write("Blocked: \(number)\(SafeText.escaped(row.senderID))\n")
    }
}

/// The command `unblock`.
struct Unblock: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Answer somebody again.", discussion: "Whoever said STOP is not answered all the same.")

    @OptionGroup var control: ControlOptions
    @OptionGroup var person: PersonArgument

    func run() async throws {
        let answer = try await control.client().ask(
            Endpoints.unblock, UnblockRequest(number: person.number))
        try Terminal.write(answer.wasBlocked ? "Unblocked.\n" : "Nothing to do: this sender was not blocked.\n")
    }
}

/// The command `blocks`.
struct Blocks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show who is never answered, and why.")

    @OptionGroup var control: ControlOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let answer = try await control.source().blocks()
        try Terminal.write(json ? JSONText.line(answer) + "\n" : Lists.blocks(answer))
    }
}

/// NUMBER of a command.
struct PersonArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The number, such as +15145550101, or the sender id from `events`.", valueName: "number"),
        transform: PersonArgument.read)
    var number: PersonName

    static func read(_ text: String) throws -> PersonName {
        do {
            return try PersonName(text)
        } catch {
            throw ValidationError([error.message, error.hint].compactMap { $0 }.joined(separator: "\n  "))
        }
    }
}
