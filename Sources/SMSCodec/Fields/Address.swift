import Vocabulary

/// A sender, recipient or service centre (3GPP TS 23.040 9.1.2.5).
public struct Address: Hashable, Sendable {
    /// What kind of number it is.
    public let type: TypeOfNumber
    /// The numbering plan, 1 for telephone numbers (3GPP TS 23.040 9.1.2.5); 0 to 15.
    public let plan: UInt8
    /// The digits without `+`, or the name.
    ///
    /// Besides digits, a number may contain `*`, `#`, `a`, `b` and `c`.
    public let value: String

    private init(type: TypeOfNumber, plan: UInt8, value: String) {
        self.type = type
        self.plan = plan
        self.value = value
    }

    /// Reads a number as people write it: international with `+`, of unknown type without.
    ///
    /// Throws `.badNumber` for anything but 1 to 20 digits (`*` and `#` too, without `+`).
    public init(number: String, field: String = "to") throws(PDUError) {
        let international = number.utf8.first == UInt8(ascii: "+")
        let digits = international ? number.dropFirst() : number[...]
        for (offset, code) in digits.utf8.enumerated() {
            let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(code)
            let isSymbol = code == UInt8(ascii: "*") || code == UInt8(ascii: "#")
            guard isDigit || (isSymbol && !international) else {
                throw PDUError(
                    .badNumber, field: field, offset: offset + (international ? 1 : 0),
                    message: "a number has digits only, with or without + before them")
            }
        }
        guard (1...Self.maximumDigits).contains(digits.utf8.count) else {
            throw PDUError(
                .badNumber, field: field, message: "a number has 1 to \(Self.maximumDigits) digits")
        }
        self.init(type: international ? .international : .unknown, plan: 1, value: String(digits))
    }

    /// A sender that is a name, of at most 11 septets of the default alphabet.
    ///
    /// Throws `.unencodable` or `.tooLong`.
    public init(name: String, field: String = "from") throws(PDUError) {
        let septets = try GSM7.septets(of: name, field: field)
        guard septets.count <= Self.maximumDigits * 4 / 7 else {
            throw PDUError(.tooLong, field: field, message: "a name has at most 11 septets, this one \(septets.count)")
        }
        self.init(type: .alphanumeric, plan: 0, value: name)
    }

    /// The value as people read it: an international number begins with `+`.
    public var display: String { type == .international ? "+" + value : value }

    private static let maximumDigits = 20
    /// The filler that makes the number of semi-octets even.
    private static let filler: UInt8 = 0xF
    private static let symbols: [UInt8] = Array("0123456789*#abc".utf8)
}

// MARK: Reading

extension Address {
    /// Reads an address of a TPDU, whose length counts semi-octets.
    static func decode(_ reader: inout OctetReader, field: String) throws(PDUError) -> Address {
        let semiOctets = Int(try reader.octet(field + ".length"))
        let type = try reader.octet(field + ".type")
        let octets = try reader.take((semiOctets + 1) / 2, field)
        return Address(typeOfAddress: type, semiOctets: semiOctets, octets)
    }

    /// Reads the address of a service centre, whose length counts octets (3GPP TS 24.011 8.2.5.2).
    ///
    /// Nil when it is empty.
    static func decodeServiceCentre(_ reader: inout OctetReader) throws(PDUError) -> Address? {
        let length = Int(try reader.octet("smsc.length"))
        guard length > 0 else { return nil }
        guard length <= 11 else {
            throw PDUError(
                .badServiceCentre, field: "smsc.length", offset: 0,
                message: "a service centre's address has at most 11 octets, not \(length)")
        }
        let type = try reader.octet("smsc.type")
        let octets = try reader.take(length - 1, "smsc")
        guard !octets.isEmpty else { return nil }
        return Address(typeOfAddress: type, semiOctets: octets.count * 2, octets)
    }

    private init(typeOfAddress: UInt8, semiOctets: Int, _ octets: ArraySlice<UInt8>) {
        let type = TypeOfNumber(rawValue: typeOfAddress >> 4 & 0b111) ?? .reserved
        let value: String
        if type == .alphanumeric {
            value = GSM7.text(of: Septets.unpack(octets, count: semiOctets * 4 / 7))
        } else {
            value = Self.digits(octets, semiOctets)
        }
        self.init(type: type, plan: typeOfAddress & 0xF, value: value)
    }

    private static func digits(_ octets: ArraySlice<UInt8>, _ semiOctets: Int) -> String {
        var ascii: [UInt8] = []
        ascii.reserveCapacity(semiOctets)
        for index in 0..<min(semiOctets, octets.count * 2) {
            let octet = octets[octets.startIndex + index / 2]
            let digit = index.isMultiple(of: 2) ? octet & 0xF : octet >> 4
            // Some modems count the filler as a digit.
            if digit != filler { ascii.append(symbols[Int(digit)]) }
        }
        return String(decoding: ascii, as: UTF8.self)
    }
}

// MARK: Writing

extension Address {
    func encode(into octets: inout [UInt8]) {
        let (semiOctets, content) = encoded
        octets += [UInt8(clamping: semiOctets), typeOfAddress]
        octets += content
    }

    func encodeServiceCentre(into octets: inout [UInt8]) {
        let (_, content) = encoded
        octets += [UInt8(clamping: content.count + 1), typeOfAddress]
        octets += content
    }

    /// An address that was read or checked has septets for every character.
    private var nameSeptets: [UInt8] { (try? GSM7.septets(of: value, field: "")) ?? [] }

    private var typeOfAddress: UInt8 { 0x80 | type.rawValue << 4 | plan & 0xF }

    private var encoded: (semiOctets: Int, octets: [UInt8]) {
        if type == .alphanumeric {
            let septets = nameSeptets
            return ((septets.count * 7 + 3) / 4, Septets.pack(septets))
        }
        var digits = value.utf8.compactMap { Self.symbols.firstIndex(of: $0).map(UInt8.init) }
        let count = digits.count
        if !count.isMultiple(of: 2) { digits.append(Self.filler) }
        return (count, stride(from: 0, to: digits.count, by: 2).map { digits[$0] | digits[$0 + 1] << 4 })
    }
}
