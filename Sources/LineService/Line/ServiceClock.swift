import CTimex
import Foundation
import LinePolicy

/// The service's time: the box's clock where the kernel trusts it, else the latest of what else is known.
actor ServiceClock {
    private let buildDate: Timestamp
    private var newestStored: Timestamp?
    private var newestNetworkTime: Timestamp?

    init(buildDate: Timestamp, newestStored: Timestamp?, newestNetworkTime: Timestamp?) {
        self.buildDate = buildDate
        self.newestStored = newestStored
        self.newestNetworkTime = newestNetworkTime
    }

    /// The network's time of a message just received.
    func note(networkTime: Timestamp?) {
        guard let networkTime else { return }
        newestNetworkTime = max(newestNetworkTime ?? networkTime, networkTime)
    }

    /// The time to decide with; nil when no clock is usable, then replies are held.
    func trusted() -> Timestamp? {
        let now = TrustedClock.now(
            boxClock: boxClock, newestStored: newestStored, newestNetworkTime: newestNetworkTime,
            isSynchronised: isSynchronised, buildDate: buildDate)
        if let now { newestStored = max(newestStored ?? now, now) }
        return now
    }

    /// The time to write down: the trusted one, else the box's.
    func now() -> Timestamp {
        trusted() ?? boxClock
    }

    private var boxClock: Timestamp {
        Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }

    /// Whether the kernel trusts the box's clock.
    var isSynchronised: Bool { Self.isKernelSynchronised }

    /// The same without a service.
    static var isKernelSynchronised: Bool {
        var state = timex()
        // TIME_ERROR (5) is the kernel's word for an unsynchronised clock, as is the flag (adjtimex(2)).
        return adjtimex(&state) >= 0 && state.status & STA_UNSYNC == 0
    }
}
