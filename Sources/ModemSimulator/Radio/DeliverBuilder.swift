import Foundation
import SMSCodec
import Vocabulary

/// A text in the alphabet that can encode it.
struct Content {
    let dcs: DataCodingScheme
    let data: UserData

    /// The text as one message; nil when it is too long.
    static func single(_ text: String, header: UserDataHeader? = nil) -> Content? {
        let alphabet = alphabet(for: text)
        guard let data = try? UserData(text: text, alphabet: alphabet, header: header) else { return nil }
        return Content(dcs: DataCodingScheme(alphabet: alphabet), data: data)
    }

    /// GSM 7 bit when it has every character, UCS-2 otherwise.
    private static func alphabet(for text: String) -> Alphabet {
        // Character by character: a long text is too long for one message in either alphabet.
        let hasAll = Set(text.unicodeScalars).allSatisfy {
            (try? UserData(text: String($0), alphabet: .gsm7)) != nil
        }
        return hasAll ? .gsm7 : .ucs2
    }

    /// The text in at most 255 parts of one message each; the rest is dropped.
    static func parts(_ text: String, reference: UInt8) -> [Content] {
        if let single = single(text) { return [single] }
        let alphabet = alphabet(for: text)
        var rest = Array(text.unicodeScalars)[...]
        var pieces: [String] = []
        while !rest.isEmpty, pieces.count < 255 {
            let piece = longestPiece(of: rest, alphabet)
            pieces.append(String(String.UnicodeScalarView(piece)))
            rest = rest.dropFirst(piece.count)
        }
        return pieces.enumerated().compactMap { index, piece in
            let header = UserDataHeader(octets: [0, 3, reference, UInt8(pieces.count), UInt8(index + 1)])
            guard let data = try? UserData(text: piece, alphabet: alphabet, header: header) else { return nil }
            return Content(dcs: DataCodingScheme(alphabet: alphabet), data: data)
        }
    }

    private static func longestPiece(
        of scalars: ArraySlice<Unicode.Scalar>, _ alphabet: Alphabet
    ) -> ArraySlice<Unicode.Scalar> {
        let header = UserDataHeader(octets: [0, 3, 0, 2, 1])
        var count = min(scalars.count, alphabet == .gsm7 ? 153 : 67)
        // Characters of two units make the piece shorter; one character always fits.
        while count > 1,
            (try? UserData(
                text: String(String.UnicodeScalarView(scalars.prefix(count))), alphabet: alphabet, header: header))
                == nil
        {
            count -= 1
        }
        return scalars.prefix(max(1, count))
    }
}

/// Makes the PDUs that the network would deliver (3GPP TS 23.040 9.2.2.1, 9.2.2.3).
enum DeliverBuilder {
    /// The parts of one text, in hexadecimal.
    static func pdus(
        from sender: String, text: String, at date: Date, quarters: Int, smsc: String, reference: UInt8
    ) -> [String] {
        let stamp = ServiceCentreTimestamp(unixSeconds: TextForm.seconds(date), quarterHours: quarters)
        return Content.parts(text, reference: reference).map { content in
            let message = Deliver(
                originator: originator(sender), dcs: content.dcs, timestamp: stamp, userData: content.data)
            return PDU(smsc: try? Address(number: smsc), tpdu: .deliver(message)).hex
        }
    }

    /// The report on a message of ours that was delivered.
    static func report(_ report: PendingReport, at date: Date, quarters: Int, smsc: String) -> String {
        let stamp = ServiceCentreTimestamp(unixSeconds: TextForm.seconds(date), quarterHours: quarters)
        let report = StatusReport(
            messageReference: report.reference, recipient: originator(report.to), timestamp: stamp, discharge: stamp,
            status: 0)
        return PDU(smsc: try? Address(number: smsc), tpdu: .statusReport(report)).hex
    }

    /// A number if it is one, otherwise a name, shortened and cleaned until the alphabet can encode it.
    private static func originator(_ sender: String) -> Address {
        if let number = try? Address(number: sender) { return number }
        if let name = try? Address(name: sender) { return name }
        var name = String(
            sender.unicodeScalars.filter { $0.isASCII && $0.properties.isAlphabetic }.map(Character.init).prefix(11))
        if name.isEmpty { name = "?" }
        return (try? Address(name: name)) ?? fallback
    }

    private static let fallback: Address = {
        do { return try Address(name: "?") } catch { preconditionFailure("the alphabet has a question mark") }
    }()
}
