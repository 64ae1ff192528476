import Foundation
import LineService
import Synchronization
import Vocabulary

/// A clock set by a rehearsal, during which four hours pass.
final class RehearsalClock: Sendable {
    private let begin: Timestamp
    private let passed = Mutex(Span.zero)

    init(begin: Timestamp) { self.begin = begin }

    /// The moment it shows.
    var now: Timestamp { begin + passed.withLock { $0 } }

    /// Sets it to a time after its start; never backwards.
    func set(to span: Span) { passed.withLock { $0 = max($0, span) } }

    /// The clock as the service reads it.
    var source: ClockSource {
        { [self] in
            let passed = passed.withLock { $0 }
            return (begin + passed, true, passed)
        }
    }
}

extension Timestamp {
    /// The clock as the simulated network uses it.
    var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
}
