import CTimex

/// What the kernel says of the box's clock.
package enum KernelClock {
    /// Whether it trusts the clock.
    package static var isSynchronised: Bool {
        var state = timex()
        // TIME_ERROR (5) is the kernel's word for an unsynchronised clock, as is the flag (adjtimex(2)).
        return adjtimex(&state) >= 0 && state.status & STA_UNSYNC == 0
    }
}
