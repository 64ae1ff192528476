/// The settings of one simulated modem, its SIM and its network.
///
/// Everything may be changed while the modem runs (``SimulatedModem/reconfigure(_:)``).
public struct SimulatedSettings: Sendable {
    /// Registration as `+CREG` numbers it (3GPP TS 27.007 7.2).
    public enum Registration: Int, Sendable, CaseIterable {
        case notRegistered = 0
        case home = 1
        case searching = 2
        case denied = 3
        case unknown = 4
        case roaming = 5

        var hasService: Bool { self == .home || self == .roaming }
    }

    /// Whether the modem is already up when its port appears.
    public enum Boot: Sendable, Hashable {
        /// It is up and prints nothing.
        case done
        /// It prints its profile's boot lines, this many times as fast as a real one.
        case cold(pace: Double = 1)
    }

    /// The form of answers, and of calls: what V.250 has `AT&W` store.
    public struct AnswerForm: Sendable, Hashable {
        /// Whether input is echoed (`ATE1`).
        public var echo = true
        /// Whether results are words (`ATV1`) rather than numbers.
        public var isVerbose = true
        /// Whether results are suppressed (`ATQ1`).
        public var isQuiet = false
        /// `ATS0`: a call is answered after so many rings; 0 for never.
        public var ringsToAnswer = 0

        /// Makes the form that V.250 recommends.
        public init() {}
    }

    /// How a call without a number is announced while `+CLIP` is on.
    public enum WithheldForm: Sendable, Hashable {
        /// `+CLIP: "",128`
        case emptyNumber
        /// `RING` alone.
        case noCallerLine
    }

    // MARK: Speed

    /// From the end of a command line to its answer.
    public var latency: Duration = .zero
    /// From the end of a message's body to the network's answer.
    public var sendTime: Duration = .zero
    /// Whether the port's appearance is a cold start.
    public var boot: Boot = .done
    /// How often the profile prints its unsolicited lines (`^RSSI`, `^BOOT`...); nil for never.
    public var chatter: Duration?

    // MARK: What other programs leave

    /// The value of `+CFUN` at power-up; a later change acts as if another program had switched it.
    public var radioLevel = 1
    /// The character set at power-up; a later change acts as if another program had set it.
    public var charset = "GSM"
    /// The port that announcements go to, in families that have a setting for it; stored in flash.
    public var announcementPort = "usbat"

    // MARK: Form

    /// The form after power-up; `AT&W` changes it.
    public var stored = AnswerForm()

    // MARK: SIM

    /// False: no SIM in the slot.
    public var simPresent = true
    /// The PIN that the SIM wants after power-up; nil for a SIM without lock.
    public var pin: String?
    /// PIN tries left at power-up of the simulation.
    public var pinTries = 3
    /// The key that unblocks the PIN.
    public var puk = "12345678"
    /// PUK tries left at power-up of the simulation.
    public var pukTries = 10
    /// Whether the ICCID can be read before the PIN; nil leaves it to the profile.
    public var iccidBeforePIN: Bool?
    /// The SIM's serial number.
    public var iccid = "89302720000000000001"
    /// The subscriber's identity.
    public var imsi = "302720000000001"
    /// The line's own number stored on the SIM; nil for a SIM without one.
    public var number: String? = "+15145550101"
    /// The service centre stored on the SIM.
    public var smsc = "+15145550199"

    // MARK: Modem

    /// The modem's serial number.
    public var imei = "866758040000013"
    /// Capacities by memory (`SM`, `ME`, `SR`), where they differ from the profile's.
    public var capacities: [String: Int] = [:]
    /// Whether SM and ME show the same content.
    public var memoriesMirrorEachOther = false

    // MARK: Network

    /// The registration once ``registersAfter`` has passed.
    public var registration = Registration.home
    /// The status of the circuit switched domain (`+CREG`), if it differs.
    public var circuitRegistration: Registration?
    /// From power-up or unlocking to ``registration``; `searching` until then.
    public var registersAfter: Duration = .zero
    /// The operator's name.
    public var operatorName = "Rogers"
    /// The operator's country and network code.
    public var operatorCode = "302720"
    /// What the network's service menu answers to `AT+CUSD=1`; nil: nothing.
    public var menuText: String? = "Balance: 10.00"
    /// How the dialogue stands after it, as `+CUSD` counts it (27.007 7.15): 0 over, 1 the network waits, 2, 4, 5.
    public var menuStatus = 0
    /// From the question to that answer.
    public var menuDelay: Duration = .milliseconds(50)
    /// The signal as `+CSQ` counts it, 0 to 31, or 99.
    public var signal = 20
    /// The network's offset from UTC, in quarters of an hour.
    public var timeZoneQuarters = -20
    /// The network's clock minus this machine's, in seconds.
    public var clockOffset = 0
    /// How a withheld number shows.
    public var withheldForm = WithheldForm.emptyNumber
    /// Whether the subscription lets a second caller wait; `AT+CCWA` changes it.
    public var callWaiting = true
    /// From `ATA` to the connection and its OK.
    public var answerDelay: Duration = .zero
    /// Whether the module has a USB sound card, if its family can; without one, sound cannot be switched to it.
    public var hasSoundCard = false
    /// From `RING` to its `+CLIP`.
    public var callerLineDelay: Duration = .zero
    /// How long a direct delivery waits for `AT+CNMA` (3GPP TS 27.005 3.4.4).
    public var acknowledgeWithin: Duration = .seconds(15)
    /// From a message that asked for it to its status report.
    public var statusReportAfter: Duration = .milliseconds(200)

    /// The seed of all random choices (cuts of split writes, places of indications): equal seeds, equal behaviour.
    public var seed: UInt64 = 1

    /// Makes the settings of a generic line in Montréal.
    public init() {}
}
