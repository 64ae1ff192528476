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

    /// The last four digits of what identifies a SIM or a modem, as printed on the card.
    public static func lastDigits(_ number: String) -> String { String(number.suffix(4)) }

    /// The same, with a sign that there are more.
    public static func tail(_ number: String) -> String { "…" + lastDigits(number) }

    /// A sentence, such as one for the log, with every number in it masked: a `+` and at least five digits, a SIM's or a
    /// modem's number, a national one of at least eight digits; spaces, points, hyphens and brackets may stand in a `+` one.
    public static func maskedText(_ text: String) -> String {
        var shown = ""
        var rest = text.unicodeScalars[...]
        while let first = rest.first {
            let isPlus = first == "+"
            guard isPlus || isDigit(first) else {
                shown.unicodeScalars.append(first)
                rest = rest.dropFirst()
                continue
            }
            var number = String.UnicodeScalarView()
            var end = rest.startIndex
            for index in rest.indices {
                let scalar = rest[index]
                let isFirstPlus = isPlus && index == rest.startIndex
                if isFirstPlus || isDigit(scalar) {
                    number.append(scalar)
                    end = rest.index(after: index)
                } else if !isPlus || !separators.contains(scalar) {
                    break
                }
            }
            let digits = number.count - (isPlus ? 1 : 0)
            if digits >= (isPlus ? 5 : 8) {
                let kept = digits > 10 ? 5 : 0
                let hidden = String(repeating: "•", count: number.count - kept - 2)
                shown += String(number.prefix(kept)) + hidden + String(number.suffix(2))
            } else {
                shown += String(rest[..<end])
            }
            rest = rest[end...]
        }
        return shown
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static let separators: Set<Unicode.Scalar> = [" ", ".", "-", "(", ")", "/"]

    /// Digits after a `+`, or more digits than a short code has.
    private static func isNumber(_ sender: String) -> Bool {
        let digits = sender.utf8.drop { $0 == UInt8(ascii: "+") }
        guard !digits.isEmpty, digits.allSatisfy({ dialled.contains($0) }) else { return false }
        return sender.utf8.first == UInt8(ascii: "+") || digits.count > 8
    }

    /// What an address of 3GPP TS 23.040 9.1.2.3 may hold beside letters.
    private static let dialled = Set("0123456789*#".utf8)
}
