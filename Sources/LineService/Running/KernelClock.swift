import CTimex

/// The kernel's state of the box's clock.
package enum KernelClock {
    /// Whether the kernel reports the clock as synchronised.
    package static var isSynchronised: Bool {
        var state = timex()
        // TIME_ERROR (5) means an unsynchronised clock, as does the flag (adjtimex(2)).
        return adjtimex(&state) >= 0 && state.status & STA_UNSYNC == 0
    }
}
