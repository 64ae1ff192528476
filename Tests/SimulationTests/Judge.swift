import EventStore
import LineCore
import LinePolicy
import Vocabulary

@testable import EventStore
@testable import ModemSimulator

/// The model: what must be so whatever happened.
final class Judge {
    let box: SimulatedBox
    private(set) var coverage = Coverage()

    init(_ box: SimulatedBox) { self.box = box }

    /// What is wrong, one sentence each.
    func verdict() async throws -> [String] {
        let events = try await box.store.events()
        var wrong = box.witness.wrongs
        wrong += lost(events) + badlyJoined(events)
        wrong += try await answeredTwice()
        wrong += ignoredStops(events) + raidsIgnored(events)
        wrong += calls(events) + limits()
        wrong += try await money()
        wrong += try await unfinished()
        wrong += try await forgottenOutcomes()
        count(events)
        for event in events {
            let words = [
                event.line, event.kind.rawValue, event.sender, event.reason?.rawValue,
                event.text?.prefix(20).description,
            ]
            box.trace(
                9,
                "\(event.seq) at \(event.at.milliseconds) \(words.compactMap { $0 }.joined(separator: " ")) \(event.written)"
            )
        }
        return wrong
    }

    // MARK: Texts

    /// Every text of one part is recorded, once, and is in no memory any more.
    private func lost(_ events: [EventRecord]) -> [String] {
        var wrong: [String] = []
        let short = box.witness.arrived.filter { $0.part.total == 1 }
        for (index, line) in box.settings.enumerated() {
            let recorded = events.filter { $0.kind == .smsReceived && $0.line == line.id }
            let sent = short.filter { $0.line == index }
            for words in Set(sent.map(\.part.words)).sorted() {
                let wanted = sent.count { $0.part.words == words }
                let count = recorded.count { $0.text == words }
                if count != wanted {
                    wrong.append("\"\(words)\" was sent \(wanted) times and is recorded \(count) times")
                }
            }
            let strange = recorded.count { event in
                !sent.contains { $0.part.words == event.text } && !(event.text ?? "").contains("/")
            }
            if strange > 0 { wrong.append("\(strange) texts are recorded that nobody sent") }
        }
        for wire in box.wires {
            if wire.texts > 0 { wrong.append("\(wire.texts) texts are left in the modem") }
        }
        return wrong
    }

    /// Every part of a long text is recorded once, and one text of it may be answered.
    private func badlyJoined(_ events: [EventRecord]) -> [String] {
        var wrong: [String] = []
        let texts = events.filter { $0.kind == .smsReceived }
        for (text, parts) in Dictionary(grouping: Set(box.witness.arrived.map(\.part)), by: \.text) {
            guard let total = parts.first?.total, total > 1 else { continue }
            for part in parts {
                let count = texts.count { $0.text?.contains(part.words) == true }
                if count != 1 { wrong.append("part \(part.number + 1) of text \(text) is recorded \(count) times") }
            }
            let first = texts.count { event in
                !isCompletion(event) && parts.contains { event.text?.contains($0.words) == true }
            }
            if first != 1 { wrong.append("the long text \(text) came \(first) times") }
        }
        return wrong
    }

    func isCompletion(_ event: EventRecord) -> Bool {
        if case .smsReceived(let text) = event.payload { text.completes != nil } else { false }
    }

    // MARK: Replies

    /// Nobody got two replies, from whichever line: one window is longer than a story.
    private func answeredTwice() async throws -> [String] {
        var replies: [String: Set<String>] = [:]
        var wholes: [String: Int] = [:]
        var wrong: [String] = []
        for (index, wire) in box.wires.enumerated() {
            for submission in wire.machine.journal.submissions {
                replies[submission.to, default: []].insert(
                    submission.part.map { "\(index) \($0.reference)" } ?? "whole")
                if submission.part == nil { wholes[submission.to, default: 0] += 1 }
                if box.settings.contains(where: { $0.number == submission.to }) {
                    wrong.append("our own line \(submission.to) was texted")
                }
            }
        }
        wrong += replies.filter { $0.value.count > 1 || wholes[$0.key, default: 0] > 1 }.keys.sorted().map {
            "\($0) was answered twice"
        }
        var spoken: [String: Int] = [:]
        for seen in box.wires.flatMap(\.watch.calls.values) where seen.answeredAt != nil {
            if let number = seen.number { spoken[number, default: 0] += 1 }
        }
        wrong += spoken.filter { $0.value > 1 }.keys.sorted().map { "\($0) was spoken to twice" }
        let twice = try await box.store.read {
            try $0.number(
                """
                SELECT count(*) FROM (SELECT sender FROM reply WHERE state NOT IN ('cancelled', 'failed')
                    AND sender IS NOT NULL GROUP BY sender HAVING count(*) > 1) /* reads all: a test */
                """)
        }
        if let twice, twice > 0 { wrong.append("\(twice) people have two replies in force") }
        return wrong
    }

