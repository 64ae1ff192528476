import LineCore
import Vocabulary

/// What somebody beside the box has seen, whatever the program forgets when it dies.
final class Witness {
    /// What went wrong in a moment that leaves no trace.
    private(set) var wrongs: [String] = []
    /// Every part of a text that arrived, in its order.
    private(set) var arrived: [(line: Int, from: String, part: StoryPart, at: Uptime)] = []
    /// Whose STOP is committed.
    private(set) var stopped: Set<String> = []
    /// Who heard a message to its end; nil = a withheld number.
    var heardToTheEnd: [String?] = []
    /// Who pressed the key that means STOP, as the modem or our ear told.
    var pressedStop: [String] = []
    /// How replies ended by what the line knows, until the store has written that down.
    private(set) var outcomes: [Int64: ReplySettlement.Outcome] = [:]

    func blame(_ sentence: String) { wrongs.append(sentence) }

    func came(_ part: StoryPart, from: String, on line: Int, at now: Uptime) { arrived.append((line, from, part, now)) }

    func heardStop(of number: String?) { if let number { stopped.insert(number) } }

    func settled(_ settlement: ReplySettlement) {
        switch settlement.outcome {
        case .sent, .failed, .unknown: outcomes[settlement.reply] = settlement.outcome
        case .retry, .notWritten: break
        }
    }

    /// The program died before that was written down: nobody knows any more how it ended.
    func forgot(_ reply: Int64) { outcomes[reply] = nil }
}
