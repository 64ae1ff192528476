/// A code that queries the network's service menu (USSD), such as `*123#`; it cannot be a telephone number.
///
/// It consists of `*`, `#` and digits, and ends in `#` (3GPP TS 22.030 6.5.2): a number that a phone calls never ends
/// so. Codes of supplementary services (annex B there) are refused, because they forward or bar calls and change
/// passwords.
public struct ServiceCode: Hashable, Sendable {
    /// The code as it is written to the network.
    public let text: String

    /// Why a text is not a code that may be sent.
    public enum Fault: Error, Hashable, Sendable {
        /// It does not have the form of a code.
        case form
        /// It changes a supplementary service.
        case changesService
    }

    /// The longest accepted code: no menu needs more, though one message holds 182 characters (3GPP TS 23.038 5).
    public static let longest = 64

    /// Checks that a text is a code that may be sent.
    public init(_ text: String) throws(Fault) {
        let octets = Array(text.utf8)
        guard let first = octets.first, first == Self.star || first == Self.hash, octets.last == Self.hash,
            (3...Self.longest).contains(octets.count),
            octets.allSatisfy({ (0x30...0x39).contains($0) || $0 == Self.star || $0 == Self.hash }),
            octets.contains(where: { (0x30...0x39).contains($0) })
        else { throw .form }
        let service = String(
            decoding: octets.drop { $0 == Self.star || $0 == Self.hash }.prefix { (0x30...0x39).contains($0) },
            as: UTF8.self)
        guard !Self.services.contains(service) else { throw .changesService }
        self.text = text
    }

    private static let star = UInt8(ascii: "*")
    private static let hash = UInt8(ascii: "#")

    /// Forwarding, barring, waiting, presentation, passwords and PINs (3GPP TS 22.030 annex B and 6.6.2), IMEI.
    private static let services: Set<String> = [
        "21", "61", "62", "67", "002", "004", "33", "331", "332", "35", "351", "330", "333", "353", "43", "30", "31",
        "76", "77", "300", "66", "37", "60", "75", "03", "04", "042", "05", "052", "06",
    ]
}
