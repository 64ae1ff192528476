/// The steps that recover a modem, the gentlest first: the `recovery` of `status`.
public enum RecoveryStep: String, CaseIterable, Hashable, Sendable, Codable {
    /// The port is opened again, and the modem is brought up again.
    case reopen = "the port is opened again"
    /// The radio is switched off and on (`AT+CFUN`).
    case radio = "the radio is switched off and on"
    /// The modem's firmware is restarted.
    case restart = "the modem is restarted"
    /// The kernel resets the USB device.
    case usbReset = "the USB port is reset"
}
