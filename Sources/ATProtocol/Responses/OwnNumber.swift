/// A number of the SIM, of the answer to `AT+CNUM` (3GPP TS 27.007 clause 7.1).
public struct OwnNumber: Sendable, Hashable {
    /// The name stored with it; nil without one.
    public let name: String?
    /// The number as stored, often in national form.
    public let number: String
    /// The type of address: 145 international, 129 unknown, 161 national.
    public let type: Int?

    /// Reads a line `+CNUM: "name","+15145550101",145`; nil for any other line and for an empty number.
    public init?(_ line: some StringProtocol) {
        let line = ATFields(line)
        guard line.name == "+CNUM", let number = line.text(1) else {
            return nil
        }
        self.name = line.text(0)
        self.number = TextCoding.number(number)
        self.type = line.number(2)
    }
}
