/// A lock that is not the SIM's PIN, by the name that `+CPIN` gives it (3GPP TS 27.007 8.3, TS 22.022).
public struct SIMLock: Sendable, Hashable {
    /// The name as the modem prints it: `PH-NET PIN`.
    public let name: String

    /// A lock by its name.
    public init(_ name: String) {
        self.name = name
    }

    /// What is locked to what, and who can unlock it.
    public var sentence: String {
        switch kind {
        case "PH-NET":
            "the modem is locked to one carrier's network (\(name)) and the SIM is of another: put a SIM of that carrier "
                + "in, or get the modem's unlock code from who sold it"
        case "PH-NETSUB":
            "the modem is locked to a part of one carrier's network (\(name)) and the SIM is of another: put a SIM of "
                + "that carrier in, or get the modem's unlock code from who sold it"
        case "PH-SP":
            "the modem is locked to one service provider (\(name)) and the SIM is of another: put a SIM of that provider "
                + "in, or get the modem's unlock code from the carrier that sold it"
        case "PH-CORP":
            "the modem is locked to the SIMs of one company (\(name)): put one of its SIMs in, or ask that company for "
                + "the unlock code"
        case "PH-FSIM":
            "the modem is locked to the first SIM it ever had (\(name)): put that SIM in, or get the modem's unlock code "
                + "from who sold it"
        case "PH-SIM":
            "the modem is locked to one SIM (\(name)): put the SIM it was locked to in, or enter the modem's own "
                + "security code, which its owner set"
        case "SIM": "the SIM is blocked for good (\(name)): ask the carrier for a new one"
        default: "the modem or the SIM wants \(name), which no program may enter: ask who sold them"
        }
    }

    /// What the lock binds: its name without the code it wants.
    private var kind: String {
        if name.contains("BLOCKED") { return "SIM" }
        return String(name.prefix { $0 != " " })
    }
}
