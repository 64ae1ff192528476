import ControlAPI
import Vocabulary

/// The played story as a table.
enum DemoTable {
    static func text(_ outcomes: [DemoStory.Outcome], style: TerminalStyle) -> String {
        var table = style(
            .bold,
            Columns.left("WHO", 14) + Columns.left("LINE", 10) + Columns.left("WRITES OR CALLS", 30) + "WHAT HAPPENS\n")
        for outcome in outcomes {
            let step = outcome.step
            table +=
                Columns.left(Masking.masked(step.from), 14) + Columns.left(step.place.region, 10)
                + Columns.left(Columns.cut(SafeText.escaped(step.text ?? "(calls)"), 28), 30) + happened(outcome, style)
                + "\n"
        }
        return table
    }

    private static func happened(_ outcome: DemoStory.Outcome, _ style: TerminalStyle) -> String {
        if let problem = outcome.problem { return style(.red, "WRONG: \(problem)") }
        guard let reason = outcome.reason else {
            return style(.green, outcome.step.isHeard ? "spoken to" : "answered") + ": " + outcome.step.title
        }
        return style(.yellow, reason.text) + ": " + reason.clause
    }
}
