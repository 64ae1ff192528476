import Vocabulary

/// Whose turn it is, the readings' or the replies': a flood of texts must not keep every answer back.
///
/// Replies that are due get as much time as the readings took. Most readings start a reply with their own commit; those that
/// bring many texts at once, or lead to nothing, leave a debt.
package struct Turns {
    /// A smaller debt is none: a text that is read and answered owes nothing.
    package static let minimumDebt = Span.milliseconds(50)
    /// However long the readings took, they have to go on then.
    package static let maximumDebt = Span.seconds(5)

    package init() {}

    private var debt = Span.zero

    /// The modem and the disk were read from, or told to delete, for so long.
    package mutating func spent(reading time: Span) { debt = min(debt + time, Self.maximumDebt) }

    /// A reply was sent, or tried, for so long.
    package mutating func spent(replying time: Span) { debt = max(debt - time, .zero) }

    /// No reply is due, or none may go.
    package mutating func noReply() { debt = .zero }

    /// A reply that is due goes before the next reading.
    package var isReplys: Bool { debt >= Self.minimumDebt }
}
