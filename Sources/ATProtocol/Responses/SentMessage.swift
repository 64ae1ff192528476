/// The answer to `AT+CMGS` for a message that the network accepted (3GPP TS 27.005 clause 4.3).
public struct SentMessage: Sendable, Hashable {
    /// The message reference, 0 to 255.
    public let reference: Int

    /// Reads the information lines of the answer; nil when none is `+CMGS: n`.
    public init?(lines: [String]) {
        for line in lines {
            let fields = ATFields(line)
            if fields.name == "+CMGS", let reference = fields.number(0), (0...255).contains(reference) {
                self.reference = reference
                return
            }
        }
        return nil
    }
}
