import LinePolicy
import Synchronization
import Vocabulary

@testable import LineService

/// Clocks that a test sets.
final class FakeClocks: Sendable {
    private let shown: Mutex<(box: Timestamp, isSynchronised: Bool, uptime: Span)>

    init(_ box: Timestamp, isSynchronised: Bool) {
        shown = Mutex((box, isSynchronised, .zero))
    }

    var source: ClockSource { { self.shown.withLock { $0 } } }

    func pass(_ span: Span) {
        shown.withLock { shown in
            shown.box = shown.box + span
            shown.uptime = shown.uptime + span
        }
    }

    func set(_ box: Timestamp, isSynchronised: Bool = true) {
        shown.withLock { ($0.box, $0.isSynchronised) = (box, isSynchronised) }
    }
}
