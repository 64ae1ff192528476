import ATProtocol
import NIOCore
import Vocabulary

/// How long a modem may take for its answers.
public struct ModemTiming: Sendable {
    /// The divisor of every wait for an answer: 1 for a real modem, more for a simulated one.
    public var waitDivisor: Int

    /// The waits that real modems need.
    public static let real = ModemTiming(waitDivisor: 1)

    /// Waits divided by `waitDivisor`.
    public init(waitDivisor: Int) {
        self.waitDivisor = max(waitDivisor, 1)
    }
}

/// The outcome of a command, when the modem is present.
enum Reply: Hashable, Sendable {
    /// The modem answered OK, with these information lines.
    case answered([String])
    /// The modem refused the command with this result.
    case refused(ATResult, words: String)
    /// The modem did not answer this command but answers others.
    case unanswered

    /// The information lines of a command that succeeded.
    var lines: [String]? { if case .answered(let lines) = self { lines } else { nil } }

    /// The answer as the modem printed it, for a person.
    var words: String {
        switch self {
        case .answered: "OK"
        case .refused(_, let words): words
        case .unanswered: "no answer"
        }
    }

    /// What the refusal means; nil when the command was not refused.
    var refusal: Refusal? {
        switch self {
        case .answered: nil
        case .refused(let result, _): result.refusal
        // A modem that never answers a command does not know it.
        case .unanswered: .unsupported
        }
    }
}

extension Modem {
    /// Sends a command that is optional or has an alternative, and returns its outcome.
    ///
    /// A missing answer does not mean that the modem is lost, as long as it answers the next probe; a command that
    /// stays unanswered twice in a row is skipped for an hour. Throws only when the modem is gone or silent.
    func ask(_ text: String, timeout: Int = 3_000) async throws(ModemFault) -> Reply {
        if quirks.isSkipped(text, at: .now()) { return .unanswered }
        let response = await port.send(text, timeout: timeout / timing.waitDivisor)
        switch response.result {
        case .portLost: throw .lost
        case .ok:
            quirks.noteAnswer(to: text)
            return .answered(response.lines)
        case .timedOut, .promptMissing, .unfinished:
            // A late answer must not be taken for the answer to the next command.
            guard await port.resynchronise(attempts: 3, interval: 1_000) else { throw .silent(command: text) }
            guard response.result == .unfinished else {
                quirks.noteTimeout(to: text, at: .now())
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

    /// Sends a command that some modems do not know; nil when it is refused or unanswered.
    func attempt(_ text: String, timeout: Int = 3_000) async throws(ModemFault) -> [String]? {
        try await ask(text, timeout: timeout).lines
    }

    /// The fault behind an answer other than OK, after checking that a modem that did not answer is present.
    func settledFault(of response: ATResponse, to command: String) async -> ModemFault {
        guard response.result == .timedOut, await port.resynchronise(attempts: 3, interval: 1_000) else {
            return fault(of: response, to: command)
        }
        return .refused(command: command, answer: response.result.text)
    }

    /// The fault behind an answer other than OK.
    func fault(of response: ATResponse, to command: String) -> ModemFault {
        switch response.result {
        case .portLost: .lost
        case .timedOut: .silent(command: command)
        default: .refused(command: command, answer: response.result.text)
        }
    }
}
