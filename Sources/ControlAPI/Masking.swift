/// Masks numbers where the whole number is not needed.
public enum Masking {
    /// A number with its middle hidden: `+1514•••••01`; names and short codes are returned as they are.
    ///
    /// The first five and last two characters stay; of fewer than ten characters, only the last two.
    public static func masked(_ sender: String) -> String {
        guard isNumber(sender) else { return sender }
        let kept = sender.count < 10 ? 0 : 5
        let hidden = max(0, sender.count - kept - 2)
        return "\(sender.prefix(kept))\(String(repeating: "•", count: hidden))\(sender.suffix(2))"
    }

    /// The last four digits of an ICCID or IMEI, as printed on the card.
    public static func lastDigits(_ number: String) -> String { String(number.suffix(4)) }

    /// The same, with an ellipsis in front.
    public static func tail(_ number: String) -> String { "…" + lastDigits(number) }

    /// A sentence, such as one for the log, with every number in it masked.
    ///
    /// Numbers are: a `+` with at least five digits, with or without spaces, full stops, hyphens, slashes and brackets
    /// between them; the number of a SIM or a modem; a national number of at least eight digits.
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

    /// The characters of an address in 3GPP TS 23.040 9.1.2.3, apart from letters.
    private static let dialled = Set("0123456789*#".utf8)
}
