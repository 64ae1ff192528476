/// How one family of modems differs from the standards, as data.
///
/// Anything not stated here follows 3GPP TS 27.005 and 27.007.
public struct ModemProfile: Sendable, Hashable {
    // MARK: Identity

    /// The name used in the configuration (`profile = "..."`) and in `status`.
    public var name: String
    /// Words in the answers to `+CGMI` and `+CGMM` that identify this family, upper case.
    public var identifiers: [String]
    /// The USB products of this family whose AT interfaces a source names; empty = found by a probe only.
    public var usb: [USBModel] = []
    /// Further USB products of this family, without interfaces: a probe finds the AT port.
    public var usbToProbe: [USBModel] = []
    /// The texts the modem prints after a restart that reset its settings, exactly as printed.
    public var restartIndications: Set<String> = ["RDY", "START", "MODEM:STARTUP", "^SYSSTART"]

    // MARK: SIM

    /// Commands that print the ICCID; the first one that answers is used.
    ///
    /// `+CRSM` reads EF-ICCID (3GPP TS 51.011 10.1.1).
    public var iccidCommands: [String] = ["AT+CCID", "AT+ICCID", "AT+CRSM=176,12258,0,0,10"]
    /// Commands that print how many PIN tries are left; the first one that answers is used.
    public var pinTriesCommands: [String] = ["AT+CPINR=\"SIM PIN\"", "AT+CPINR"]

    // MARK: Messages

    /// The memory new messages should be stored in; nil = leave the modem's own choice.
    public var preferredMemory: String?
    /// Parameters of `+CNMI` to try before those that the modem offers.
    public var announcements: [[Int]] = []
    /// The setting for the port that gets announcements, in families with several ports; nil = no such setting.
    public var announcementRoute: AnnouncementRoute?
    /// The value for `+CGSMS` when the modem has 1, circuit switched only; nil = neither read nor set.
    ///
    /// 3 uses the packet domain if there is no circuit-switched one (3GPP TS 27.007 10.1.21), as on LTE.
    public var messageBearer: Int?
    /// The longest time for sending a message once its body is written, in milliseconds.
    public var sendTimeout: Int = 120_000
    /// How many `+CMGD` commands are put on one command line.
    public var deletionsPerLine: Int = 6

    /// The code of a service menu has to be packed septets in hexadecimal (`+CUSD`).
    public var packsServiceCodes = false

    // MARK: Calls

    /// Commands that prepare the modem for calls; an error is not fatal.
    ///
    /// `ATH` must hang up (3GPP TS 27.007 6.20), a call must be announced with `RING`, and so must a waiting call
    /// (7.12).
    public var callInitialisation: [String] = ["AT+CVHU=0", "AT+CRC=0", "AT+CCWA=1"]
    /// Makes the modem report the keys a caller presses; nil if it has no such command.
    public var keyReportCommand: String?
    /// Commands that end a call, tried in this order until the call has ended.
    public var hangUpCommands: [String] = ["AT+CHUP", "ATH"]
    /// Ways to play sound to a caller, the best first; empty = not known.
    public var voicePaths: [VoicePath] = []

    // MARK: Network

    /// The registration commands, asked in this order (3GPP TS 27.007 7.2, 10.1.20, 10.1.22).
    public var registrationCommands: [String] = ["+CREG", "+CEREG"]
    /// Queries for the IMS registration, which SMS and calls over LTE may need; the first answer is used.
    public var imsQueries: [IMSQuery] = []

    // MARK: Set-up and recovery

    /// Commands sent once at the end of the bring-up; an error is not fatal.
    public var extraInitialisation: [String] = []
    /// Switches the radio off but keeps the SIM powered, so that no PIN is needed again (3GPP TS 27.007 8.2).
    public var radioOffCommand = "AT+CFUN=4"
    /// Restarts the whole modem; nil if it might come back as a disk, or if no source names the command.
    public var restartCommand: String?

    /// Makes a profile that follows the standards, with the given name and identifiers.
    public init(name: String, identifiers: [String]) {
        self.name = name
        self.identifiers = identifiers
    }
}
