import EventStore
import LinePolicy

/// Something about a call that could not be written down when it happened: the disk was full.
enum CallNote: Sendable {
    /// It rang and was hung up on, unrecorded.
    case rang(Contact, Details)
    /// It came so far.
    case step(CallStep, of: Int64, Details)
    /// The caller pressed the key that means STOP.
    case stop(of: Int64)
}

/// What is to be written down about calls once the disk takes it again; it holds so much and no more.
struct CallNotes {
    /// A flood of calls on a full disk must not fill the memory too.
    static let most = 1_000

    private var notes: [CallNote] = []

    /// The oldest one.
    var first: CallNote? { notes.first }

    /// Keeps one; false when there are too many.
    mutating func keep(_ note: CallNote) -> Bool {
        guard notes.count < Self.most else { return false }
        notes.append(note)
        return true
    }

    /// The oldest one is written down.
    mutating func drop() { notes.removeFirst() }
}
