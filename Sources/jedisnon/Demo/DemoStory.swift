import ControlAPI
import Foundation
import ModemSimulator
import Vocabulary

/// A fixed story: texts and calls to the lines, and the expected result of each.
struct DemoStory {
    /// One contact of the story.
    struct Step {
        let title: String
        let place: DemoBox.Place
        let from: String
        /// The text; nil = it is a call.
        let text: String?
        /// The expected reason for no reply; nil = there must be a reply.
        let reason: Reason?
        /// An event that must follow, in addition to the decision.
        var alsoWrites: EventKind?
        /// Whether the reply is spoken.
        var isHeard = false
    }

    /// The actual result of a step.
    struct Outcome {
        let step: Step
        let reason: Word<Reason>?
        let replies: Int
        let problem: String?
    }

    static let steps: [Step] = [
        Step(
            title: "a first text is answered", place: DemoBox.montreal, from: "+15145550123",
            text: "Salut, on s'est parlé au bar hier", reason: nil, alsoWrites: .replySent),
        Step(
            title: "a second one is not", place: DemoBox.montreal, from: "+15145550123", text: "Allo ?",
            reason: .repliedInWindow),
        Step(
            title: "a long French text in UCS-2", place: DemoBox.quebec, from: "+14185550144",
            text: "Ça m'a fait plaisir de te croiser à la fête. Tu as dit « peut-être », alors j'espère que tu es "
                + "prête à m'appeler : même cœur, même ville… Réponds-moi !", reason: nil, alsoWrites: .replySent),
        Step(
            title: "a short code is refused", place: DemoBox.montreal, from: "78000", text: "Vous avez gagné",
            reason: .shortCode),
        Step(
            title: "a foreign number is refused", place: DemoBox.montreal, from: "+33612345678", text: "Coucou",
            reason: .destinationNotAllowed),
        Step(
            title: "STOP is obeyed", place: DemoBox.quebec, from: "+14185550155", text: "Arrêt",
            reason: .stopRequested, alsoWrites: .senderStopped),
        Step(
            title: "a call is hung up on and answered by text", place: DemoBox.montreal, from: "+15145550188",
            text: nil,
            reason: nil, alsoWrites: .replySent),
        Step(
            title: "a caller hears the message", place: DemoBox.quebec, from: "+14185550199", text: nil, reason: nil,
            alsoWrites: .callEnded, isHeard: true),
        Step(
            title: "the last of the money", place: DemoBox.quebec, from: "+15815550166", text: "C'est qui ?",
            reason: nil, alsoWrites: .replySent),
        Step(
            title: "the budget has run out", place: DemoBox.montreal, from: "+14385550177", text: "Hey",
            reason: .budgetTotal, alsoWrites: .budgetExhausted),
    ]

    let box: DemoBox

    /// Plays every step; each ends when its decision and the events that follow are in the event log.
    func play() async throws -> [Outcome] {
        var outcomes: [Outcome] = []
        for step in Self.steps { outcomes.append(try await play(step)) }
        return outcomes
    }

    /// Problems of the whole story, after every step was played.
    func leftovers() async throws -> [String] {
        var problems: [String] = []
        let answered = Self.steps.count { $0.reason == nil && !$0.isHeard }
        let submissions = box.modems.values.map(\.submissions.count).reduce(0, +)
        if submissions != answered { problems.append("\(submissions) messages left the modems, not \(answered)") }
        for (line, modem) in box.modems {
            if !modem.dials.isEmpty { problems.append("the line \(line) dialled") }
            if !modem.stored(in: "SM").isEmpty { problems.append("the SIM of \(line) still holds messages") }
        }
        let budget = try await box.client.budget()
        if budget.spent != DemoBox.total { problems.append("\(budget.spent) was spent, not \(DemoBox.total)") }
        return problems
    }

    private func play(_ step: Step) async throws -> Outcome {
        guard let modem = box.modems[step.place.id] else { throw ControlError(.failed, "no such line") }
        let before = try await box.events().last?.seq ?? 0
        if let text = step.text {
            modem.deliver(from: step.from, text: text)
        } else {
            modem.ring(from: step.from)
        }
        var seen: [EventRow] = []
        for _ in 0..<800 {
            seen = try await box.events().filter { $0.seq > before }
            if isOver(step, seen) { break }
            try await Task.sleep(for: .milliseconds(25))
        }
        let received = seen.first { $0.kind == step.received }
        let replies = modem.submissions.count { $0.to == step.from }
        // The simulated modem records what the caller would hear.
        let hears = step.isHeard && modem.voice.number == step.from && modem.voice.heard.contains { $0 > 1_000 }
        return Outcome(
            step: step, reason: received?.reason, replies: replies,
            problem: step.isHeard && !hears
                ? "the caller heard nothing"
                : problem(step, received: received, over: isOver(step, seen), replies: replies))
    }

    private func isOver(_ step: Step, _ seen: [EventRow]) -> Bool {
        seen.contains { $0.kind == step.received }
            && step.alsoWrites.map { kind in seen.contains { $0.kind == kind } } ?? true
    }

    private func problem(_ step: Step, received: EventRow?, over: Bool, replies: Int) -> String? {
        guard let received else { return "it was not received" }
        if received.text != step.text { return "the text was not received as it was sent" }
        if received.reason != step.reason.map({ .known($0) }) {
            return "expected \(step.reason?.rawValue ?? "an answer"), got \(received.reason?.text ?? "an answer")"
        }
        if !over { return "no \(step.alsoWrites?.rawValue ?? "event") followed" }
        let earlier = Self.steps.prefix { $0.title != step.title }.contains { $0.from == step.from && $0.reason == nil }
        let expected = (step.reason == nil && !step.isHeard) || earlier ? 1 : 0
        return replies == expected ? nil : "\(replies) replies reached \(step.from), not \(expected)"
    }
}

extension DemoStory.Step {
    /// The event that records its arrival.
    fileprivate var received: EventKind { text == nil ? .callReceived : .smsReceived }
}
