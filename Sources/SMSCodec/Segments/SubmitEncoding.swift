import Vocabulary

/// A PDU, encoded for `AT+CMGS`.
public struct EncodedPDU: Hashable, Sendable {
    /// The octets as hexadecimal digits, the service centre's address first.
    public let hex: String
    /// The length that `AT+CMGS` takes: octets after the service centre's address.
    public let tpduLength: Int

    init(_ pdu: PDU) {
        hex = pdu.hex
        tpduLength = pdu.tpduLength
    }
}

/// Which alphabet a text is written in.
public enum TextEncoding: String, Hashable, Sendable, CaseIterable {
    /// GSM 7 bit when the default alphabet has every character, UCS-2 otherwise.
    case auto
    case gsm7
    case ucs2

    func alphabet(for text: String) -> Alphabet {
        switch self {
        case .auto: text.unicodeScalars.allSatisfy { GSM7.code(of: $0) != nil } ? .gsm7 : .ucs2
        case .gsm7: .gsm7
        case .ucs2: .ucs2
        }
    }
}

/// Options for sending, apart from the text.
public struct SubmitOptions: Hashable, Sendable {
    /// The message class, 0 to 3; nil for none.
    public var messageClass: UInt8?
    /// Whether a status report is asked for.
    public var statusReportRequest: Bool
    /// The message reference of the first part, one more for each further part; nil leaves it to the modem.
    public var messageReference: UInt8?
    /// The service centre; nil leaves it to the modem.
    public var smsc: Address?
    /// How long the service centre keeps trying; nil leaves it to the service centre.
    public var validity: ValidityPeriod?

    /// Makes options; all are off by default.
    public init(
        messageClass: UInt8? = nil, statusReportRequest: Bool = false, messageReference: UInt8? = nil,
        smsc: Address? = nil, validity: ValidityPeriod? = nil
    ) {
        self.messageClass = messageClass
        self.statusReportRequest = statusReportRequest
        self.messageReference = messageReference
        self.smsc = smsc
        self.validity = validity
    }
}

extension Submit {
    /// All segments of one text.
    ///
    /// The reference identifies the parts of one long text; above 255 it takes 16 bits, which costs one septet in each
    /// part. Throws `.unencodable` for a character that GSM 7 bit does not have, `.tooLong` over 255 parts.
    public static func encode(
        to destination: Address, text: String, encoding: TextEncoding = .auto, reference: UInt16 = 0,
        options: SubmitOptions = SubmitOptions()
    ) throws(PDUError) -> [EncodedPDU] {
        let alphabet = encoding.alphabet(for: text)
        // Every character must have septets before they are counted.
        if alphabet == .gsm7, encoding == .gsm7 { _ = try GSM7.septets(of: text, field: "text") }
        let measure = SegmentSizes(alphabet: alphabet, reference: reference)
        if Segmentation.units(of: text, alphabet: alphabet) <= measure.single {
            let userData = try UserData(text: text, alphabet: alphabet)
            return [encode(to: destination, userData, options, index: 0)]
        }
        try checkPartCount(Segmentation.count(of: text, alphabet: alphabet, limit: measure.part), field: "text")
        let parts = Segmentation.parts(of: text, alphabet: alphabet, limit: measure.part)
        var encoded: [EncodedPDU] = []
        for (index, part) in parts.enumerated() {
            let header = measure.header(index: index, total: parts.count)
            let userData = try UserData(text: String(part), alphabet: alphabet, header: header)
            encoded.append(encode(to: destination, userData, options, index: index))
        }
        return encoded
    }

    /// All segments of binary content; the reference as for a text.
    ///
    /// Throws `.tooLong` over 255 parts.
    public static func encode(
        to destination: Address, data: [UInt8], reference: UInt16 = 0, options: SubmitOptions = SubmitOptions()
    ) throws(PDUError) -> [EncodedPDU] {
        let measure = SegmentSizes(alphabet: .eightBit, reference: reference)
        if data.count <= measure.single {
            return [encode(to: destination, try UserData(data: data), options, index: 0)]
        }
        let total = (data.count + measure.part - 1) / measure.part
        try checkPartCount(total, field: "data_hex")
        var encoded: [EncodedPDU] = []
        for index in 0..<total {
            let part = data[index * measure.part..<min(data.count, (index + 1) * measure.part)]
            let userData = try UserData(data: Array(part), header: measure.header(index: index, total: total))
            encoded.append(encode(to: destination, userData, options, index: index))
        }
        return encoded
    }

    private static func encode(
        to destination: Address, _ userData: UserData, _ options: SubmitOptions, index: Int
    ) -> EncodedPDU {
        let submit = Submit(
            messageReference: options.messageReference.map { $0 &+ UInt8(truncatingIfNeeded: index) } ?? 0,
            destination: destination,
            dcs: DataCodingScheme(alphabet: userData.alphabet, messageClass: options.messageClass),
            validity: options.validity, statusReportRequest: options.statusReportRequest, userData: userData)
        return EncodedPDU(PDU(smsc: options.smsc, tpdu: .submit(submit)))
    }

    private static func checkPartCount(_ count: Int, field: String) throws(PDUError) {
        guard count <= 255 else {
            throw PDUError(.tooLong, field: field, message: "a message has at most 255 parts, this one needs \(count)")
        }
    }
}
