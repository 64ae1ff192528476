import Vocabulary

/// The keys a caller presses, as two witnesses hear them: the modem and our tone detector.
package struct Keypad: Hashable, Sendable {
    /// Two reports of one key are at most so far apart.
    package static let sameKey = Span.milliseconds(300)

    /// A code is not looked for in more keys than this: it has to be known, not found.
    package static let maximumKeys = 24

    /// What a caller asks for.
    package enum Request: Hashable, Sendable {
        /// Never answer me again.
        case stop
        /// The code of the operator's try.
        case code
    }

    private struct Press: Hashable {
        var key: Character
        var at: Uptime
    }

    /// The code that is awaited; nil = an ordinary call, in which 9 means STOP.
    package let code: String?
    private var last: Press?
    private var digits = ""
    private var keys = 0

    package init(code: String?) {
        self.code = code
    }

    /// A key as one witness heard it; what it asks for, if anything.
    package mutating func press(_ key: Character, at now: Uptime) -> Request? {
        defer { last = Press(key: key, at: now) }
        if let last, last.key == key, now - last.at < Self.sameKey { return nil }
        guard let code else { return key == "9" ? .stop : nil }
        keys += 1
        guard keys <= Self.maximumKeys else { return nil }
        digits = String((digits + String(key)).suffix(code.count))
        return digits == code ? .code : nil
    }
}
