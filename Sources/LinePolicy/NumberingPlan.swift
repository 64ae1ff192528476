/// What kind of number a range of a numbering plan holds.
public enum RangeClass: String, Hashable, Sendable {
    /// Fixed, mobile, toll-free and the like: answering costs what any reply costs.
    case ordinary
    /// A premium range, or a 976 exchange of +1.
    case premium
    /// A range whose price is shared with the caller.
    case sharedCost
    /// A personal number, which forwards at a price of its own.
    case personal
    /// A satellite telephone.
    case satellite
}

/// The numbering plans of the countries a line may be in, as far as a reply needs them.
///
/// The ranges are generated from libphonenumber's metadata; `docs/numbering.md` says how and where the reading differs.
public enum NumberingPlan {
    /// The class of a number (E.164 with its `+`) in the plan of `country`; nil when it is no full number of it.
    public static func rangeClass(of number: String, in country: Country) -> RangeClass? {
        guard let digits = digits(of: number, after: country.callingCode) else { return nil }
        let range = ranges.first { $0.countries.contains(country) && $0.holds(digits, of: country.callingCode) }
        guard let range else { return nil }
        if range.rangeClass == .ordinary, isPremiumExchange(digits, of: country.callingCode) { return .premium }
        return range.rangeClass
    }

    /// Whether `digits` are a full number behind `callingCode`, in whichever country or island shares that code.
    static func isFull(_ digits: some StringProtocol, of callingCode: String) -> Bool {
        guard let digits = values(of: digits) else { return false }
        return ranges.contains { $0.holds(digits, of: callingCode) }
    }

    /// NPA-976-XXXX is a pay-per-call line wherever the area code is.
    private static func isPremiumExchange(_ digits: [UInt8], of callingCode: String) -> Bool {
        callingCode == "1" && digits.count == 10 && digits[3...5].elementsEqual([9, 7, 6])
    }

    private static func digits(of number: String, after callingCode: String) -> [UInt8]? {
        let prefix = "+" + callingCode
        guard number.utf8.starts(with: prefix.utf8) else { return nil }
        return values(of: String(decoding: number.utf8.dropFirst(prefix.utf8.count), as: UTF8.self))
    }

    /// The values of ASCII digits; nil for any other character, for none and for more than E.164 allows.
    private static func values(of text: some StringProtocol) -> [UInt8]? {
        guard (1...15).contains(text.utf8.count) else { return nil }
        var values: [UInt8] = []
        for byte in text.utf8 {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            values.append(byte - UInt8(ascii: "0"))
        }
        return values
    }
}

extension Country {
    /// The country whose plan holds the number as an ordinary one; of several (+1 800) the first.
    ///
    /// Nil for a number of another country, an incomplete number, and a range that is never answered.
    public init?(number: String) {
        let country = Country.allCases.first { NumberingPlan.rangeClass(of: number, in: $0) == .ordinary }
        guard let country else { return nil }
        self = country
    }

    /// The E.164 country code, without a `+`.
    var callingCode: String {
        switch self {
        case .canada, .unitedStates: "1"
        case .france: "33"
        case .belgium: "32"
        case .switzerland: "41"
        case .unitedKingdom: "44"
        }
    }

    /// The digit dialled before a national number.
    var trunkPrefix: String { callingCode == "1" ? "1" : "0" }

    /// The digits dialled before an international number.
    var dialPrefix: String { callingCode == "1" ? "011" : "00" }
}
