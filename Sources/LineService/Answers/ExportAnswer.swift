import EventStore
import Evidence
import Vocabulary

/// The answer to one contact, built while its events are read: their rows are encoded at once.
struct ExportAnswer: Sendable {
    /// The cost in the newest event that has one.
    private(set) var cost: JSONValue = .null
    /// The positions of its events in the log.
    private(set) var indices: [Int] = []
    private var text: JSONValue = .null
    private var outcome: JSONValue = .null
    private var at: JSONValue = .null
    private var events: [UInt8] = []

    /// Takes the next event, and its row with closed commitments.
    mutating func take(_ event: LoggedEvent, _ closed: Details) {
        var row = closed
        if event.kind == .replyPlanned, case .open(let what, let salt) = event.what {
            text = what.text.map { .string($0) } ?? .null
            row["text"] = text
            row["details"] = .object(what.details)
            row["what_salt"] = .string(Hex.text(salt))
            row["pdu"] = .null
            row["data"] = .null
        }
        if let cost = event.cost { self.cost = .string(cost.decimal) }
        (outcome, at) = (row["kind"] ?? .null, row["at"] ?? .null)
        if !events.isEmpty { events.append(UInt8(ascii: ",")) }
        events += row.canonicalOctets
        indices.append(event.index)
    }

    /// The object in the canonical form of RFC 8785.
    var octets: [UInt8] {
        Array("{\"at\":\(at.canonical),\"events\":[".utf8) + events
            + Array("],\"outcome\":\(outcome.canonical),\"text\":\(text.canonical)}".utf8)
    }
}
