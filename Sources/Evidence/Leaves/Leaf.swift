import Vocabulary

/// What one event leaves in the log for ever.
///
/// What it says of a person and in words is only committed to: without the salts, which are erased with the content, nobody can
/// tell what was meant. This form never changes: leaves that exist would not be theirs any more.
public struct Leaf: Hashable, Sendable {
    /// Its place in the log, from 0, without gaps.
    public var index: Int
    /// The time of the box.
    public var at: Timestamp
    /// The id of the line; nil for what concerns the box.
    public var line: String?
    /// What happened, as an event names it.
    public var kind: String
    /// Why there is no answer; nil = there is one, or the question does not arise.
    public var reason: String?
    /// The reply this is about.
    public var reply: Int64?
    /// Reserved or settled, as a decimal.
    public var cost: String?
    /// What of the details may stay: see ``facts(of:)``.
    public var facts: Details
    /// The commitment to the person; nil where there is none.
    public var who: TreeHash?
    /// The commitment to the content.
    public var what: TreeHash

    /// A leaf from its parts.
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

    /// The one form of RFC 8785, written at once: its names are in their order already.
    public var canonical: String {
        "{\"at\":\(at.milliseconds),\"cost\":\(text(cost)),\"facts\":\(facts.canonical),\"index\":\(index),\"kind\":"
            + "\(text(kind)),\"line\":\(text(line)),\"reason\":\(text(reason)),\"reply\":"
            + "\(reply.map(String.init) ?? "null"),\"what\":\"\(what.hex)\",\"who\":\(text(who?.hex))}"
    }

    /// SHA-256(0x00 || canonical form).
    public var hash: TreeHash { .leaf(Array(canonical.utf8)) }

    /// Words of fixed sets, hashes and versions: no text from outside, and nothing that names a person.
    private static let factWords: Set<String> = [
        "state", "was", "ended_by", "action", "document", "root", "version", "scope", "limit", "cause",
    ]

    /// The details that may stay for ever: whole numbers, yes and no, and words of fixed sets.
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

/// Whom an event is about: the part of a leaf that is erased with the number.
public struct Who: Hashable, Sendable {
    /// The full number or name.
    public var number: String
    /// How many contacts of this person there were up to and with this event: a contact is a text, a call or what was folded.
    public var n: Int
    /// The index of the contact before; nil where there was none.
    public var previous: Int?

    /// A person from its parts.
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

/// What an event says in words: the part of a leaf that is erased with the text.
public struct What: Hashable, Sendable {
    /// The text that arrived, or of the reply.
    public var text: String?
    /// The octets as they came, one PDU for each part.
    public var pdus: [[UInt8]]
    /// The octets of a message that holds data.
    public var data: [UInt8]?
    /// Everything else, as it was written.
    public var details: Details

    /// A content from its parts.
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

/// A text in the form of RFC 8785, or null.
func text(_ text: String?) -> String { text.map { JSONValue.string($0).canonical } ?? "null" }
