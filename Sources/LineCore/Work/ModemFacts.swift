import Vocabulary

/// What bringing a modem up has found out.
package struct ModemFacts: Hashable, Sendable {
    /// The line.
    package var line: String
    /// The number of the SIM; nil where the modem does not tell it.
    package var iccid: String?
    /// The number of the modem.
    package var imei: String?
    /// What it is like after it was set up.
    package var setUp: ModemSetUp
    /// What is left of the interval since the SIM's last send.
    package var pace: Span
    /// Its heartbeat failed, and it was not verified since.
    package var heartbeatFailed: Bool
    /// So many quarters of an hour are taken out of the times of a service centre.
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
