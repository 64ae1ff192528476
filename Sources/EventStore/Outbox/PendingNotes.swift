import LinePolicy
import Synchronization
import Vocabulary

/// An outcome that must be written even if its line is reloaded, released or removed meanwhile.
public enum Note: Sendable {
    /// How a send ended.
    case outcome(Settlement)
    /// A call that could not be recorded when it rang, and was hung up on.
    case rang(Contact, RingDetails, in: LineContext)
    /// What happened to a recorded call.
    case callStep(CallStep, of: Int64)
    /// The caller pressed the key that means STOP.
    case stop(of: Int64)

    /// The settlement, if it is an outcome.
    var settlement: Settlement? { if case .outcome(let settlement) = self { settlement } else { nil } }
}

/// The notes that are not written yet, in order.
///
/// They belong to the store, because a line may be reloaded, released or removed before they can be written.
final class PendingNotes: Sendable {
    struct Entry: Sendable {
        let id: UInt64
        let line: String
        let note: Note
    }

    /// The most notes of calls, so that a flood of calls on a full disk does not fill the memory; a line has one
    /// outcome at most.
    static let maximumOfCalls = 1_000

    private struct State {
        var entries: [Entry] = []
        var next: UInt64 = 0
        /// Replies that a line is sending and whose outcome it will bring.
        var inHand: Set<Int64> = []
    }

    private let state = Mutex(State())

    var isEmpty: Bool { state.withLock { $0.entries.isEmpty } }

    /// Keeps a note; false when the line has too many.
    func keep(_ note: Note, of line: String) -> Bool {
        state.withLock { state in
            if let settlement = note.settlement {
                state.inHand.remove(settlement.reply)
            } else if state.entries.count(where: { $0.line == line && $0.note.settlement == nil })
                >= Self.maximumOfCalls
            {
                return false
            }
            state.entries.append(Entry(id: state.next, line: line, note: note))
            state.next += 1
            return true
        }
    }

    /// The oldest entries.
    func first(_ count: Int) -> [Entry] { state.withLock { Array($0.entries.prefix(count)) } }

    /// The outcomes of one line.
    func outcomes(of line: String) -> [Entry] {
        state.withLock { $0.entries.filter { $0.line == line && $0.note.settlement != nil } }
    }

    /// Removes the notes that were written.
    func drop(_ entries: [Entry]) {
        guard !entries.isEmpty else { return }
        let written = Set(entries.map(\.id))
        state.withLock { state in state.entries.removeAll { written.contains($0.id) } }
    }

    func take(inHand reply: Int64) { state.withLock { _ = $0.inHand.insert(reply) } }

    /// Whether a session sends this reply, or its outcome waits to be written.
    func knows(_ reply: Int64) -> Bool {
        state.withLock { state in
            state.inHand.contains(reply) || state.entries.contains { $0.note.settlement?.reply == reply }
        }
    }
}
