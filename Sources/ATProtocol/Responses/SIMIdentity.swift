/// The numbers that identify a SIM or a modem.
public enum SIMIdentity {
    /// The ICCID of the answer to any of the commands for it (ITU-T E.118), 18 to 22 digits without the filler `F`.
    ///
    /// Some SIMs use hexadecimal letters as digits; some modems print the octets of the file, each pair swapped.
    public static func iccid(lines: [String]) -> String? {
        for line in lines {
            let fields = ATFields(line)
            let text = fields.fields.last?.text ?? ""
            var digits = text.split(separator: " ").joined().uppercased()[...]
            guard digits.isHexadecimal, (18...22).contains(digits.utf8.count) else {
                continue
            }
            if digits.hasPrefix("98"), digits.utf8.count.isMultiple(of: 2) {
                digits = swapped(digits)[...]
            }
            while digits.utf8.last == UInt8(ascii: "F") {
                digits.removeLast()
            }
            if digits.utf8.count >= 18 {
                return String(digits)
            }
        }
        return nil
    }

    /// The IMEI of the answer to `AT+CGSN`, 14 to 16 digits (3GPP TS 23.003 clause 6.2).
    public static func imei(lines: [String]) -> String? {
        digits(lines, 14...16)
    }

    /// The IMSI of the answer to `AT+CIMI`, 6 to 15 digits (3GPP TS 23.003 clause 2.2).
    public static func imsi(lines: [String]) -> String? {
        digits(lines, 6...15)
    }

    private static func digits(_ lines: [String], _ count: ClosedRange<Int>) -> String? {
        for line in lines {
            if let text = ATFields(line).text(0), text.isDecimal, count.contains(text.utf8.count) {
                return text
            }
        }
        return nil
    }

    private static func swapped(_ digits: Substring) -> String {
        var bytes = Array(digits.utf8)
        for position in stride(from: 0, to: bytes.count - 1, by: 2) {
            bytes.swapAt(position, position + 1)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
