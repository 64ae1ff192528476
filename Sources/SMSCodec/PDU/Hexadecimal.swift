import Vocabulary

/// Octets as hexadecimal digits, the way modems print them.
public enum Hexadecimal {
    /// Reads digits of either case; white space around them is ignored.
    ///
    /// Throws `.notHex` with the offset of the octet that is not hexadecimal, or `.oddLength`.
    public static func octets(of text: some StringProtocol, field: String) throws(PDUError) -> [UInt8] {
        let read: Result<[UInt8], PDUError>? = text.utf8.withContiguousStorageIfAvailable { utf8 in
            Result { () throws(PDUError) in try octets(of: utf8, field: field) }
        }
        return try (read ?? Result { () throws(PDUError) in try octets(of: Array(text.utf8), field: field) }).get()
    }

    /// Reads digits given as ASCII; white space around them is ignored.
    public static func octets(of ascii: some RandomAccessCollection<UInt8>, field: String) throws(PDUError) -> [UInt8] {
        var start = ascii.startIndex
        var end = ascii.endIndex
        while start < end, isSpace(ascii[start]) { start = ascii.index(after: start) }
        while start < end, isSpace(ascii[ascii.index(before: end)]) { end = ascii.index(before: end) }

        var octets: [UInt8] = []
        octets.reserveCapacity(ascii.distance(from: start, to: end) / 2)
        var high: UInt8?
        while start < end {
            let digit = values[Int(ascii[start])]
            guard digit != notADigit else {
                throw PDUError(
                    .notHex, field: field, offset: octets.count, message: "a character that is no hexadecimal digit")
            }
            if let first = high {
                octets.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
            start = ascii.index(after: start)
        }
        guard high == nil else {
            throw PDUError(.oddLength, field: field, offset: octets.count, message: "the last octet has one digit only")
        }
        return octets
    }

    /// Two digits per octet.
    public static func string(_ octets: some Collection<UInt8>, uppercase: Bool = true) -> String {
        let digits: StaticString = uppercase ? "0123456789ABCDEF" : "0123456789abcdef"
        var ascii: [UInt8] = []
        ascii.reserveCapacity(octets.count * 2)
        digits.withUTF8Buffer { digits in
            for octet in octets {
                ascii.append(digits[Int(octet >> 4)])
                ascii.append(digits[Int(octet & 0xF)])
            }
        }
        return String(decoding: ascii, as: UTF8.self)
    }

    private static let notADigit: UInt8 = 0xFF

    /// The value of each character code; `notADigit` for all that are not hexadecimal digits.
    private static let values: [UInt8] = (0...UInt8.max).map { code in
        switch code {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): code - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): code - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): code - UInt8(ascii: "A") + 10
        default: notADigit
        }
    }

    private static func isSpace(_ code: UInt8) -> Bool {
        code == UInt8(ascii: " ") || (UInt8(ascii: "\t")...UInt8(ascii: "\r")).contains(code)
    }
}
