/// An amount of money in millionths of the currency unit, never in binary floating point.
///
/// Arithmetic saturates at the ends of the range.
public struct Money: Hashable, Comparable, Sendable, Codable {
    /// Millionths of the currency unit.
    public var micros: Int64

    /// An amount in millionths of the currency unit.
    public init(micros: Int64) {
        self.micros = micros
    }

    /// Nothing.
    public static let zero = Money(micros: 0)

    /// The largest amount that a configuration may contain: a thousand million units.
    public static let limit = Money(micros: 1_000_000_000 * 1_000_000)

    /// Reads a plain decimal such as `0.02`, `-3` or `1000.00`.
    ///
    /// Nil for anything else, for more than six decimals, or beyond ``limit``.
    public init?(decimal text: String) {
        var digits = text.utf8[...]
        let negative = digits.first == UInt8(ascii: "-")
        if negative { digits = digits.dropFirst() }
        let halves = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard let whole = halves.first, halves.count <= 2, (1...10).contains(whole.count) else { return nil }
        let fraction = halves.count == 2 ? halves[1] : ""[...].utf8[...]
        guard halves.count == 1 || (1...6).contains(fraction.count) else { return nil }
        var value: Int64 = 0
        for digit in whole {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int64(digit - UInt8(ascii: "0"))
        }
        for digit in fraction {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int64(digit - UInt8(ascii: "0"))
        }
        for _ in fraction.count..<6 { value *= 10 }
        guard value <= Money.limit.micros else { return nil }
        micros = negative ? -value : value
    }

    /// The amount as a plain decimal with at least two decimals: `0.02`, `1000.00`, `0.0065`.
    public var decimal: String {
        let magnitude = micros.magnitude
        var fraction = String(magnitude % 1_000_000)
        fraction = String(repeating: "0", count: 6 - fraction.count) + fraction
        while fraction.count > 2, fraction.last == "0" { fraction.removeLast() }
        return (micros < 0 ? "-" : "") + String(magnitude / 1_000_000) + "." + fraction
    }

    /// Whether `lhs` is less than `rhs`.
    public static func < (lhs: Money, rhs: Money) -> Bool { lhs.micros < rhs.micros }
    /// The sum of two amounts.
    public static func + (lhs: Money, rhs: Money) -> Money { Money(micros: lhs.micros.adding(rhs.micros)) }
    /// The difference of two amounts.
    public static func - (lhs: Money, rhs: Money) -> Money { Money(micros: lhs.micros.subtracting(rhs.micros)) }
    /// An amount multiplied by `count`.
    public static func * (lhs: Money, count: Int) -> Money {
        Money(micros: lhs.micros.multiplied(by: Int64(count)))
    }
}
