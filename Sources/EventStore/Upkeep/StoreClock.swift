import LinePolicy
import Vocabulary

/// The clock of the running service, as far as the store needs it.
struct StoreClock {
    /// The newest event of earlier runs: newer events were dated by the time of this run.
    var lastSeqBefore: Int64 = 0
    /// How far the retention clock is ahead of the stored time.
    var correction = Span.zero
    /// The newest stored `at` that is not flagged.
    private(set) var newestStored: Timestamp?

    /// An event was committed.
    mutating func wrote(at time: Timestamp) {
        newestStored = max(newestStored ?? time, time)
    }

    /// The newest stored time was looked up.
    mutating func found(newest: Timestamp?) {
        newestStored = newest
    }
}