    /// After a STOP nothing more is planned, on whichever line.
    private func ignoredStops(_ events: [EventRecord]) -> [String] {
        var wrong: [String] = []
        for stop in events where stop.kind == .senderStopped {
            let planned = events.contains {
                $0.seq > stop.seq && $0.sender == stop.sender && ($0.kind == .replyPlanned || $0.kind == .callAnswered)
            }
            if planned { wrong.append("\(stop.sender ?? "?") was answered after a STOP") }
            if events.count(where: { $0.kind == .senderStopped && $0.sender == stop.sender }) > 1 {
                wrong.append("\(stop.sender ?? "?") has stopped twice")
            }
        }
        for number in box.witness.stopped
        where !events.contains(where: { $0.kind == .senderStopped && $0.sender == number })
            && !box.settings.contains(where: { $0.number == number })
        {
            wrong.append("the STOP of \(number) is forgotten")
        }
        return wrong
    }

    /// From the start of a raid to its end nobody is answered; every raid ends.
    private func raidsIgnored(_ events: [EventRecord]) -> [String] {
        var wrong: [String] = []
        var raided: Set<String> = []
        for event in events {
            guard let line = event.line else { continue }
            switch event.kind {
            case .raidStarted: raided.insert(line)
            case .raidEnded: raided.remove(line)
            case .replyPlanned where raided.contains(line): wrong.append("a reply was planned during a raid")
            default: break
            }
        }
        if !raided.isEmpty { wrong.append("a raid does not end") }
        return wrong + unseenRaids(events)
    }

    /// Of so many people at once, who never wrote before, not all are answered; by a clock that is right all the time.
    private func unseenRaids(_ events: [EventRecord]) -> [String] {
        guard box.story.box.isRaided, !box.story.box.hasWrongClock else { return [] }
        let answered = Set(events.filter { $0.kind == .smsReceived && $0.reason == nil }.compactMap(\.text))
        return box.settings.indices.compactMap { index in
            let texts = box.witness.arrived.filter {
                $0.line == index && answered.contains($0.part.words) && Story.isRaider($0.from)
            }
            let isUnseen = texts.contains { first in
                let rules = box.settings[index].rules
                let near = texts.filter { $0.at >= first.at && $0.at - first.at < rules.raidWindow - .seconds(1) }
                return Set(near.map(\.from)).count >= rules.raidSenders
            }
            return isUnseen ? "a raid on \(box.settings[index].id) was not seen" : nil
        }
    }

    // MARK: The end

    /// After the calm everything planned was sent, or has an end with a reason.
    private func unfinished() async throws -> [String] {
        let open = try await box.store.read {
            try $0.number("SELECT count(*) FROM reply WHERE state IN ('planned', 'sending')")
        }
        return open ?? 0 > 0 ? ["\(open ?? 0) replies are still planned or sending"] : []
    }

    /// What a line knew of the end of a reply is written down.
    private func forgottenOutcomes() async throws -> [String] {
        var wrong: [String] = []
        for (reply, outcome) in box.witness.outcomes.sorted(by: { $0.key < $1.key }) {
            // What failed after a part of it was accepted is unknown.
            let (wanted, other) =
                switch outcome {
                case .sent: ("sent", "sent")
                case .failed: ("failed", "unknown")
                default: ("unknown", "unknown")
                }
            let isSo = try await box.store.read {
                try $0.number("SELECT 1 FROM reply WHERE id = \(reply) AND state IN ('\(wanted)', '\(other)')") != nil
            }
            if !isSo { wrong.append("the reply \(reply) ended as \(wanted), and that is not written down") }
        }
        return wrong
    }

    private func count(_ events: [EventRecord]) {
        coverage.count(.replies, events.count { $0.kind == .replySent })
        coverage.count(.unknown, events.count { $0.kind == .replyUnknown })
        coverage.count(.failed, events.count { $0.kind == .replyFailed })
        coverage.count(.cancelled, events.count { $0.kind == .refused })
        coverage.count(.refused, events.count { $0.kind == .smsReceived && $0.reason != nil })
        coverage.count(.stops, events.count { $0.kind == .senderStopped })
        coverage.count(.raids, events.count { $0.kind == .raidStarted })
        coverage.count(.raidsEnded, events.count { $0.kind == .raidEnded })
        coverage.count(.overBudget, events.count { $0.reason == .budgetTotal })
        coverage.count(.completedLate, events.count { isCompletion($0) })
        let stops = Set(events.filter { $0.kind == .senderStopped }.compactMap(\.sender))
        coverage.count(.stopsByKey, stops.intersection(box.witness.pressedStop).subtracting(box.witness.stopped).count)
        if box.wires.count > 1 { coverage.count(.twoLines) }
        if box.story.box.startsWithoutClock, !box.witness.arrived.isEmpty { coverage.count(.heldWithoutClock) }
    }

    func count(_ kind: Coverage.Kind, _ number: Int = 1) { coverage.count(kind, number) }
}
