/// The SMSC address, of the answer to `AT+CSCA?` (3GPP TS 27.005 clause 3.3.1).
public struct ServiceCentre: Sendable, Hashable {
    /// The number; empty when the SIM has none.
    public let number: String
    /// The type of address: 145 international, 129 unknown.
    public let type: Int?
    /// The modem printed the number as UCS-2 code units, so its character set is not the default.
    public let wasUCS2: Bool

    /// Reads a line `+CSCA: "+15145550000",145`; nil for any other line.
    public init?(_ line: some StringProtocol) {
        let line = ATFields(line)
        guard line.name == "+CSCA", let number = line[0] else {
            return nil
        }
        type = line.number(1)
        if let text = number.text.hexadecimalUCS2, !text.isEmpty, text.utf8.allSatisfy(Self.isDialled) {
            self.number = text
            wasUCS2 = true
        } else {
            self.number = number.text
            wasUCS2 = false
        }
    }

    private static func isDialled(_ byte: UInt8) -> Bool {
        byte.isDecimalDigit || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "#")
    }
}
