/// How a line identifies its modem; only the last digits of a SIM or an IMEI.
public enum WantedModem: Hashable, Sendable {
    /// By its SIM.
    case sim(String)
    /// By its IMEI.
    case imei(String)
    /// By the USB port.
    case usbPort(String)
}

/// What is awaited, rarely for more than a few seconds.
public enum ModemWait: Hashable, Sendable {
    /// The first scan of the USB devices.
    case firstLook
    /// The examination of the modem at a USB port.
    case look(usbPort: String)
    /// A modem that was plugged in may be the line's.
    case lookFor(WantedModem)
    /// A port that has just appeared.
    case settling(path: String)
    /// The modem returns from a reset of its USB port.
    case reset
    /// The port is being given up.
    case givenUp
}

/// How a modem does not answer.
public enum Silence: Hashable, Sendable {
    /// A command got no answer.
    case command(String)
    /// Its port does not open.
    case port(path: String)
    /// It does not answer, and no reset helped.
    case unresponsive(ResetFailure)
    /// None of its ports answers; nil = its USB port will be reset if that continues.
    case allPorts(ResetFailure?)
}

/// Where no AT command is answered.
public enum NoAnswer: Hashable, Sendable {
    /// At the configured port.
    case namedPort
    /// At any port of the device.
    case anyPort
    /// At the configured port, and no reset helped.
    case unresponsive(ResetFailure)
}

/// Why a reset of the USB port did not bring a modem back.
public enum ResetFailure: Hashable, Sendable {
    /// It was reset, and still does not answer.
    case noHelp
    /// It is not at a USB port.
    case noUSB
    /// It might reappear as a CD-ROM.
    case mightBecomeDisk
    /// The service's user has no permission.
    case notPermitted
    /// The reset hangs in the kernel.
    case hung
    /// The system refused it.
    case failed(reason: String)
}

/// Why the USB devices of the box cannot be listed.
public enum USBListingFault: Error, Hashable, Sendable {
    /// libudev cannot be started.
    case noUdev
    /// libudev has no memory.
    case noMemory
    /// The kernel does not list the devices of a class, such as `tty`.
    case unreadable(deviceClass: String)
}

/// A modem other than the line's own.
public enum OtherModem: Hashable, Sendable {
    /// Its IMEI differs from the one of the line.
    case wrongIMEI(wanted: String)
    /// It does not report its IMEI, which the line requires.
    case noIMEI(wanted: String)
    /// Ports were renumbered, and the line's own is being searched.
    case moved(path: String)
}

/// What is wrong with a file that should hold a PIN.
public enum PINFileFault: String, CaseIterable, Hashable, Sendable {
    /// It is not there, or cannot be read.
    case unreadable
    /// It does not contain 4 to 8 digits.
    case noPIN = "no_pin"
    /// All users may read it.
    case readByAll = "read_by_all"
}

/// What a working line does with contacts.
public enum Answering: String, CaseIterable, Hashable, Sendable {
    /// It answers.
    case answers
    /// It decides, and sends nothing.
    case shadows
    /// It only records contacts.
    case records
    /// It only records contacts, because its SIM is roaming.
    case roams
    /// It receives, but answers no text until a legal notice is acknowledged.
    case heldByLaw = "held_by_law"
    /// A working modem whose SIM belongs to no line.
    case unclaimed
}

/// The progress of a line that is starting.
public enum StartingStep: Hashable, Sendable {
    /// It has never been run.
    case never
    /// Its runner is being started.
    case line
    /// Its modem is being brought up.
    case modem
    /// A modem without a line is being examined.
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

    /// What the lock binds.
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

    /// What the lock binds, from its name without the required code.
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
