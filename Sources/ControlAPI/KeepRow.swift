import Foundation
import Vocabulary

/// What `keep --json` prints.
public struct KeepsAnswer: Codable, Equatable, Sendable {
    /// The keeps, the first to end first.
    public var keeps: [KeepRow]

    /// A list of keeps.
    public init(keeps: [KeepRow]) {
        self.keeps = keeps
    }
}

/// A person whose contacts are kept longer than those of others.
public struct KeepRow: Codable, Equatable, Sendable {
    /// The number, masked; nil once it is forgotten.
    @Nullable public var number: String?
    /// `s-` and 16 hex digits, stable on this box.
    public var senderID: String
    /// Since when.
    public var at: ZonedTime
    /// Until when; then they are erased.
    public var until: ZonedTime
    /// Why, in the operator's words.
    @Nullable public var why: String?
    /// How many events of this person still have their text or octets.
    public var contents: Int

    enum CodingKeys: String, CodingKey {
        case number, at, until, why, contents
        case senderID = "sender_id"
    }

    /// Makes a keep.
    public init(number: String?, senderID: String, at: ZonedTime, until: ZonedTime, why: String?, contents: Int) {
        self.number = number
        self.senderID = senderID
        self.at = at
        self.until = until
        self.why = why
        self.contents = contents
    }
}

/// Keeps a person's contacts.
public struct KeepRequest: Codable, Equatable, Sendable {
    /// Whose.
    public var number: PersonName
    /// Until when.
    public var until: KeepDate
    /// Why, in the operator's words.
    @Nullable public var why: String?

    /// Makes a request.
    public init(number: PersonName, until: KeepDate, why: String?) {
        self.number = number
        self.until = until
        self.why = why
    }
}

/// Ends a keep.
public struct KeepEndRequest: Codable, Equatable, Sendable {
    /// Whose.
    public var number: PersonName

    /// Makes a request for a person.
    public init(number: PersonName) {
        self.number = number
    }
}

/// The answer to a ``KeepEndRequest``.
public struct KeepEndAnswer: Codable, Equatable, Sendable {
    /// False = there was no keep.
    public var wasKept: Bool

    enum CodingKeys: String, CodingKey {
        case wasKept = "was_kept"
    }

    /// Makes an answer.
    public init(wasKept: Bool) {
        self.wasKept = wasKept
    }
}

/// The end of a keep: a day, which counts to its end, or a moment; in the service's zone unless it has its own.
public struct KeepDate: Hashable, Sendable {
    /// As it was written.
    public let text: String
    /// The moment; without a zone, as if the zone were UTC.
    private let read: ZonedTime
    private let hasZone: Bool
    private let isDay: Bool

    /// Reads `2027-01-31`, `2027-01-31T18:00:00` or `2027-01-31T18:00:00-05:00`.
    public init(_ text: String) throws(ControlError) {
        self.text = text
        if let moment = ZonedTime(rfc3339: text) {
            (read, hasZone, isDay) = (moment, true, false)
        } else if let moment = ZonedTime(rfc3339: text + "Z") {
            (read, hasZone, isDay) = (moment, false, false)
        } else if let day = ZonedTime(rfc3339: text + "T00:00:00Z") {
            (read, hasZone, isDay) = (day, false, true)
        } else {
            throw ControlError(
                .usage, "this is no day and no time", hint: "write 2027-01-31, or 2027-01-31T18:00:00-05:00")
        }
    }

    /// The moment it means in a time zone.
    public func moment(in zone: TimeZone) -> ZonedTime {
        if hasZone { return ZonedTime(milliseconds: read.milliseconds, in: zone) }
        var (calendar, local) = (Calendar(identifier: .gregorian), Calendar(identifier: .gregorian))
        calendar.timeZone = .gmt
        local.timeZone = zone
        let written = Date(timeIntervalSince1970: Double(read.milliseconds) / 1000)
        var parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: written)
        if isDay { parts.day = (parts.day ?? 1) + 1 }
        let date = local.date(from: parts) ?? written
        return ZonedTime(milliseconds: Int64(date.timeIntervalSince1970.rounded()) * 1000, in: zone)
    }
}

extension KeepDate: Codable {
    /// Reads and checks a date.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            try self.init(container.decode(String.self))
        } catch let error as ControlError {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.message)
        }
    }

    /// Writes the original text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
