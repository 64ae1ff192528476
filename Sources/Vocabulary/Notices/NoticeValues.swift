/// Which modem a line names; of a SIM and an IMEI only the last digits.
public enum WantedModem: Hashable, Sendable {
    /// By its SIM.
    case sim(String)
    /// By its own number.
    case imei(String)
    /// By the USB port.
    case usbPort(String)
}

/// What is waited for, seldom longer than some seconds.
public enum ModemWait: Hashable, Sendable {
    /// The first look at what is plugged in.
    case firstLook
    /// The look at the modem of a USB port.
    case look(usbPort: String)
    /// A modem that was plugged in may be the one the line names.
    case lookFor(WantedModem)
    /// A port that has just appeared.
    case settling(path: String)
    /// The modem comes back from a reset of its USB port.
    case reset
    /// The port is being given up.
    case givenUp
}

/// How a modem is silent.
public enum Silence: Hashable, Sendable {
    /// A command got no answer.
    case command(String)
    /// Its port does not open.
    case port(path: String)
    /// It answers nothing, and what could be tried did not help.
    case unresponsive(ResetFailure)
    /// None of its ports answers; nil = its USB port is reset if it stays so.
    case allPorts(ResetFailure?)
}

/// Where nothing answers AT commands.
public enum NoAnswer: Hashable, Sendable {
    /// At the port that is named.
    case namedPort
    /// At any port of the device.
    case anyPort
    /// At the port that is named, and what could be tried did not help.
    case unresponsive(ResetFailure)
}

/// Why a reset of the USB port does not bring a modem back.
public enum ResetFailure: Hashable, Sendable {
    /// It was reset, and stays silent.
    case noHelp
    /// It is at no USB port.
    case noUSB
    /// It might turn into a CD-ROM.
    case mightBecomeDisk
    /// The service's user may not.
    case notPermitted
    /// The kernel does not come back from it.
    case hung
    /// The system refused.
    case failed(reason: String)
}

/// Why the USB devices of the box cannot be listed.
public enum USBListingFault: Error, Hashable, Sendable {
    /// libudev cannot be started.
    case noUdev
    /// libudev has no memory.
    case noMemory
    /// The kernel does not show the devices of a class, such as `tty`.
    case unreadable(deviceClass: String)
}

/// Another modem than the line's own.
public enum OtherModem: Hashable, Sendable {
    /// It has another IMEI than the one the line names.
    case wrongIMEI(wanted: String)
    /// It does not say its IMEI, and the line names one.
    case noIMEI(wanted: String)
    /// Ports were numbered anew: the line's own is looked for.
    case moved(path: String)
}

/// What is wrong with a file that should hold a PIN.
public enum PINFileFault: String, CaseIterable, Hashable, Sendable {
    /// It is not there, or cannot be read.
    case unreadable
    /// It holds something else than 4 to 8 digits.
    case noPIN = "no_pin"
    /// Everybody may read it.
    case readByAll = "read_by_all"
}

/// What a line that works does with what comes.
public enum Answering: String, CaseIterable, Hashable, Sendable {
    /// It answers.
    case answers
    /// It decides, and sends nothing.
    case shadows
    /// It only records.
    case records
    /// It only records, because its SIM is roaming.
    case roams
    /// It receives, and answers no text until somebody has acknowledged what the law says.
    case heldByLaw = "held_by_law"
    /// A modem that works, and no line has its SIM.
    case unclaimed
}

/// How far a line is that is being started.
public enum StartingStep: Hashable, Sendable {
    /// It has never been run.
    case never
    /// Its runner is being started.
    case line
    /// Its modem is being brought up.
    case modem
    /// A modem without a line is being looked at.
    case look
    /// The modem's memory for messages is still starting.
    case store(answer: String)
    /// The SIM is still starting.
    case sim(answer: String)
    /// The modem is looking for its SIM.
    case noSIM
}

/// A lock that is not the SIM's PIN, by the name that `+CPIN` gives it (3GPP TS 27.007 8.3, TS 22.022).
public struct SIMLock: Hashable, Sendable {
    /// The name as the modem prints it: `PH-NET PIN`.
    public let name: String

    /// A lock by its name.
    public init(_ name: String) {
        self.name = name
    }

    /// What is locked to what.
    public enum Kind: Hashable, Sendable {
        /// The modem to one network.
        case network
        /// The modem to a part of one network.
        case networkPart
        /// The modem to one service provider.
        case provider
        /// The modem to the SIMs of one company.
        case company
        /// The modem to the first SIM it had.
        case firstSIM
        /// The modem to one SIM.
        case oneSIM
        /// The SIM is blocked for good.
        case blocked
        /// Anything else.
        case other
    }

    /// What the lock binds, by its name without the code it wants.
    public var kind: Kind {
        if name.contains("BLOCKED") { return .blocked }
        return switch name.prefix(while: { $0 != " " }) {
        case "PH-NET": .network
        case "PH-NETSUB": .networkPart
        case "PH-SP": .provider
        case "PH-CORP": .company
        case "PH-FSIM": .firstSIM
        case "PH-SIM": .oneSIM
        default: .other
        }
    }
}
