import Vocabulary

/// The keys a caller presses, as reported by two detectors: the modem's and our own.
package struct Keypad: Hashable, Sendable {
    /// The longest interval between two reports of one key press.
    package static let keyRepeatInterval = Span.milliseconds(300)

    /// The most keys searched for the code, so that it cannot be guessed.
    package static let maximumKeys = 24

    /// A caller's request.
    package enum Request: Hashable, Sendable {
        /// Never answer me again.
        case stop
        /// The code of the voice trial.
        case code
    }

    private struct Press: Hashable {
        var key: Character
        var at: Uptime
    }

    /// The expected code; nil = an ordinary call, in which 9 means STOP.
    package let code: String?
    private var last: Press?
    private var digits = ""
    private var keys = 0

    package init(code: String?) {
        self.code = code
    }

    /// Takes a key from one detector; returns the request, if any.
    package mutating func press(_ key: Character, at now: Uptime) -> Request? {
        defer { last = Press(key: key, at: now) }
        if let last, last.key == key, now - last.at < Self.keyRepeatInterval { return nil }
        guard let code else { return key == "9" ? .stop : nil }
        keys += 1
        guard keys <= Self.maximumKeys else { return nil }
        digits = String((digits + String(key)).suffix(code.count))
        return digits == code ? .code : nil
    }
}
