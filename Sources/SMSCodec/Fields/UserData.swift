import Vocabulary

/// The header and content of a message (3GPP TS 23.040 9.2.3.24).
public struct UserData: Equatable, Sendable {
    /// The text; nil for binary and for compressed content.
    public let text: String?
    /// The content: septets, one each, for GSM 7 bit; octets, high before low, for UCS-2; octets otherwise.
    public let data: [UInt8]
    /// The header before the content, if any.
    public let header: UserDataHeader?
    /// How the content is coded.
    public let alphabet: Alphabet
    private let isCompressed: Bool

    /// A text in one alphabet; GSM 7 bit means the default alphabet.
    ///
    /// Throws `.unencodable` for a character that is not in the alphabet and `.tooLong` over 140 octets, header
    /// included.
    public init(text: String, alphabet: Alphabet, header: UserDataHeader? = nil) throws(PDUError) {
        switch alphabet {
        case .gsm7: data = try GSM7.septets(of: text, field: "text")
        case .ucs2: data = UCS2.octets(of: text)
        case .eightBit: data = Array(text.utf8)
        }
        self.text = alphabet == .eightBit ? nil : text
        self.header = header
        self.alphabet = alphabet
        isCompressed = false
        try checkSize(field: "text")
    }

    /// Binary content.
    ///
    /// Throws `.tooLong` over 140 octets, header included.
    public init(data: [UInt8], header: UserDataHeader? = nil) throws(PDUError) {
        text = nil
        self.data = data
        self.header = header
        alphabet = .eightBit
        isCompressed = false
        try checkSize(field: "data_hex")
    }

    private func checkSize(field: String) throws(PDUError) {
        let room = Room(headerOctets: header?.octets.count, alphabet: alphabet)
        guard data.count <= room.elements else {
            throw PDUError(
                .tooLong, field: field, message: "\(data.count) do not fit into the \(room.elements) of one message")
        }
    }

    private static func decode(
        _ data: ArraySlice<UInt8>, _ alphabet: Alphabet, _ shift: UserDataHeader.LanguageShift?
    ) -> String? {
        switch alphabet {
        case .gsm7: GSM7.text(of: data, shift)
        case .ucs2: UCS2.text(of: data)
        case .eightBit: nil
        }
    }
}

// MARK: Octets

extension UserData {
    /// Reads the length and the content it counts; an announced header must be present.
    static func decode(
        _ reader: inout OctetReader, dcs: DataCodingScheme, hasHeader: Bool, field: String
    ) throws(PDUError) -> UserData {
        let length = Int(try reader.octet(field + ".length"))
        let isSeptets = dcs.alphabet == .gsm7 && !dcs.isCompressed
        let start = reader.position
        let octets = try reader.take(isSeptets ? (length * 7 + 7) / 8 : length, field)

        var header: UserDataHeader?
        var headerSize = 0
        if hasHeader {
            guard let headerLength = octets.first, Int(headerLength) < octets.count else {
                throw PDUError(
                    .badUserDataHeader, field: field + ".header", offset: start,
                    message: "the header is longer than the user data")
            }
            headerSize = Int(headerLength) + 1
            header = UserDataHeader(octets: octets.dropFirst().prefix(Int(headerLength)))
        }
        let data: [UInt8]
        if isSeptets {
            let skipped = Septets.count(ofHeader: headerSize)
            data = Septets.unpack(octets, from: skipped, count: max(0, length - skipped))
        } else {
            data = Array(octets.dropFirst(headerSize))
        }
        return UserData(
            text: dcs.isCompressed ? nil : decode(data[...], dcs.alphabet, header?.languageShift), data: data,
            header: header, alphabet: dcs.alphabet, isCompressed: dcs.isCompressed)
    }

    private init(text: String?, data: [UInt8], header: UserDataHeader?, alphabet: Alphabet, isCompressed: Bool) {
        self.text = text
        self.data = data
        self.header = header
        self.alphabet = alphabet
        self.isCompressed = isCompressed
    }

    func encode(into octets: inout [UInt8]) {
        var prefix: [UInt8] = []
        if let header { prefix = [UInt8(clamping: header.octets.count)] + header.octets }
        if alphabet == .gsm7, !isCompressed {
            octets.append(UInt8(clamping: Septets.count(ofHeader: prefix.count) + data.count))
            octets += Septets.pack(data, after: prefix)
        } else {
            octets.append(UInt8(clamping: prefix.count + data.count))
            octets += prefix + data
        }
    }
}

/// How much content fits into one message.
struct Room {
    /// Octets of header and content together (3GPP TS 23.040 9.2.3.24).
    private static let octets = 140

    /// Septets for GSM 7 bit, octets otherwise.
    let elements: Int

    /// The room next to a header of this many octets, its length octet not counted; nil means no header.
    init(headerOctets: Int?, alphabet: Alphabet) {
        let header = headerOctets.map { $0 + 1 } ?? 0
        elements =
            switch alphabet {
            case .gsm7: Self.octets * 8 / 7 - Septets.count(ofHeader: header)
            case .ucs2: (Self.octets - header) & ~1
            case .eightBit: Self.octets - header
            }
    }
}
