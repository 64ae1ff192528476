/// Numbers of one length and class in a numbering plan.
struct NumberRange: Sendable {
    /// The E.164 country code, without a `+`.
    let callingCode: String
    /// The countries whose plan holds the range; none for regions that only share the calling code.
    let countries: [Country]
    /// What the range holds.
    let rangeClass: RangeClass
    /// The number of digits after the calling code.
    let length: Int
    /// How the numbers begin: templates separated by white space.
    ///
    /// A digit stands for itself, `[2-57]` for one of 2, 3, 4, 5 and 7, `x` for any; what follows may be any digits.
    let templates: String

    init(
        _ callingCode: String, _ countries: [Country], _ rangeClass: RangeClass, length: Int, _ templates: String
    ) {
        self.callingCode = callingCode
        self.countries = countries
        self.rangeClass = rangeClass
        self.length = length
        self.templates = templates
    }

    /// Whether the digit values after a calling code are a number of this range.
    func holds(_ digits: [UInt8], of callingCode: String) -> Bool {
        guard digits.count == length, callingCode == self.callingCode else { return false }
        var bytes = templates.utf8.makeIterator()
        var place = 0
        var fits = true
        while let byte = bytes.next() {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\n"):
                if fits, place > 0 { return true }
                place = 0
                fits = true
                continue
            case UInt8(ascii: "x"):
                break
            case UInt8(ascii: "["):
                let allowed = Self.digitClass(&bytes)
                fits = fits && place < length && allowed & (1 << UInt16(digits[place])) != 0
            default:
                fits = fits && place < length && byte == UInt8(ascii: "0") + digits[place]
            }
            place += 1
        }
        return fits && place > 0
    }

    /// The digits of a class up to its `]`, one bit each.
    private static func digitClass(_ bytes: inout String.UTF8View.Iterator) -> UInt16 {
        var allowed: UInt16 = 0
        var last: UInt16 = 0
        var isRun = false
        while let byte = bytes.next(), byte != UInt8(ascii: "]") {
            guard byte != UInt8(ascii: "-") else {
                isRun = true
                continue
            }
            let digit = UInt16(byte &- UInt8(ascii: "0"))
            for each in (isRun ? min(last, digit) : digit)...digit { allowed |= 1 << each }
            last = digit
            isRun = false
        }
        return allowed
    }
}
