import ATProtocol
import NIOCore
import Vocabulary

/// How long a modem may take for its answers.
public struct ModemTiming: Sendable {
    /// What every wait for an answer is divided by: 1, and more where the modem is a simulated one.
    public var haste: Int

    /// As long as real modems need.
    public static let real = ModemTiming(haste: 1)

    /// Waits divided by `haste`.
    public init(haste: Int) {
        self.haste = max(haste, 1)
    }
}

/// What came of a command, when the modem is there.
enum Reply: Hashable, Sendable {
    /// Done; the information lines.
    case answered([String])
    /// Not done, and how it was said.
    case refused(ATResult, words: String)
    /// Nothing came, and the modem answers other things.
    case unanswered

    /// The information lines of a command that was done.
    var lines: [String]? { if case .answered(let lines) = self { lines } else { nil } }

    /// The answer in the words of the wire, for a person.
    var words: String {
        switch self {
        case .answered: "OK"
        case .refused(_, let words): words
        case .unanswered: "no answer"
        }
    }

    /// What the refusal means; nil when it is none.
    var refusal: Refusal? {
        switch self {
        case .answered: nil
        case .refused(let result, _): result.refusal
        // A command that is never answered is one the modem does not know.
        case .unanswered: .unsupported
        }
    }
}

extension Modem {
    /// Sends a command that the line can do without or has another way for, and says what came of it.
    ///
    /// An answer that does not come is no loss of the modem, as long as the next question is answered; a command that
    /// was not answered twice in a row is left alone for an hour. Throws only when the modem is gone or silent.
    func ask(_ text: String, timeout: Int = 3_000) async throws(ModemFault) -> Reply {
        if quirks.isSkipped(text, at: .now()) { return .unanswered }
        let response = await port.send(text, timeout: timeout / timing.haste)
        switch response.result {
        case .portLost: throw .lost
        case .ok:
            quirks.noteAnswer(to: text)
            return .answered(response.lines)
        case .timedOut, .promptMissing, .unfinished:
            // A late answer must not be taken for the next command's.
            guard await port.resynchronise(attempts: 3, interval: 1_000) else { throw .silent(command: text) }
            guard response.result == .unfinished else {
                quirks.noteSilence(to: text, at: .now())
                return .unanswered
            }
            quirks.noteAnswer(to: text)
            return .answered(response.lines)
        default:
            quirks.noteAnswer(to: text)
            return .refused(response.result, words: response.finalLine ?? response.result.text)
        }
    }

    /// Sends a command that must succeed, and returns its information lines; one that is not answered is sent again.
    @discardableResult
    func require(_ text: String, timeout: Int = 5_000) async throws(ModemFault) -> [String] {
        var reply = try await ask(text, timeout: timeout)
        if reply == .unanswered { reply = try await ask(text, timeout: timeout) }
        guard let lines = reply.lines else { throw .refused(command: text, answer: reply.words) }
        return lines
    }

    /// Sends a command that some modems do not know; nil when it is refused or not answered.
    func attempt(_ text: String, timeout: Int = 3_000) async throws(ModemFault) -> [String]? {
        try await ask(text, timeout: timeout).lines
    }

    /// The fault that an answer other than OK means, once it is known whether a modem that did not answer is there.
    func settledFault(of response: ATResponse, to command: String) async -> ModemFault {
        guard response.result == .timedOut, await port.resynchronise(attempts: 3, interval: 1_000) else {
            return fault(of: response, to: command)
        }
        return .refused(command: command, answer: response.result.text)
    }

    /// The fault that an answer other than OK means.
    func fault(of response: ATResponse, to command: String) -> ModemFault {
        switch response.result {
        case .portLost: .lost
        case .timedOut: .silent(command: command)
        default: .refused(command: command, answer: response.result.text)
        }
    }
}
