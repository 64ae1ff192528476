import Foundation
import SMSCodec
import Vocabulary

/// One line of `pdu encode --json`: the content and how to encode it.
struct EncodeRequest {
    /// Reads one JSON object; keys it does not know are ignored, null is the same as no key.
    ///
    /// Throws `.badRequest` naming the key that is missing or of another type.
    static func read(_ line: ArraySlice<UInt8>) throws(PDUError) -> EncodeRequest {
        guard line.contains(where: { $0 != UInt8(ascii: " ") && !(0x09...0x0D).contains($0) }) else {
            throw PDUError(.empty, field: "request", offset: 0, message: "there is no request")
        }
        do {
            return EncodeRequest(keys: try JSONDecoder().decode(Keys.self, from: Data(line)))
        } catch DecodingError.typeMismatch(_, let context), DecodingError.dataCorrupted(let context) {
            let key = context.codingPath.first?.stringValue
            throw PDUError(
                .badRequest, field: key ?? "request",
                message: key == nil
                    ? "this is no JSON object, or has a number out of range"
                    : "the value is of another type, or out of range")
        } catch {
            throw PDUError(.badRequest, field: "request", message: "this is no JSON object")
        }
    }

    /// All PDUs for the request.
    func encoded() throws(PDUError) -> [EncodedPDU] {
        guard let number = keys.to else { throw missing("to", "a request needs the number it is for") }
        let destination = try Address(number: number, field: "to")
        let reference = try whole(keys.ref, 0...65_535, field: "ref") ?? 0
        let options = try options()
        let encoding = keys.encoding ?? TextEncoding.auto.rawValue
        switch (keys.text, keys.data_hex ?? keys.dataHex) {
        case (let text?, nil) where encoding == Alphabet.eightBit.rawValue:
            return try Submit.encode(
                to: destination, data: Array(text.utf8), reference: UInt16(reference), options: options)
        case (let text?, nil):
            guard let encoding = TextEncoding(rawValue: encoding) else { throw unknownEncoding() }
            return try Submit.encode(
                to: destination, text: text, encoding: encoding, reference: UInt16(reference), options: options)
        case (nil, let hex?):
            guard encoding == Alphabet.eightBit.rawValue || encoding == TextEncoding.auto.rawValue else {
                throw PDUError(.badRequest, field: "encoding", message: "data_hex goes out as 8bit only")
            }
            let data = try Hexadecimal.octets(of: hex, field: "data_hex")
            return try Submit.encode(to: destination, data: data, reference: UInt16(reference), options: options)
        case (nil, nil):
            throw missing("text", "a request needs text or data_hex")
        case (_?, _?):
            throw PDUError(.badRequest, field: "text", message: "a request has text or data_hex, not both")
        }
    }

    private func options() throws(PDUError) -> SubmitOptions {
        var options = SubmitOptions(statusReportRequest: keys.srr ?? false)
        options.messageClass = try whole(keys.class, 0...3, field: "class").map { UInt8($0) }
        options.messageReference = try whole(keys.mr, 0...255, field: "mr").map { UInt8($0) }
        if let smsc = keys.smsc { options.smsc = try Address(number: smsc, field: "smsc") }
        if let minutes = keys.validity { options.validity = try ValidityPeriod(minutes: minutes) }
        return options
    }

    private func whole(_ value: Int?, _ range: ClosedRange<Int>, field: String) throws(PDUError) -> Int? {
        guard let value else { return nil }
        guard range.contains(value) else {
            throw PDUError(
                .outOfRange, field: field, message: "\(value) is not \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    private func missing(_ field: String, _ message: String) -> PDUError {
        PDUError(.badRequest, field: field, message: message)
    }

    private func unknownEncoding() -> PDUError {
        PDUError(.badRequest, field: "encoding", message: "an encoding is auto, gsm7, ucs2 or 8bit")
    }

    private let keys: Keys

    /// The keys as they are spelled in the request.
    private struct Keys: Decodable {
        let to: String?
        let text: String?
        // swift-format-ignore: AlwaysUseLowerCamelCase
        let data_hex: String?
        let dataHex: String?
        let encoding: String?
        let `class`: Int?
        let srr: Bool?
        let ref: Int?
        let mr: Int?
        let smsc: String?
        let validity: Int?
    }
}

/// All segments of one request, as `pdu encode --json` prints them.
struct EncodeAnswer: Encodable {
    let pdus: [String]
    let lengths: [Int]

    init(_ encoded: [EncodedPDU]) {
        pdus = encoded.map(\.hex)
        lengths = encoded.map(\.tpduLength)
    }
}
