/// Decimal numbers as a TOML file writes them.
enum DecimalLiteral {
    /// The number without plus sign, underscores, exponent and extra zeros: `1_000.50` becomes `1000.5`.
    ///
    /// `2e-2` becomes `0.02`. Nil for anything that is not a number, such as `inf`, and for exponents beyond any amount
    /// of money.
    static func plain(_ literal: String) -> String? {
        var digits = Array(literal.utf8.filter { $0 != UInt8(ascii: "_") })
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
        var shift = 0
        if let mark = digits.firstIndex(where: { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }) {
            guard let exponent = Int(String(decoding: digits[(mark + 1)...], as: UTF8.self)), abs(exponent) <= 30
            else { return nil }
            shift = exponent
            digits.removeSubrange(mark...)
        }
        let halves = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard halves.count <= 2, halves.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }) else { return nil }
        var whole = Array(halves[0])
        var fraction = halves.count == 2 ? Array(halves[1]) : []
        for _ in 0..<max(0, shift) { whole.append(fraction.isEmpty ? zero : fraction.removeFirst()) }
        for _ in 0..<max(0, -shift) { fraction.insert(whole.popLast() ?? zero, at: 0) }
        while fraction.last == zero { fraction.removeLast() }
        while whole.first == zero, whole.count > 1 { whole.removeFirst() }
        if whole.isEmpty { whole = [zero] }
        return (isNegative ? "-" : "") + String(decoding: whole, as: UTF8.self)
            + (fraction.isEmpty ? "" : "." + String(decoding: fraction, as: UTF8.self))
    }

    private static let zero = UInt8(ascii: "0")

    private static func isDigit(_ octet: UInt8) -> Bool {
        (zero...UInt8(ascii: "9")).contains(octet)
    }
}
