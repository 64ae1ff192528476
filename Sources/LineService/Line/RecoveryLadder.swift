/// What is tried to bring a modem back, and how long to wait before each try.
///
/// Waits grow from one second to a minute. The port is opened afresh at every try; the third failure in a row switches the
/// radio off and on, the fifth restarts the modem, the seventh resets its USB port. After that the radio is tried every
/// tenth time and the port once an hour: nothing is worn out by a modem that is broken, and one that only hung comes back.
struct RecoveryLadder {
    /// What the next try does before it brings the modem up.
    enum Rung: String, Sendable {
        /// Opens the port and brings the modem up again.
        case reopen = "the port is opened again"
        /// Switches the radio off and on (`AT+CFUN`).
        case radio = "the radio is switched off and on"
        /// Restarts the modem's firmware.
        case restart = "the modem is restarted"
        /// Makes the kernel let go of the device and take it again.
        case usbReset = "the USB port is reset"

        /// What a fault must allow for this rung.
        var needs: LineFault.Remedy {
            switch self {
            case .reopen: .none
            case .radio: .radio
            case .restart, .usbReset: .reset
            }
        }
    }

    private var failures = 0

    /// Notes a failure: what to do next, and after how many milliseconds.
    mutating func next(after fault: LineFault) -> (rung: Rung, wait: Int64) {
        failures += 1
        let wait = Int64(min(1 << min(failures - 1, 6), 60)) * 1000
        let rung: Rung =
            switch failures {
            case 3: .radio
            case 5: .restart
            case 7: .usbReset
            // About once an hour: the waits are a minute long by then.
            case 8... where failures.isMultiple(of: 60): .usbReset
            case 8... where failures.isMultiple(of: 10): .radio
            default: .reopen
            }
        if rung.needs <= fault.remedy { return (rung, wait) }
        return (rung == .reopen || fault.remedy == .none ? .reopen : .radio, wait)
    }

    /// The line works again.
    mutating func reset() {
        failures = 0
    }
}
