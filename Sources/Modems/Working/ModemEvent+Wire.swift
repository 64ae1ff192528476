import ATProtocol
import Vocabulary

extension ModemEvent {
    init(_ indication: ATIndication) {
        switch indication {
        case .messageStored(let memory, let index), .statusReportStored(let memory, let index):
            self = .stored(memory: memory, index: index)
        case .messageDirect(let pdu, let length), .statusReportDirect(let pdu, let length):
            self = .direct(hex: pdu, length: length)
        case .strayPDU(let pdu): self = .stray(hex: pdu)
        case .storageFull, .unreadable: self = .sweepNeeded
        case .registration(let domain, let status): self = .registration(NetworkDomain(domain), status: status)
        // "SMS DONE" and similar texts also come while a modem is in use; the texts of a restart come at power-up only.
        case .modemReady(let text), .other(let text):
            self = ModemProfile.restartTexts.contains(text) ? .restarted : .none
        case .echoReturned: self = .settingsLost
        case .sim(let state): self = .sim(SIMIndication(state))
        case .simRefusal: self = .sim(.refusal)
        case .ring: self = .ring
        // "anonymous" and asterisks are not a number.
        case .callerID(let number, let type, _):
            self = .caller(number: number.contains(where: \.isNumber) ? number : "", type: type)
        case .callWaiting(let number, let type):
            self = .waitingCaller(number: number.contains(where: \.isNumber) ? number : "", type: type)
        case .dtmf(let key): self = key.first.map { .key($0) } ?? .none
        case .audioFlow(let isOpen): self = .audioFlow(isOpen: isOpen)
        case .noCarrier, .callEnded, .missedCall: self = .callEnded
        case .ussd(let message): self = .networkText(NetworkText(message))
        default: self = .none
        }
    }
}
