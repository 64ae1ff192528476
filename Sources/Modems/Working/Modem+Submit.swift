import ATProtocol
import Vocabulary

extension Modem {
    /// Sends one SUBMIT (`hex` with its SMSC octets, `length` of the TPDU alone) and returns the outcome.
    public func submit(hex: String, length: Int) async -> SubmitOutcome {
        let command = ATCommand("AT+CMGS=\(length)", body: Array(hex.utf8), timeout: profile.sendTimeout)
        let response = await port.send(command)
        let outcome = SubmitOutcome(response)
        if response.result == .timedOut || response.result == .promptMissing {
            // A late answer must not be taken for the next command's; the next command shows whether the modem is
            // silent.
            _ = await port.resynchronise()
        }
        return outcome
    }
}

extension SubmitOutcome {
    /// The outcome that an answer to `AT+CMGS` means.
    init(_ response: ATResponse) {
        let fault = response.result.replyFault
        guard response.bodyWasWritten else {
            self = .definite(fault: fault, bodyWritten: false)
            return
        }
        switch response.result {
        case .ok: self = .accepted(reference: SentMessage(lines: response.lines)?.reference)
        case .cms(let code): self = SubmitError.outcome(code: code)
        default: self = .unknown(fault: fault)
        }
    }
}

extension ATResult {
    /// Why a reply was not sent, by the answer to `AT+CMGS`.
    fileprivate var replyFault: ReplyFault {
        switch self {
        case .promptMissing: .noPrompt()
        case .timedOut, .unfinished: .noAnswer()
        case .portLost: .portLost()
        default: .answered(answer: text)
        }
    }
}
