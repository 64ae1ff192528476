/// A call the modem lists.
public struct ListedCall: Hashable, Sendable {
    /// Somebody can hear us; else it rings, or waits during another one.
    public var stands: Bool
    /// The caller's number as the modem writes it; nil or empty where it is not known.
    public var number: String?
    /// The type of the number (3GPP TS 24.008 10.5.4.7), 145 for international.
    public var type: Int?

    /// A call as it is listed.
    public init(stands: Bool, number: String?, type: Int?) {
        self.stands = stands
        self.number = number
        self.type = type
    }

    /// Whether this is a call of somebody else than `number`, as far as the modem tells.
    ///
    /// An empty `number` has none; nil = nothing is known of it.
    public func isOther(than number: String?) -> Bool {
        guard let number, let own = self.number.map({ $0.filter(\.isNumber) }) else { return false }
        // A withheld caller's call is listed without a number; some modems list stars, or anything, for every call.
        let digits = number.filter(\.isNumber)
        guard own.count >= 7, digits.count >= 7 || number.isEmpty else { return false }
        return CallerNumber.differ(digits, own)
    }
}

/// Numbers of callers as modems write them.
public enum CallerNumber {
    /// Whether two of them are of two people: one and the same call is written `+1514...` here and `514...` there.
    public static func differ(_ one: String, _ other: String) -> Bool { one.suffix(7) != other.suffix(7) }
}

/// What a modem answers to the question for its calls.
public enum CallListing: Hashable, Sendable {
    /// These, or none.
    case calls([ListedCall])
    /// It has no such list.
    case unsupported
    /// It does not answer.
    case silent

    /// Whether somebody can hear us; nil where the modem does not tell.
    public var stands: Bool? {
        if case .calls(let calls) = self { calls.contains(where: \.stands) } else { nil }
    }

    /// The modem says that there is no call.
    public var isEmpty: Bool { self == .calls([]) }
}

/// What became of a hang-up.
public enum HangUpOutcome: Hashable, Sendable {
    /// The modem no longer lists the call.
    case ended
    /// The modem took the commands and does not list calls: only its `NO CARRIER` tells.
    case unsupported
    /// The modem still lists the call.
    case stands
    /// The modem answers none of the commands, and answers others.
    case ignored
    /// The modem does not answer.
    case silent
}

/// What became of `ATA`.
public enum AnswerOutcome: Hashable, Sendable {
    /// The call is active.
    case answered
    /// The caller had given up.
    case gone
    /// The modem did not answer the call, and why.
    case refused(VoiceFault)
    /// The port was lost: nobody knows.
    case unknown
}
