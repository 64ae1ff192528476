import Foundation
import SMSCodec

/// Reads the messages that the modem was given to send.
enum SubmitReader {
    /// The record of a submission; an unreadable PDU is recorded with an empty destination.
    static func submission(_ hex: String, reference: UInt8, at date: Date) -> (record: Submission, wantsReport: Bool) {
        guard case .submit(let message)? = (try? PDU(hex: hex))?.tpdu else {
            let record = Submission(
                at: date, to: "", text: nil, pdu: hex, reference: reference, part: nil, clientSawSuccess: false)
            return (record, false)
        }
        let part = message.userData.header?.concatenation.map {
            Submission.Part(number: $0.sequence, total: $0.total, reference: $0.reference)
        }
        let record = Submission(
            at: date, to: message.destination.display, text: message.userData.text, pdu: hex, reference: reference,
            part: part, clientSawSuccess: false)
        return (record, message.statusReportRequest)
    }
}

/// Makes the PDU of a message that was given in text mode.
enum SubmitBuilder {
    /// The PDU in hexadecimal; nil when number or text do not fit into one message.
    static func pdu(to number: String, text: String, charset: String) -> String? {
        guard let plain = TextForm.decode(text, charset: charset), let destination = try? Address(number: number) else {
            return nil
        }
        guard let content = Content.single(plain) else { return nil }
        let submit = Submit(destination: destination, dcs: content.dcs, userData: content.data)
        return PDU(tpdu: .submit(submit)).hex
    }
}
