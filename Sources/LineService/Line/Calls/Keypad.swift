import NIOCore

/// The keys a caller presses, as two witnesses hear them: the modem and our own ear.
struct Keypad {
    /// Two reports of one key are at most so far apart.
    static let sameKey = TimeAmount.milliseconds(300)

    /// What a caller asks for.
    enum Request: Equatable {
        /// Never answer me again.
        case stop
        /// The code of the operator's try.
        case code
    }

    /// The code that is awaited; nil = an ordinary call, in which 9 means STOP.
    let code: String?
    private var last: (key: Character, at: NIODeadline)?
    private var digits = ""

    init(code: String?) {
        self.code = code
    }

    /// A key as one witness heard it; what it asks for, if anything.
    mutating func press(_ key: Character, at now: NIODeadline) -> Request? {
        defer { last = (key, now) }
        if let last, last.key == key, now - last.at < Self.sameKey { return nil }
        guard let code else { return key == "9" ? .stop : nil }
        digits = String((digits + String(key)).suffix(code.count))
        return digits == code ? .code : nil
    }
}
