import Foundation
import SMSCodec

// Sending and writing (27.005 3.5.1 to 3.5.3).
extension ModemMachine {
    static let sendingCommands: [String: Handler] = [
        "+CMGS": { modem, request in
            if request.form == .test { return .ok }
            if let error = modem.faults.take({ if case .refusedBeforeBody(let error) = $0 { error } else { nil } }) {
                return .failed(error)
            }
            guard request.form == .set else { return .cms(304) }
            if modem.session.isTextMode {
                guard let number = modem.destination(request) else { return .cms(305) }
                return .prompt(.sendText(to: number))
            }
            guard let length = request.number(0), (7...164).contains(length) else { return .cms(304) }
            return .prompt(.sendPDU(length: length))
        },
        "+CMGW": { modem, request in
            guard request.form == .set || request.form == .execute else { return .ok }
            if modem.session.isTextMode {
                return .prompt(.storeText(to: modem.destination(request) ?? "", state: 2))
            }
            guard let length = request.number(0), (7...176).contains(length) else { return .cms(304) }
            return .prompt(.storePDU(length: length, state: request.number(1) ?? 2))
        },
        "+CMSS": { modem, request in
            guard let index = request.number(0),
                let message = modem.storage.message(in: modem.session.memories[1], at: index)
            else { return .cms(321) }
            modem.storage.markSent(modem.session.memories[1], index)
            modem.send(pdu: message.pdu)
            return .later
        },
    ]

    private func destination(_ request: Request) -> String? {
        request.text(0).flatMap { TextForm.decode($0, charset: session.charset) }
            .map { request.number(1) == 145 && !$0.hasPrefix("+") ? "+" + $0 : $0 }
    }

    /// A body is complete: Ctrl-Z came.
    mutating func finish(body: [UInt8], _ purpose: BodyPurpose) {
        let text = ModemMachine.text(of: body)
        switch purpose {
        case .sendPDU(let length):
            guard let pdu = checked(text, length) else { return finish(.cms(304)) }
            send(pdu: pdu)
        case .sendText(let number):
            guard let pdu = SubmitBuilder.pdu(to: number, text: text, charset: session.charset) else {
                return finish(.cms(305))
            }
            send(pdu: pdu)
        case .storePDU(let length, let state):
            guard let pdu = checked(text, length) else { return finish(.cms(304)) }
            store(pdu, state)
        case .storeText(let number, let state):
            guard let pdu = SubmitBuilder.pdu(to: number, text: text, charset: session.charset) else {
                return finish(.cms(305))
            }
            store(pdu, state)
        case .acknowledge(let isPositive):
            acknowledgementCame(isPositive: isPositive)
            finish(.ok)
        }
    }

    /// The body as hexadecimal digits when it has the announced length.
    private func checked(_ text: String, _ length: Int) -> String? {
        let hex = text.filter { !$0.isWhitespace }.uppercased()
        guard hex.allSatisfy(\.isHexDigit), hex.count.isMultiple(of: 2), PDULength.tpdu(of: hex) == length else {
            return nil
        }
        return hex
    }

    private mutating func store(_ pdu: String, _ state: Int) {
        let state = StoredMessage.State(rawValue: state) ?? .storedUnsent
        guard let slot = storage.store(pdu, state: state, in: session.memories[1]) else { return finish(.cms(322)) }
        finish(.line("+CMGW: \(slot.index)"))
    }

    // MARK: Over the air

    private mutating func send(pdu: String) {
        phase = .executing
        outgoing = OutgoingMessage(pdu: pdu)
        if case .vanishAfterBody(let sent)? = faults.take({ if case .vanishAfterBody = $0 { $0 } else { nil } }) {
            if sent { _ = networkTakes() }
            wantsToVanish = true
            return
        }
        if settings.sendTime > .zero {
            start(.networkDecides, after: settings.sendTime)
        } else {
            networkDecides()
        }
    }

    /// The network's answer to the message in hand.
    mutating func networkDecides() {
        guard outgoing != nil else { return }
        guard registration.hasService else {
            journal.refusals += 1
            return finish(.cms(331))
        }
        if let error = faults.take({ if case .refusedAfterBody(let error) = $0 { error } else { nil } }) {
            journal.refusals += 1
            return finish(.failed(error))
        }
        let reference = networkTakes()
        if let error = faults.take({ if case .errorThoughSent(let error) = $0 { error } else { nil } }) {
            return finish(.failed(error))
        }
        if faults.take(.hangAfterBody) {
            outgoing = nil
            return becomeIdle()
        }
        finish(.line("+CMGS: \(reference)"))
    }

    /// Notes the message as sent and returns its reference.
    private mutating func networkTakes() -> UInt8 {
        let reference = nextReference
        nextReference &+= 1
        guard let pdu = outgoing?.pdu else { return reference }
        let submission = SubmitReader.submission(pdu, reference: reference, at: Date())
        outgoing?.submission = journal.submissions.count
        journal.submissions.append(submission.record)
        if submission.wantsReport {
            let report = PendingReport(reference: reference, to: submission.record.to)
            start(.statusReport(report), after: settings.statusReportAfter)
        }
        return reference
    }

    /// Notes that the OK of a sent message is being written while the port is open.
    mutating func noteSuccessSeen() {
        if let index = outgoing?.submission { journal.submissions[index].clientSawSuccess = true }
    }
}

/// A message between its Ctrl-Z and its final result.
struct OutgoingMessage {
    let pdu: String
    /// Its index among the submissions, once the network accepted it.
    var submission: Int?
}
