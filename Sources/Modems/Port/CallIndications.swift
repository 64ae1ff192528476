import ATProtocol
import NIOCore
import Synchronization

/// When the modem last said that somebody calls, as soon as it was read from the wire: before its event is handled.
final class CallIndications: Sendable {
    private let last = Atomic<UInt64>(0)

    /// The last indication; the beginning of time when there was none.
    var latest: NIODeadline { .uptimeNanoseconds(last.load(ordering: .acquiring)) }

    /// Takes note of an indication, on the event loop that reads it.
    func note(_ indication: ATIndication) {
        switch indication {
        case .ring, .callerID, .callWaiting: last.store(NIODeadline.now().uptimeNanoseconds, ordering: .releasing)
        default: break
        }
    }
}
