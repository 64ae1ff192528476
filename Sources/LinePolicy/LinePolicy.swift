/// The decision core: a contact and the facts go in, a verdict comes out.
///
/// No clock, no chance, no input or output.
public struct LinePolicy: Sendable {
    /// The rules of the line.
    public var rules: LineRules

    /// A policy with the given rules.
    public init(rules: LineRules) {
        self.rules = rules
    }

    /// Judges a new contact at `now`; `draw` in 0..<1 places the reply within the range of delays.
    public func judge(
        _ contact: Contact, condition: LineCondition, facts: some PolicyFacts, now: Timestamp, draw: Double
    ) throws -> Verdict {
        fatalError("to be written")
    }

    /// Judges a planned reply again: at start, on resume, after a reload and immediately before it is sent.
    ///
    /// Returns the reason that cancels it, or `line_paused`, which only holds it; nil = it may go.
    public func judgeAgain(
        _ contact: Contact, condition: LineCondition, facts: some PolicyFacts, now: Timestamp, planned: ReplyPlan
    ) throws -> Reason? {
        fatalError("to be written")
    }

    /// Whether the raid on the line is over at `now`.
    public func isOver(_ raid: Raid, now: Timestamp) -> Bool {
        fatalError("to be written")
    }
}
