/// Whether a second call may knock, of the answer to `AT+CCWA=1,2` (3GPP TS 27.007 clause 7.12).
public struct CallWaitingStatus: Sendable, Hashable {
    /// The service is on.
    public let isEnabled: Bool
    /// The classes of calls it is on for, a sum of 1 voice, 2 data, 4 fax...; nil when the modem does not say.
    public let classes: Int?

    /// Reads a line `+CCWA: 0,255`; nil for any other line, and for the announcement of a call.
    public init?(_ line: some StringProtocol) {
        let line = ATFields(line)
        guard line.name == "+CCWA", let status = line[0], !status.isQuoted, let value = status.text.decimal,
            (0...1).contains(value)
        else {
            return nil
        }
        isEnabled = value == 1
        classes = line.number(1)
    }
}
