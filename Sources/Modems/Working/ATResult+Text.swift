import ATProtocol

extension ATResult {
    /// The result as the modem prints it, for a person.
    var text: String {
        switch self {
        case .ok: "OK"
        case .error: "ERROR"
        case .commandNotSupported: "COMMAND NOT SUPPORT"
        case .cme(let code): "+CME ERROR" + (code.map { ": \($0)" } ?? "")
        case .cms(let code): "+CMS ERROR" + (code.map { ": \($0)" } ?? "")
        case .connect: "CONNECT"
        case .noCarrier: "NO CARRIER"
        case .busy: "BUSY"
        case .noAnswer: "NO ANSWER"
        case .noDialtone: "NO DIALTONE"
        case .promptMissing: "no prompt"
        case .timedOut, .unfinished: "no answer"
        case .portLost: "port lost"
        }
    }
}
