import Vocabulary

/// Someone who texted or called one of our lines, as the policy sees it.
public struct Contact: Hashable, Sendable {
    /// How the contact came.
    public enum Kind: String, Hashable, Sendable, Codable {
        /// A text message.
        case text
        /// A call.
        case call
    }

    /// What a text is for.
    public enum Purpose: String, Hashable, Sendable, Codable {
        /// What everybody else wants: it is judged by all rules.
        case ordinary = "consent"
        /// The operator texts the one-time code of `line verify`, or calls to hear one.
        case verification
        /// One of our lines texts another of ours, to prove both.
        case heartbeat
    }

    /// How the contact came.
    public var kind: Kind
    /// What it is for: verification and heartbeat texts skip the delay, repetition and raid rules.
    public var purpose = Purpose.ordinary
    /// Who it was, normalised in the country of the line.
    public var sender: Sender
    /// The text; nil for a call, for binary data and for a message that could not be decoded.
    public var text: String?
    /// False for a status report, class 0, message waiting, WAP push or undecodable message.
    public var isPerson: Bool
    /// The network's own time of a text, the time of the first RING of a call; nil when there is none.
    public var networkTime: Timestamp?

    /// A contact from its parts.
    public init(kind: Kind, sender: Sender, text: String?, isPerson: Bool, networkTime: Timestamp?) {
        self.kind = kind
        self.sender = sender
        self.text = text
        self.isPerson = isPerson
        self.networkTime = networkTime
    }
}

/// Who a contact came from, after normalisation (`Sender.init(address:kind:lineCountry:)` in `Sender+Normalise.swift`).
public enum Sender: Hashable, Sendable {
    /// A number in E.164 form with its `+`; not necessarily an existing or allowed one.
    case number(String)
    /// A name of letters; it cannot be answered.
    case name(String)
    /// At most 8 digits, not international, no valid national number.
    case shortCode(String)
    /// Digits that are no full number of the line's country and no short code either.
    case other(String)
    /// No number at all: a withheld call, or a message with an empty sender.
    case withheld

    /// The canonical string by which a sender is stored and compared; nil when withheld.
    public var key: String? {
        switch self {
        case .number(let text), .name(let text), .shortCode(let text), .other(let text): text
        case .withheld: nil
        }
    }

    /// The E.164 number, when there is one.
    public var number: String? {
        if case .number(let text) = self { text } else { nil }
    }
}
