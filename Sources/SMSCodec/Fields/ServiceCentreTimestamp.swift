import Vocabulary

/// A date and time with its own offset from UTC (3GPP TS 23.040 9.2.3.11).
public struct ServiceCentreTimestamp: Hashable, Sendable {
    /// The year; PDUs hold two digits, 90 to 99 are read as 1990 to 1999.
    public let year: Int
    /// The month, 1 to 12.
    public let month: Int
    /// The day of the month, from 1.
    public let day: Int
    /// The hour, 0 to 23.
    public let hour: Int
    /// The minute, 0 to 59.
    public let minute: Int
    /// The second, 0 to 59.
    public let second: Int
    /// The offset from UTC in quarters of an hour, -79 to 79.
    public let quarterHours: Int

    /// A local time with its offset; nil when it is not a valid date of 1990 to 2089.
    public init?(
        year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, quarterHours: Int
    ) {
        guard
            (1990...2089).contains(year), (1...12).contains(month), (1...Self.days(of: month, year)).contains(day),
            (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second),
            (-79...79).contains(quarterHours)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.quarterHours = quarterHours
    }

    /// The instant `unixSeconds` seconds after 1970 at the given offset; nil outside 1990 to 2089.
    public init?(unixSeconds: Int64, quarterHours: Int = 0) {
        guard (0...4_000_000_000).contains(unixSeconds), (-79...79).contains(quarterHours) else { return nil }
        let local = Int(unixSeconds) + quarterHours * 900
        let (days, time) = local.quotientAndRemainder(dividingBy: 86_400)
        let date = CivilDate.date(daysSince1970: days)
        self.init(
            year: date.year, month: date.month, day: date.day, hour: time / 3600, minute: time / 60 % 60,
            second: time % 60, quarterHours: quarterHours)
    }

    /// Seconds since 1970 in UTC.
    public var unixSeconds: Int64 {
        let days = CivilDate.daysSince1970(year: year, month: month, day: day)
        return Int64(days * 86_400 + hour * 3600 + minute * 60 + second - quarterHours * 900)
    }

    /// The time as RFC 3339 writes it, with its own offset: `2007-06-05T13:56:30+00:00`.
    public var rfc3339: String {
        let offset = quarterHours.magnitude
        let ascii: [UInt8] =
            Self.two(year / 100) + Self.two(year % 100) + [UInt8(ascii: "-")] + Self.two(month) + [UInt8(ascii: "-")]
            + Self.two(day) + [UInt8(ascii: "T")] + Self.two(hour) + [UInt8(ascii: ":")] + Self.two(minute)
            + [UInt8(ascii: ":")] + Self.two(second) + [UInt8(ascii: quarterHours < 0 ? "-" : "+")]
            + Self.two(Int(offset / 4)) + [UInt8(ascii: ":")] + Self.two(Int(offset % 4) * 15)
        return String(decoding: ascii, as: UTF8.self)
    }

    private static func two(_ value: Int) -> [UInt8] {
        [UInt8(ascii: "0") + UInt8(value / 10 % 10), UInt8(ascii: "0") + UInt8(value % 10)]
    }

    private static func days(of month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

// MARK: Semi-octets

extension ServiceCentreTimestamp {
    /// Octets in a PDU.
    static let size = 7
    /// The octets written when there is no date.
    static let none = [UInt8](repeating: 0, count: size)

    /// Reads seven octets of swapped digits; nil when they are not a valid date.
    init?(semiOctets octets: ArraySlice<UInt8>) {
        guard octets.count == Self.size, let zone = octets.last else { return nil }
        var fields: [Int] = []
        fields.reserveCapacity(Self.size)
        for octet in octets.dropLast() {
            guard octet & 0xF < 10, octet >> 4 < 10 else { return nil }
            fields.append(Int(octet & 0xF) * 10 + Int(octet >> 4))
        }
        // The sign is the top bit of the tens digit (9.2.3.11).
        let isNegative = zone & 0x08 != 0
        guard zone >> 4 < 10 else { return nil }
        let quarters = Int(zone & 0x07) * 10 + Int(zone >> 4)
        self.init(
            year: fields[0] < 90 ? 2000 + fields[0] : 1900 + fields[0], month: fields[1], day: fields[2],
            hour: fields[3], minute: fields[4], second: fields[5], quarterHours: isNegative ? -quarters : quarters)
    }

    /// The seven octets of swapped digits.
    var semiOctets: [UInt8] {
        let digits = [year % 100, month, day, hour, minute, second].map { UInt8($0 / 10) | UInt8($0 % 10) << 4 }
        let quarters = Int(quarterHours.magnitude)
        let sign: UInt8 = quarterHours < 0 ? 0x08 : 0
        return digits + [UInt8(quarters / 10) | sign | UInt8(quarters % 10) << 4]
    }
}
