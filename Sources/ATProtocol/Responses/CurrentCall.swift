/// One call of the answer to `AT+CLCC` (3GPP TS 27.007 clause 7.18).
public struct CurrentCall: Sendable, Hashable {
    /// The number of the call in this modem, from 1 on.
    public let index: Int
    /// The call is incoming.
    public let isIncoming: Bool
    /// 0 active, 1 held, 2 dialling, 3 alerting, 4 incoming, 5 waiting, 6 ended (some manufacturers).
    public let status: Int
    /// 0 voice, 1 data, 2 fax, 9 unknown.
    public let mode: Int
    /// The other side's number; nil when it is not known.
    public let number: String?
    /// The type of address: 145 international, 129 unknown, 161 national.
    public let type: Int?

    /// Reads a line `+CLCC: 1,1,4,0,0,"+15145550199",145`; nil for any other line.
    public init?(_ line: some StringProtocol) {
        let line = ATFields(line)
        guard line.name == "+CLCC", let index = line.number(0), let direction = line.number(1),
            let status = line.number(2), let mode = line.number(3)
        else {
            return nil
        }
        self.index = index
        self.isIncoming = direction == 1
        self.status = status
        self.mode = mode
        self.number = line.text(5).map(TextCoding.number)
        self.type = line.number(6)
    }
}
