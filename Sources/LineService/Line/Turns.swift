import NIOCore

/// Whose turn it is, the readings' or the replies': a flood of texts must not keep every answer back.
///
/// Replies that are due get as much time as the readings took. Most readings start a reply with their own commit; those that
/// bring many texts at once, or lead to nothing, leave a debt.
struct Turns {
    /// A smaller debt is none: a text that is read and answered owes nothing.
    static let leastDebt = TimeAmount.milliseconds(50)
    /// However long the readings took, they have to go on then.
    static let mostDebt = TimeAmount.seconds(5)

    private var debt = TimeAmount.zero

    /// The modem and the disk were read from, or told to delete, for so long.
    mutating func spent(reading time: TimeAmount) { debt = min(debt + time, Self.mostDebt) }

    /// A reply was sent, or tried, for so long.
    mutating func spent(replying time: TimeAmount) { debt = max(debt - time, .zero) }

    /// No reply is due, or none may go.
    mutating func noReply() { debt = .zero }

    /// A reply that is due goes before the next reading.
    var isReplys: Bool { debt >= Self.leastDebt }
}
