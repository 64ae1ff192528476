import Foundation
import Vocabulary

/// A moment with the zone offset for display; RFC 3339 in JSON, to the millisecond.
public struct ZonedTime: Hashable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public let milliseconds: Int64
    /// Seconds east of UTC, whole minutes.
    public let offset: Int

    /// The years that four digits can write, in milliseconds.
    private static let range = -62_135_596_800_000...253_402_214_400_000 as ClosedRange<Int64>
    private static let dayLength: Int64 = 86_400_000

    /// A moment at a fixed offset; both are clamped to the range of RFC 3339.
    public init(milliseconds: Int64, offset: Int = 0) {
        self.milliseconds = min(max(milliseconds, Self.range.lowerBound), Self.range.upperBound)
        self.offset = min(max(offset, -86_340), 86_340) / 60 * 60
    }

    /// A moment in a time zone, by the rules of that zone at that moment.
    public init(milliseconds: Int64, in zone: TimeZone) {
        let date = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
        self.init(milliseconds: milliseconds, offset: zone.secondsFromGMT(for: date))
    }

    /// `2026-11-25T10:12:03.120-05:00`.
    public var rfc3339: String {
        let minutes = abs(offset) / 60
        let zone = (offset < 0 ? "-" : "+") + padded(minutes / 60, 2) + ":" + padded(minutes % 60, 2)
        let fraction = Int((milliseconds % 1000 + 1000) % 1000)
        return "\(day)T\(clock).\(padded(fraction, 3))\(zone)"
    }

    /// `2026-11-25` at the offset.
    public var day: String {
        CivilDate.text(daysSince1970: Int(days))
    }

    /// `10:12:03` at the offset.
    public var clock: String {
        let seconds = Int((local - days * Self.dayLength) / 1000)
        return padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":" + padded(seconds % 60, 2)
    }

    private var local: Int64 { milliseconds + Int64(offset) * 1000 }

    private var days: Int64 { floorDivided(local, by: Self.dayLength) }
}

extension ZonedTime: Codable {
    /// Reads RFC 3339.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let time = ZonedTime(rfc3339: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a time in RFC 3339")
        }
        self = time
    }

    /// Writes RFC 3339.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rfc3339)
    }
}

private func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

private func floorDivided(_ value: Int64, by divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
}
