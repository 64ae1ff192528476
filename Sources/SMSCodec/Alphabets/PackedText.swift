/// Text in the GSM 7 bit alphabet, packed into octets as in USSD (3GPP TS 23.038 6.1.2.3).
public enum PackedText {
    /// The octets of a text; nil when a character is not in the alphabet.
    ///
    /// If seven bits remain at the end, a CR fills them, so that they are not read as `@`.
    public static func octets(of text: String) -> [UInt8]? {
        guard var septets = try? GSM7.septets(of: text, field: "text") else { return nil }
        if septets.count % 8 == 7 { septets.append(0x0D) }
        return Septets.pack(septets)
    }

    /// The text of octets, without the CR that fills the end.
    public static func text(of octets: [UInt8]) -> String {
        var septets = Septets.unpack(octets[...], count: octets.count * 8 / 7)
        if septets.count.isMultiple(of: 8), let last = septets.last, last == 0x0D || last == 0 { septets.removeLast() }
        return GSM7.text(of: septets)
    }

    /// The text of septets that a modem prints one to an octet.
    public static func text(ofSeptets septets: [UInt8]) -> String { GSM7.text(of: septets) }
}
