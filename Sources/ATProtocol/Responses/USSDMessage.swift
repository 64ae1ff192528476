/// A text of the network's service menu, `+CUSD` (3GPP TS 27.007 clause 7.15).
public struct USSDMessage: Sendable, Hashable {
    /// 0 ended, 1 the network waits for an answer, 2 ended by the network, 3 other client, 4 not supported, 5 time-out.
    public let status: Int
    /// The text as the modem printed it; nil without one.
    public let text: String?
    /// The coding scheme (3GPP TS 23.038 clause 5); nil when it is absent.
    public let dcs: Int?

    /// The text, decoded from hexadecimal UCS-2 if the coding scheme says so.
    public var readableText: String? {
        guard let text, let dcs, Self.isUCS2(dcs) else {
            return text
        }
        return text.hexadecimalUCS2 ?? text
    }

    /// Reads a whole indication, which may hold line breaks and quotes inside its text; nil for any other text.
    public init?(_ line: some StringProtocol) {
        guard let name = ATFields.name(of: line), name == "+CUSD" else {
            return nil
        }
        let rest = line[name.endIndex...].dropFirst()
        guard let status = rest.prefix(while: { $0 != "," }).trimmed.decimal else {
            return nil
        }
        self.status = status
        guard let open = rest.firstIndex(of: "\"") else {
            text = nil
            dcs = nil
            return
        }
        let close = Self.closingQuote(rest) ?? rest.endIndex
        text = String(rest[rest.index(after: open)..<close])
        dcs = close < rest.endIndex ? rest[rest.index(after: close)...].drop { $0 == "," || $0 == " " }.decimal : nil
    }

    static func begins(_ line: some StringProtocol) -> Bool {
        ATFields.name(of: line) == "+CUSD"
    }

    /// Whether the text has ended: it has no quote at all, or its last quote ends it.
    static func isComplete(_ text: some StringProtocol) -> Bool {
        text.firstIndex(of: "\"") == nil || closingQuote(text) != nil
    }

    /// The quote that ends the text: the last one, followed only by the coding scheme.
    private static func closingQuote<Text: StringProtocol>(_ text: Text) -> Text.Index? {
        guard let open = text.firstIndex(of: "\""), let close = text.lastIndex(of: "\""), open < close else {
            return nil
        }
        let behind = text[text.index(after: close)...].trimmed
        guard !behind.isEmpty else {
            return close
        }
        let scheme = behind.dropFirst().trimmed
        return behind.utf8.first == UInt8(ascii: ",") && (scheme.isEmpty || scheme.isDecimal) ? close : nil
    }

    /// The groups of 3GPP TS 23.038 clause 5 that hold 16-bit characters.
    private static func isUCS2(_ dcs: Int) -> Bool {
        dcs == 0x11 || (dcs & 0xC0 == 0x40 && dcs & 0x0C == 0x08)
    }
}
