/// How a number is shown where nobody needs the whole of it.
public enum Masking {
    /// A number with its middle hidden: `+1514•••••01`; names and short codes are returned as they are.
    ///
    /// The first five characters and the last two stay, under ten characters only the last two.
    public static func masked(_ sender: String) -> String {
        guard isNumber(sender) else { return sender }
        let kept = sender.count < 10 ? 0 : 5
        let hidden = max(0, sender.count - kept - 2)
        return "\(sender.prefix(kept))\(String(repeating: "•", count: hidden))\(sender.suffix(2))"
    }

    /// Digits after a `+`, or more digits than a short code has.
    private static func isNumber(_ sender: String) -> Bool {
        let digits = sender.utf8.drop { $0 == UInt8(ascii: "+") }
        guard !digits.isEmpty, digits.allSatisfy({ dialled.contains($0) }) else { return false }
        return sender.utf8.first == UInt8(ascii: "+") || digits.count > 8
    }

    /// What an address of 3GPP TS 23.040 9.1.2.3 may hold beside letters.
    private static let dialled = Set("0123456789*#".utf8)
}
