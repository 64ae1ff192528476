/// Which code the SIM wants (3GPP TS 27.007 clause 8.3), or that the SIM is missing.
public enum PINState: Sendable, Hashable {
    /// No code: the SIM is unlocked.
    case ready
    /// The SIM is present; whether it wants a code is not known yet.
    case inserted
    /// The PIN.
    case simPIN
    /// The code that unblocks the PIN.
    case simPUK
    /// The second PIN, for services that this program does not use.
    case simPIN2
    /// The code that unblocks the second PIN.
    case simPUK2
    /// A lock of the modem to a SIM, network, provider or company, as printed: `PH-NET PIN`.
    case locked(String)
    /// No SIM.
    case removed
    /// The SIM is present but not ready, or does not answer yet.
    case busy
    /// The SIM is broken or wrong.
    case failure
    /// The modem does not say.
    case unknown

    /// Reads the answer to `AT+CPIN?`, with or without its name; nil for any other line.
    public init?(line: some StringProtocol) {
        let fields = ATFields(line)
        guard fields.name == "+CPIN" || fields.name.isEmpty, let text = fields.text(0) else {
            return nil
        }
        self.init(text: text)
    }

    /// Reads the error that some modems answer in place of a state; nil when it says nothing about the SIM.
    public init?(result: ATResult) {
        guard case .cme(let code) = result else {
            return nil
        }
        switch code {
        case 10: self = .removed
        case 11: self = .simPIN
        case 12: self = .simPUK
        case 13, 15: self = .failure
        case 14: self = .busy
        case 17: self = .simPIN2
        case 18: self = .simPUK2
        case 100, nil: self = .unknown
        case let code?:
            guard let lock = Self.locks[code] else {
                return nil
            }
            self = .locked(lock)
        }
    }

    /// The locks of the modem by the error that stands for them (3GPP TS 27.007 clause 9.2.2).
    private static let locks: [Int: String] = [
        5: "PH-SIM PIN", 6: "PH-FSIM PIN", 7: "PH-FSIM PUK", 40: "PH-NET PIN", 41: "PH-NET PUK", 42: "PH-NETSUB PIN",
        43: "PH-NETSUB PUK", 44: "PH-SP PIN", 45: "PH-SP PUK", 46: "PH-CORP PIN", 47: "PH-CORP PUK",
    ]

    init(text: some StringProtocol) {
        switch text.trimmed.uppercased() {
        case "READY": self = .ready
        case "SIM PIN": self = .simPIN
        case "SIM PUK": self = .simPUK
        case "SIM PIN2": self = .simPIN2
        case "SIM PUK2": self = .simPUK2
        case "NOT INSERTED", "SIM NOT INSERTED", "REMOVED", "SIM REMOVED", "NOT AVAILABLE", "DROP": self = .removed
        case "INSERTED", "SIM INSERTED": self = .inserted
        case "NOT READY", "SIM BUSY", "INIT": self = .busy
        case "SIM FAILURE", "SIM WRONG", "SIM ERROR": self = .failure
        case let lock where lock.hasPrefix("PH-") || lock.contains("BLOCKED"): self = .locked(lock)
        default: self = .unknown
        }
    }
}
