import Vocabulary

/// The permanent record of one event in the log.
///
/// It contains only commitments to the person and to the content: without the salts, which are erased with the content,
/// these reveal nothing. This form never changes, because existing leaves would no longer match their events.
public struct Leaf: Hashable, Sendable {
    /// Its position in the log, from 0, without gaps.
    public var index: Int
    /// The time of the box.
    public var at: Timestamp
    /// The id of the line; nil for events of the box.
    public var line: String?
    /// The kind of the event.
    public var kind: String
    /// Why it is not answered; nil = it is, or needs no answer.
    public var reason: String?
    /// The reply this is about.
    public var reply: Int64?
    /// The amount reserved or settled, as a decimal.
    public var cost: String?
    /// The permanent details: see ``facts(of:)``.
    public var facts: Details
    /// The commitment to the person; nil when there is none.
    public var who: TreeHash?
    /// The commitment to the content.
    public var what: TreeHash

    /// Makes a leaf.
    public init(
        index: Int, at: Timestamp, line: String?, kind: String, reason: String?, reply: Int64?, cost: String?,
        facts: Details, who: TreeHash?, what: TreeHash
    ) {
        self.index = index
        self.at = at
        self.line = line
        self.kind = kind
        self.reason = reason
        self.reply = reply
        self.cost = cost
        self.facts = facts
        self.who = who
        self.what = what
    }

    /// The canonical form of RFC 8785, written directly, because its names are already in order.
    public var canonical: String {
        "{\"at\":\(at.milliseconds),\"cost\":\(text(cost)),\"facts\":\(facts.canonical),\"index\":\(index),\"kind\":"
            + "\(text(kind)),\"line\":\(text(line)),\"reason\":\(text(reason)),\"reply\":"
            + "\(reply.map(String.init) ?? "null"),\"what\":\"\(what.hex)\",\"who\":\(text(who?.hex))}"
    }

    /// SHA-256(0x00 || canonical form).
    public var hash: TreeHash { .leaf(Array(canonical.utf8)) }

    /// Details with words of fixed sets, hashes and versions: no text from outside, and nothing that identifies a
    /// person.
    private static let factWords: Set<String> = [
        "state", "was", "ended_by", "action", "document", "root", "version", "scope", "limit", "cause",
    ]

    /// The details that are never erased: whole numbers, booleans, and words of fixed sets.
    public static func facts(of details: Details) -> Details {
        details.filter { name, value in
            switch value {
            case .integer, .bool: true
            case .string: factWords.contains(name)
            case .null, .array, .object: false
            }
        }
    }
}

/// The person of an event: the part of a leaf that is erased with the number.
public struct Who: Hashable, Sendable {
    /// The full number or name.
    public var number: String
    /// The number of contacts of this person up to and including this event: texts, calls and folded texts.
    public var n: Int
    /// The index of the previous contact; nil when there was none.
    public var previous: Int?

    /// Makes a person.
    public init(number: String, n: Int, previous: Int?) {
        self.number = number
        self.n = n
        self.previous = previous
    }

    /// SHA-256(salt || canonical form).
    public func commitment(salt: [UInt8]) -> TreeHash {
        let text =
            "{\"n\":\(n),\"number\":\(Evidence.text(number)),\"previous\":\(previous.map(String.init) ?? "null")}"
        return TreeHash(hashing: salt, Array(text.utf8))
    }
}

/// The content of an event: the part of a leaf that is erased with the text.
public struct What: Hashable, Sendable {
    /// The text that arrived, or of the reply.
    public var text: String?
    /// The octets as they came, one PDU for each part.
    public var pdus: [[UInt8]]
    /// The octets of a message that holds data.
    public var data: [UInt8]?
    /// The other details, as they were stored.
    public var details: Details

    /// Makes a content.
    public init(text: String?, pdus: [[UInt8]], data: [UInt8]?, details: Details) {
        self.text = text
        self.pdus = pdus
        self.data = data
        self.details = details
    }

    /// SHA-256(salt || canonical form).
    public func commitment(salt: [UInt8]) -> TreeHash {
        let octets = pdus.map { "\"\(Hex.text($0))\"" }.joined(separator: ",")
        let data = data.map { "\"\(Hex.text($0))\"" } ?? "null"
        let all =
            "{\"data\":\(data),\"details\":\(details.canonical),\"pdu\":[\(octets)],\"text\":\(Evidence.text(text))}"
        return TreeHash(hashing: salt, Array(all.utf8))
    }
}

/// A text in the canonical form of RFC 8785, or null.
func text(_ text: String?) -> String { text.map { JSONValue.string($0).canonical } ?? "null" }
