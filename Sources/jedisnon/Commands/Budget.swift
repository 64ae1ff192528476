import ArgumentParser
import ControlAPI
import LineService
import Words

/// `budget`: what was spent and what is left.
struct Budget: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what was spent and what is left, or add to it.", subcommands: [Show.self, Add.self],
        defaultSubcommand: Show.self)

    /// `budget` alone.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show what was spent and what is left.")

        @OptionGroup var control: ControlOptions

        @Flag(help: "Print JSON.")
        var json = false

        func run() async throws {
            let answer = try await control.source().budget()
            try Terminal.write(json ? JSONText.line(answer) + "\n" : BudgetText.table(answer))
        }
    }

    /// The command `budget add`.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add to the total of the box.",
            discussion: "The configuration must set a total. Messages already refused stay refused.")

        @OptionGroup var control: ControlOptions

        @Argument(
            help: ArgumentHelp("How much, such as 25 or 25.50.", valueName: "amount"),
            transform: {
                guard Amount.isPositive($0) else {
                    throw ValidationError("an amount is a number more than 0 with at most six decimals, such as 25.50")
                }
                return $0
            })
        var amount: String

        func run() async throws {
            let answer = try await control.client().ask(
                Endpoints.addBudget, BudgetAddition(amount: amount))
            try Terminal.write(BudgetText.sentence(answer.status) + "\n")
        }
    }
}
