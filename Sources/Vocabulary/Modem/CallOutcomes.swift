/// A call the modem lists.
public struct ListedCall: Hashable, Sendable {
    /// Whether the call is connected; else it rings, or waits during another one.
    public var stands: Bool
    /// The caller's number as the modem writes it; nil or empty where it is not known.
    public var number: String?
    /// The type of the number (3GPP TS 24.008 10.5.4.7), 145 for international.
    public var type: Int?

    /// Makes a listed call.
    public init(stands: Bool, number: String?, type: Int?) {
        self.stands = stands
        self.number = number
        self.type = type
    }

    /// Whether this call has another number than `number`, as far as the modem reports.
    ///
    /// An empty `number` is withheld; nil = not known.
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
    /// Whether two numbers differ: one number may be written as `+1514...` and as `514...`.
    public static func differ(_ one: String, _ other: String) -> Bool { one.suffix(7) != other.suffix(7) }
}

/// The answer of a modem to `AT+CLCC`.
public enum CallListing: Hashable, Sendable {
    /// These calls, or none.
    case calls([ListedCall])
    /// The modem has no list of calls.
    case unsupported
    /// The modem does not answer.
    case silent

    /// Whether a call is connected; nil when the modem does not report it.
    public var stands: Bool? {
        if case .calls(let calls) = self { calls.contains(where: \.stands) } else { nil }
    }

    /// Whether the modem lists no call.
    public var isEmpty: Bool { self == .calls([]) }
}

/// The outcome of a hang-up.
public enum HangUpOutcome: Hashable, Sendable {
    /// The modem no longer lists the call.
    case ended
    /// The modem accepted the commands and cannot list calls, so only `NO CARRIER` shows the end.
    case unsupported
    /// The modem still lists the call.
    case stands
    /// The modem does not answer these commands, but answers others.
    case ignored
    /// The modem does not answer.
    case silent
}

/// The outcome of `ATA`.
public enum AnswerOutcome: Hashable, Sendable {
    /// The call is active.
    case answered
    /// The caller had given up.
    case gone
    /// The modem did not answer the call, and why.
    case refused(VoiceFault)
    /// The port was lost, so the outcome is not known.
    case unknown
}
