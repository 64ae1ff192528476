import Foundation
import LineService
import Synchronization
import Vocabulary

/// A clock that a rehearsal sets: four hours pass while it plays.
final class RehearsalClock: Sendable {
    private let begin: Timestamp
    private let passed = Mutex(Span.zero)

    init(begin: Timestamp) { self.begin = begin }

    /// The moment it shows.
    var now: Timestamp { begin + passed.withLock { $0 } }

    /// Sets it to so long after its beginning; never back.
    func set(to span: Span) { passed.withLock { $0 = max($0, span) } }

    /// As the service looks at it.
    var source: ClockSource {
        { [self] in
            let passed = passed.withLock { $0 }
            return (begin + passed, true, passed)
        }
    }
}

extension Timestamp {
    /// As the simulated network writes it.
    var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
}
