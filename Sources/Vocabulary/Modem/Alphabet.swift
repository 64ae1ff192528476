/// The coding of the characters of a message (3GPP TS 23.038 4), the `alphabet` of JSON.
public enum Alphabet: String, Hashable, Sendable, CaseIterable {
    /// The GSM 7 bit alphabet, with national tables where the header says so.
    case gsm7
    /// Octets that are not text.
    case eightBit = "8bit"
    /// UCS-2; phones write UTF-16 in it.
    case ucs2
}
