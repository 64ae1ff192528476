import Vocabulary

@testable import ModemSimulator

/// What may happen in a story; the first value is the line it happens to, where it happens to one.
enum Turn {
    /// A text arrives, in its parts.
    case text(Int, from: String, [StoryPart])
    /// A call begins to ring; nil = the number is withheld.
    case call(Int, from: String?, rings: Int)
    case callerHangsUp(Int, waiting: Bool)
    /// The caller presses a key; heard by our own ear, or told by the modem.
    case key(Int, Character, byEar: Bool)
    /// The modem takes no sound for now, or takes it again.
    case soundFlow(Int, isOpen: Bool)
    case fault(Int, SimulatedFault, times: Int?)
    case pull(Int)
    case plugIn(Int)
    case pause(Int, Bool)
    case reload
    /// The disk takes nothing, or takes everything again.
    case lock(Bool)
    /// The box's clock is so far ahead, and the kernel trusts it or does not.
    case clock(offset: Span, isSynchronised: Bool)
    /// The program dies after so many effects.
    case crash(after: Int)
    /// These happen as soon as the line comes to a point.
    case trap(Int, LinePoint, [Turn])
    /// Everything is mended.
    case calm
}

/// Points in the work of a line between two of its steps, where trouble may wait for it.
enum LinePoint: CaseIterable {
    case recorded, begun, committed, submitted, settled, deletedWithReplyInHand
    case callRecorded, answerCommitted, answered, soundOn, playing, hungUp
}

/// A part of a text on its way: the whole of it where it is short.
struct StoryPart: Hashable {
    /// Names the text in its story.
    var text: Int
    /// From 0.
    var number: Int
    var total: Int
    var words: String
}
