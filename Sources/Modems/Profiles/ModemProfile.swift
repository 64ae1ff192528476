/// What one family of modems does differently, as data.
///
/// What no profile says is 3GPP TS 27.005 and 27.007.
public struct ModemProfile: Sendable, Hashable {
    // MARK: Identity

    /// The name used in the configuration (`profile = "..."`) and in `status`.
    public var name: String
    /// Words of the manufacturer's or model's own answer (`+CGMI`, `+CGMM`) that mean this family, upper case.
    public var identifiers: [String]
    /// The USB products of this family whose AT interfaces a source names; empty = found by a probe only.
    public var usb: [USBModel] = []
    /// Further USB products of this family, without interfaces: a probe finds the AT port.
    public var usbToProbe: [USBModel] = []
    /// What the modem says when it has restarted and forgotten its settings, in its own spelling.
    public var restartIndications: Set<String> = ["RDY", "START", "MODEM:STARTUP", "^SYSSTART"]

    // MARK: SIM

    /// Commands that print the ICCID, the first that answers wins.
    ///
    /// `+CRSM` reads EF-ICCID (3GPP TS 51.011 10.1.1).
    public var iccidCommands: [String] = ["AT+CCID", "AT+ICCID", "AT+CRSM=176,12258,0,0,10"]
    /// Commands that print how many PIN tries are left, the first that answers wins.
    public var pinTriesCommands: [String] = ["AT+CPINR=\"SIM PIN\"", "AT+CPINR"]

    // MARK: Messages

    /// The memory new messages should be stored in; nil = leave the modem's own choice.
    public var preferredMemory: String?
    /// Parameters of `+CNMI` to try before those that the modem offers.
    public var announcements: [[Int]] = []
    /// Where announcements go, in a family whose modems have several ports and a setting for it; nil = none.
    public var announcementRoute: AnnouncementRoute?
    /// What `+CGSMS` is set to where it says 1, circuit switched only; nil = it is neither read nor set.
    ///
    /// 3 takes the packet domain where there is no circuit-switched one (3GPP TS 27.007 10.1.21), as on LTE.
    public var messageBearer: Int?
    /// Milliseconds a send may take after its body.
    public var sendTimeout: Int = 120_000
    /// How many `+CMGD` fit on one command line.
    public var deletionsPerLine: Int = 6

    // MARK: Calls

    /// Commands that prepare for calls; an error is not fatal.
    ///
    /// `ATH` must hang up (3GPP TS 27.007 6.20), a call must say `RING`, and one that waits during another is announced
    /// (7.12).
    public var callInitialisation: [String] = ["AT+CVHU=0", "AT+CRC=0", "AT+CCWA=1"]
    /// Makes the modem report the keys a caller presses; nil where it has no such command.
    public var keyReportCommand: String?
    /// Commands that end a call, tried in this order until the call is gone.
    public var hangUpCommands: [String] = ["AT+CHUP", "ATH"]
    /// Ways in which a caller can hear us, the best first; empty = not known.
    public var voicePaths: [VoicePath] = []

    // MARK: Network

    /// The registration commands, asked in this order (3GPP TS 27.007 7.2, 10.1.20, 10.1.22).
    public var registrationCommands: [String] = ["+CREG", "+CEREG"]
    /// Questions for the registration with the IMS, which messages and calls over LTE may need; the first answer wins.
    public var imsQueries: [IMSQuery] = []

    // MARK: Set-up and recovery

    /// Commands sent once at the end of the bring-up; an error is not fatal.
    public var extraInitialisation: [String] = []
    /// Switches the radio off and leaves the SIM its power, so that no PIN is asked again (3GPP TS 27.007 8.2).
    public var radioOffCommand = "AT+CFUN=4"
    /// Restarts the modem as a whole; nil where that may bring it back as a disk, or where no source names it.
    public var restartCommand: String?

    /// A family that follows the standards, with the given name and identifiers.
    public init(name: String, identifiers: [String]) {
        self.name = name
        self.identifiers = identifiers
    }
}
