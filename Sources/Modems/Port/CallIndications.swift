import ATProtocol
import NIOCore
import Synchronization

/// When the modem last reported an incoming call; noted when it is read, before its event is handled.
final class CallIndications: Sendable {
    private let last = Atomic<UInt64>(0)

    /// The time of the latest indication; the earliest possible time when there was none.
    var latest: NIODeadline { .uptimeNanoseconds(last.load(ordering: .acquiring)) }

    /// Notes an indication, on the event loop that reads it.
    func note(_ indication: ATIndication) {
        switch indication {
        case .ring, .callerID, .callWaiting: last.store(NIODeadline.now().uptimeNanoseconds, ordering: .releasing)
        default: break
        }
    }
}
