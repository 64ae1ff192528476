import Vocabulary
import Voice

/// One `line verify --voice`: the next caller hears a code, and types it.
struct VoiceTrial: Sendable, Equatable {
    /// How long a try lasts.
    static let patience = Span.minutes(10)
    /// A try nobody asks after for so long is over: whoever began it has gone, and strangers shall not hear codes.
    static let lease = Span.seconds(30)
    /// So many callers hear the code of one try.
    static let mostCalls = 3

    /// How far it is.
    enum State: String, Sendable {
        /// Nobody has called.
        case waiting
        /// A caller is being spoken to.
        case speaking
        /// The code was spoken; it can still be typed in at the terminal.
        case spoken
        /// The code came back: callers hear the line.
        case verified
        /// It did not work; ``VoiceTrial/fault`` says why.
        case failed
        /// The time was up.
        case expired
    }

    /// Four digits, of which no two neighbours are the same: a key that is held is one key.
    let code: String
    /// Until when it counts.
    let expiresAt = Uptime.now() + patience
    /// How far it is.
    var state = State.waiting
    /// Why it did not work, or what went wrong so far.
    var fault: String?
    /// Until when somebody is known to wait for it.
    var leasedUntil = Uptime.now() + lease
    /// How many callers were spoken to.
    var calls = 0
    /// What the caller hears, got ready.
    var prompt: Prompt?

    /// It can still end well.
    var isOpen: Bool { [.waiting, .speaking, .spoken].contains(state) }

    init() {
        var digits: [Int] = []
        while digits.count < 4 {
            let next = Int.random(in: 0...9)
            if next != digits.last { digits.append(next) }
        }
        code = digits.map(String.init).joined()
    }

    /// What the caller hears.
    func text(in language: String) -> String {
        let spoken = code.map(String.init).joined(separator: ", ")
        return language == "en"
            ? "This is a test of the line. Your code is: \(spoken). Again: \(spoken). Type it on your phone now."
            : "Ceci est un essai de la ligne. Votre code est : \(spoken). Je répète : \(spoken). Tapez-le maintenant sur votre téléphone."
    }
}
