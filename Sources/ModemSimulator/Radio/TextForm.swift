import Foundation
import SMSCodec

/// How messages and numbers look outside PDU mode.
enum TextForm {
    /// The type of address octet of a number as it is written (3GPP TS 24.008 10.5.4.7).
    static func type(of number: String) -> Int { number.hasPrefix("+") ? 145 : 129 }

    /// `yy/MM/dd,hh:mm:ss±zz` (27.005 3.1); empty outside the years a PDU holds.
    static func time(_ date: Date, quarters: Int) -> String {
        ServiceCentreTimestamp(unixSeconds: seconds(date), quarterHours: quarters).map(time) ?? ""
    }

    static func time(_ stamp: ServiceCentreTimestamp) -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let date = [stamp.year % 100, stamp.month, stamp.day].map(two).joined(separator: "/")
        let time = [stamp.hour, stamp.minute, stamp.second].map(two).joined(separator: ":")
        return date + "," + time + (stamp.quarterHours < 0 ? "-" : "+") + two(abs(stamp.quarterHours))
    }

    /// Whole seconds since 1970; 0 for a date no PDU can hold.
    static func seconds(_ date: Date) -> Int64 {
        let seconds = date.timeIntervalSince1970
        return (0..<4e9).contains(seconds) ? Int64(seconds) : 0
    }

    /// A text in the character set of `+CSCS`.
    static func encode(_ text: String, charset: String) -> String {
        guard charset == "UCS2" else { return text }
        return text.utf16.map { unit in
            let hex = String(unit, radix: 16, uppercase: true)
            return String(repeating: "0", count: 4 - hex.count) + hex
        }.joined()
    }

    /// Decodes a text in the character set of `+CSCS`; nil for UCS2 that is not hexadecimal.
    static func decode(_ text: String, charset: String) -> String? {
        guard charset == "UCS2" else { return text }
        let digits = Array(text)
        guard digits.count.isMultiple(of: 4) else { return nil }
        let units = stride(from: 0, to: digits.count, by: 4).compactMap {
            UInt16(String(digits[$0..<$0 + 4]), radix: 16)
        }
        return units.count == digits.count / 4 ? String(decoding: units, as: UTF16.self) : nil
    }

    /// A state as text mode names it.
    static func name(of state: StoredMessage.State) -> String {
        switch state {
        case .receivedUnread: "REC UNREAD"
        case .receivedRead: "REC READ"
        case .storedUnsent: "STO UNSENT"
        case .storedSent: "STO SENT"
        }
    }

    /// The fields after the state, and the text, of one PDU in text mode.
    static func fields(of pdu: String, charset: String) -> (fields: String, text: String) {
        guard let pdu = try? PDU(hex: pdu) else { return (",\"\",,", "") }
        switch pdu.tpdu {
        case .deliver(let message):
            let number = encode(message.originator.display, charset: charset)
            let time = message.timestamp.map(time) ?? ""
            return (",\"\(number)\",,\"\(time)\"", content(message.userData, charset))
        case .submit(let message):
            return (
                ",\"\(encode(message.destination.display, charset: charset))\",", content(message.userData, charset)
            )
        case .statusReport(let report):
            let number = encode(report.recipient.display, charset: charset)
            let times = [report.timestamp, report.discharge].map { "\"" + ($0.map(time) ?? "") + "\"" }
            let fields =
                ",6,\(report.messageReference),\"\(number)\",145,\(times.joined(separator: ",")),\(report.status)"
            return (fields, "")
        }
    }

    private static func content(_ data: UserData, _ charset: String) -> String {
        guard let text = data.text else { return data.data.map { String($0, radix: 16, uppercase: true) }.joined() }
        return encode(text, charset: charset)
    }
}
