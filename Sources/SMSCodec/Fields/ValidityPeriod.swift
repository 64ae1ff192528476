import Vocabulary

/// How long the service centre tries to deliver (3GPP TS 23.040 9.2.3.12).
public enum ValidityPeriod: Hashable, Sendable {
    /// A span, in the steps of 9.2.3.12.1.
    case relative(UInt8)
    /// A date.
    case absolute(ServiceCentreTimestamp)
    /// The seven octets of the enhanced format, uninterpreted.
    case enhanced([UInt8])

    /// The longest span that is not longer than `minutes`.
    ///
    /// Throws `.outOfRange` below 5 minutes and above 63 weeks, which cannot be coded.
    public init(minutes: Int) throws(PDUError) {
        guard (5...Self.weeks(63)).contains(minutes) else {
            throw PDUError(
                .outOfRange, field: "validity",
                message: "a validity is 5 to \(Self.weeks(63)) minutes, not \(minutes)")
        }
        let code =
            switch minutes {
            case ...Self.hours(12): minutes / 5 - 1
            case ..<Self.days(2): min(167, 143 + (minutes - Self.hours(12)) / 30)
            case ..<Self.weeks(5): min(196, 166 + minutes / Self.days(1))
            default: 192 + minutes / Self.weeks(1)
            }
        self = .relative(UInt8(clamping: code))
    }

    /// The span in minutes; nil for a date and for the enhanced format.
    public var minutes: Int? {
        guard case .relative(let code) = self else { return nil }
        let steps = Int(code)
        return switch code {
        case 0...143: (steps + 1) * 5
        case 144...167: Self.hours(12) + (steps - 143) * 30
        case 168...196: Self.days(steps - 166)
        default: Self.weeks(steps - 192)
        }
    }

    private static func hours(_ count: Int) -> Int { count * 60 }
    private static func days(_ count: Int) -> Int { count * 1440 }
    private static func weeks(_ count: Int) -> Int { count * 10_080 }
}

// MARK: Octets

extension ValidityPeriod {
    /// The validity period format, two bits of the first octet (3GPP TS 23.040 9.2.3.3).
    var format: UInt8 {
        switch self {
        case .relative: 0b10
        case .absolute: 0b11
        case .enhanced: 0b01
        }
    }

    var octets: [UInt8] {
        switch self {
        case .relative(let code): [code]
        case .absolute(let date): date.semiOctets
        case .enhanced(let octets): octets
        }
    }

    /// Reads the period in a format; nil when there is none, or when its date is invalid.
    static func decode(
        _ reader: inout OctetReader, format: UInt8, field: String
    ) throws(PDUError) -> ValidityPeriod? {
        switch format {
        case 0b10: return .relative(try reader.octet(field))
        case 0b11:
            let octets = try reader.take(ServiceCentreTimestamp.size, field)
            return ServiceCentreTimestamp(semiOctets: octets).map { .absolute($0) }
        case 0b01: return .enhanced(Array(try reader.take(7, field)))
        default: return nil
        }
    }
}
