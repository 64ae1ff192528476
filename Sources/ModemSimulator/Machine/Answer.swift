/// The answer of a command.
struct Answer {
    enum Final: Equatable {
        case ok
        case error
        case cme(Int)
        case cms(Int)
        case noCarrier
        /// A manufacturer's own wording.
        case text(String)
        /// The command's result comes later, or never.
        case none
    }

    var lines: [String] = []
    var final: Final = .ok
    /// Set when the command continues with a body.
    var prompt: BodyPurpose?
    /// The command sends its answer later, with `finish`.
    var isLater = false

    static let ok = Answer()
    static let error = Answer(final: .error)
    static let later = Answer(isLater: true)
    static func line(_ line: String) -> Answer { Answer(lines: [line]) }
    static func lines(_ lines: [String]) -> Answer { Answer(lines: lines) }
    static func cme(_ code: Int) -> Answer { Answer(final: .cme(code)) }
    static func cms(_ code: Int) -> Answer { Answer(final: .cms(code)) }
    static func prompt(_ purpose: BodyPurpose) -> Answer { Answer(final: .none, prompt: purpose) }

    static func failed(_ error: SimulatedFault.SendError) -> Answer {
        switch error {
        case .cms(let code): .cms(code)
        case .cme(let code): .cme(code)
        case .error: .error
        case .unsupported: Answer(final: .text("COMMAND NOT SUPPORT"))
        }
    }
}

/// What the body after a prompt is for.
enum BodyPurpose: Equatable {
    /// `AT+CMGS` in PDU mode: the length it announced.
    case sendPDU(length: Int)
    /// `AT+CMGS` in text mode.
    case sendText(to: String)
    /// `AT+CMGW` in PDU mode.
    case storePDU(length: Int, state: Int)
    /// `AT+CMGW` in text mode.
    case storeText(to: String, state: Int)
    /// `AT+CNMA` with a PDU.
    case acknowledge(isPositive: Bool)
}

/// Error texts of `+CMEE=2` (3GPP TS 27.007 9.2, 27.005 3.2.5), as far as they are used here.
enum ErrorNames {
    static let cme: [Int: String] = [
        3: "operation not allowed", 4: "operation not supported", 5: "PH-SIM PIN required", 10: "SIM not inserted",
        11: "SIM PIN required", 12: "SIM PUK required", 13: "SIM failure", 14: "SIM busy", 15: "SIM wrong",
        16: "incorrect password", 20: "memory full", 21: "invalid index", 22: "not found", 30: "no network service",
        31: "network timeout", 50: "Incorrect parameters", 100: "unknown",
    ]
    static let cms: [Int: String] = [
        300: "ME failure", 301: "SMS service of ME reserved", 302: "Operation not allowed",
        303: "Operation not supported", 304: "Invalid PDU mode parameter", 305: "Invalid text mode parameter",
        310: "SIM not inserted", 311: "SIM PIN required", 313: "SIM failure", 314: "SIM busy",
        316: "SIM PUK required", 320: "memory failure", 321: "Invalid memory index", 322: "memory full",
        330: "SMSC address unknown", 331: "no network service", 332: "network timeout",
        340: "no +CNMA acknowledgement expected", 500: "unknown error",
    ]
}
