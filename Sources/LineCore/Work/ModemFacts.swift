import Vocabulary

/// The facts found while setting a modem up.
package struct ModemFacts: Hashable, Sendable {
    /// The line's id.
    package var line: String
    /// The ICCID; nil when it cannot be read.
    package var iccid: String?
    /// The IMEI.
    package var imei: String?
    /// The result of setting it up.
    package var setUp: ModemSetUp
    /// What is left of the interval since the SIM's last send.
    package var pace: Span
    /// Whether its heartbeat failed and it has not been verified since.
    package var heartbeatFailed: Bool
    /// The quarter hours by which the times of a service centre are corrected.
    package var clockBehind: Int?

    package init(
        line: String, iccid: String?, imei: String?, setUp: ModemSetUp, pace: Span, heartbeatFailed: Bool,
        clockBehind: Int?
    ) {
        self.line = line
        self.iccid = iccid
        self.imei = imei
        self.setUp = setUp
        self.pace = pace
        self.heartbeatFailed = heartbeatFailed
        self.clockBehind = clockBehind
    }
}
