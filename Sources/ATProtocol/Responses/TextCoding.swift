/// How a modem writes names and numbers (`AT+CSCS`, 3GPP TS 27.007 clause 5.5).
public enum TextCoding: Sendable, Hashable {
    /// Names and numbers are readable as printed: GSM, IRA, UTF-8 and similar.
    case readable
    /// Four hexadecimal digits for each unit of UCS-2.
    case ucs2
    /// Two hexadecimal digits for each octet.
    case hexadecimal
    /// Not known.
    case unknown

    /// The readable sets, the best first.
    public static let preferences = ["UTF-8", "UTF8", "IRA", "GSM"]

    /// Reads the answer to `AT+CSCS?`; nil for any other line.
    public init?(_ line: some StringProtocol) {
        let fields = ATFields(line)
        guard fields.name == "+CSCS", let name = fields.text(0) else {
            return nil
        }
        self.init(named: name)
    }

    /// The coding of a character set by its name.
    public init(named name: some StringProtocol) {
        self =
            switch name.uppercased() {
            case "UCS2", "UCS-2", "UCS2_0X81": .ucs2
            case "HEX": .hexadecimal
            default: .readable
            }
    }

    /// The sets that a modem offers, of the answer to `AT+CSCS=?`; nil for any other line.
    public static func choices(_ line: some StringProtocol) -> [String]? {
        guard let name = ATFields.name(of: line), name == "+CSCS" else {
            return nil
        }
        return ParameterGroups.split(line[name.endIndex...].dropFirst()).flatMap { ATFields($0).fields.map(\.text) }
    }

    /// A name as a person writes it.
    ///
    /// If the coding is unknown, digits that form Latin letters in UCS-2 are read as such.
    public func name(_ text: String) -> String {
        switch self {
        case .readable: text
        case .ucs2: text.hexadecimalUCS2 ?? text
        case .hexadecimal: text.hexadecimalOctets.map(decodedText) ?? text
        case .unknown: text.utf8.count >= 8 && text.isLatinUCS2 ? text.hexadecimalUCS2 ?? text : text
        }
    }

    /// A telephone number as it is dialled, whatever the coding.
    ///
    /// A number in UCS-2 is recognised by its length, which no plain number has, and by a leading `002B`.
    public static func number(_ text: String) -> String {
        guard text.utf8.count >= 20 || text.hasPrefix("002B"), text.isLatinUCS2, let number = text.hexadecimalUCS2,
            number.utf8.allSatisfy({ $0.isDecimalDigit || dialled.contains($0) })
        else {
            return text
        }
        return number
    }

    private static let dialled: [UInt8] = Array("+*#".utf8)
}

extension String {
    /// Whether the text is made of UCS-2 units below U+0100.
    fileprivate var isLatinUCS2: Bool {
        guard utf8.count.isMultiple(of: 4), isHexadecimal else {
            return false
        }
        let digits = Array(utf8)
        return stride(from: 0, to: digits.count, by: 4).allSatisfy { digits[$0] == 0x30 && digits[$0 + 1] == 0x30 }
    }

    /// The octets of hexadecimal digits; nil when it is not made of whole octets.
    fileprivate var hexadecimalOctets: [UInt8]? {
        guard utf8.count.isMultiple(of: 2), isHexadecimal else {
            return nil
        }
        let digits = utf8.compactMap(\.hexadecimalValue)
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
