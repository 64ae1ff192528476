/// What one family of modems does differently, as data.
///
/// What no profile says is 3GPP TS 27.005 and 27.007.
public struct ModemProfile: Sendable, Hashable {
    /// The name used in the configuration (`profile = "..."`) and in `status`.
    public var name: String
    /// Words of the manufacturer's or model's own answer (`+CGMI`, `+CGMM`) that mean this family, upper case.
    public var identifiers: [String]
    /// Commands that print the ICCID, the first that answers wins.
    ///
    /// `+CRSM` reads EF-ICCID (3GPP TS 51.011 10.1.1).
    public var iccidCommands: [String] = ["AT+CCID", "AT+ICCID", "AT+CRSM=176,12258,0,0,10"]
    /// A command that prints how many PIN tries are left, and nil where none is known.
    public var pinTriesCommands: [String] = ["AT+CPINR=\"SIM PIN\"", "AT+CPINR"]
    /// The memory new messages should be stored in; nil = leave the modem's own choice.
    public var preferredMemory: String?
    /// Commands sent once at the end of the bring-up; an error is not fatal.
    public var extraInitialisation: [String] = []
    /// Forms of `+CNMI`, the first that is accepted wins.
    public var announcementCommands: [String] = [
        "AT+CNMI=2,1,0,0,0", "AT+CNMI=2,1", "AT+CNMI=1,1,0,0,0", "AT+CNMI=1,1",
    ]
    /// Commands that end a call, tried in this order until the call is gone.
    public var hangUpCommands: [String] = ["AT+CHUP", "ATH"]
    /// Milliseconds a send may take after its body.
    public var sendTimeout: Int = 120_000
    /// How many `+CMGD` fit on one command line.
    public var deletionsPerLine: Int = 6

    /// A family that follows the standards, with the given name and identifiers.
    public init(name: String, identifiers: [String]) {
        self.name = name
        self.identifiers = identifiers
    }
}

extension ModemProfile {
    /// Every family, one file each; the first whose identifier appears in the modem's identity is used.
    public static let all: [ModemProfile] = [.quectelEC25, .simcomSIM7600, .huaweiStick, .generic]

    /// The profile of this name; nil when there is none.
    public static func named(_ name: String) -> ModemProfile? {
        all.first { $0.name == name }
    }

    /// The profile for what a modem says of itself.
    public static func matching(manufacturer: String, model: String) -> ModemProfile {
        let identity = (manufacturer + " " + model).uppercased()
        return all.first { profile in profile.identifiers.contains { identity.contains($0) } } ?? .generic
    }
}
