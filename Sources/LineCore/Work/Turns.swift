import Vocabulary

/// Balances readings and replies, so that a flood of texts does not hold back every reply.
///
/// Due replies get as much time as the readings took. Most readings start a reply with their own commit; those that
/// bring many texts at once, or none that is answered, leave a debt.
package struct Turns {
    /// A smaller debt is ignored, so that a text that is read and answered leaves none.
    package static let minimumDebt = Span.milliseconds(50)
    /// The largest debt, so that readings can continue.
    package static let maximumDebt = Span.seconds(5)

    package init() {}

    private var debt = Span.zero

    /// Adds the time of reading or deleting.
    package mutating func spent(reading time: Span) { debt = min(debt + time, Self.maximumDebt) }

    /// Subtracts the time of sending, or trying to send, a reply.
    package mutating func spent(replying time: Span) { debt = max(debt - time, .zero) }

    /// Clears the debt: no reply is due, or none may be sent.
    package mutating func noReply() { debt = .zero }

    /// Whether a due reply goes before the next reading.
    package var isReplyTurn: Bool { debt >= Self.minimumDebt }
}
