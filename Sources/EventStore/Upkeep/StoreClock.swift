import LinePolicy
import Vocabulary

/// By which clock the running service writes, as the store has to know it.
struct StoreClock {
    /// The newest event of the runs before this one: what is newer was written down by the time of this run.
    var lastSeqBefore: Int64 = 0
    /// How far the clock of retention is ahead of the time that is written down.
    var correction = Span.zero
    /// The newest stored `at` that is not flagged.
    private(set) var newestStored: Timestamp?

    /// An event was committed.
    mutating func wrote(at time: Timestamp) {
        newestStored = max(newestStored ?? time, time)
    }

    /// What is newest was looked up.
    mutating func found(newest: Timestamp?) {
        newestStored = newest
    }
}
