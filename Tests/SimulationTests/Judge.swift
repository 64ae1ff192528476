import EventStore
import Foundation
import Vocabulary

@testable import EventStore
@testable import ModemSimulator

/// The model: what must be so whatever happened.
final class Judge {
    private let line: SimulatedLine
    private let wire: VirtualWire
    private let world: StoryWorld
    private(set) var coverage = Coverage()

    init(line: SimulatedLine, wire: VirtualWire, world: StoryWorld) {
        self.line = line
        self.wire = wire
        self.world = world
    }

    /// What is wrong, one sentence each.
    func verdict() async throws -> [String] {
        var wrong = line.sendsWhileRinging.map { "sent while a call rang: \($0)" }
        let events = try await line.store.events()
        wrong += lost(events) + answeredTwice()
        if !wire.machine.calls.standing.isEmpty { wrong.append("a call stands or rings at the end") }
        wrong += unended(events)
        wrong += try await money()
        wrong += try await unfinished(events)
        return wrong
    }

    /// Every text is recorded, once, and is in no memory any more.
    private func lost(_ events: [EventRecord]) -> [String] {
        let recorded = events.filter { $0.kind == .smsReceived }.map { $0.text ?? "" }
        var wrong: [String] = []
        for text in Set(world.sent.map(\.text)).sorted() {
            let (wanted, count) = (world.sent.count { $0.text == text }, recorded.count { $0 == text })
            if count != wanted { wrong.append("\"\(text)\" was sent \(wanted) times and is recorded \(count) times") }
        }
        if recorded.count != world.sent.count {
            wrong.append("\(recorded.count) texts recorded, \(world.sent.count) sent")
        }
        let left = wire.machine.storage.messages(in: "SM").count + wire.machine.network.waiting.count
        if left > 0 { wrong.append("\(left) texts are left in the modem") }
        return wrong
    }

    /// Nobody got two replies: one window is longer than a story.
    private func answeredTwice() -> [String] {
        var texts: [String: Set<String>] = [:]
        var wholes: [String: Int] = [:]
        for submission in wire.machine.journal.submissions {
            let reply = submission.part.map { "\($0.reference)" } ?? "whole"
            texts[submission.to, default: []].insert(reply)
            if submission.part == nil { wholes[submission.to, default: 0] += 1 }
        }
        return texts.filter { $0.value.count > 1 || wholes[$0.key, default: 0] > 1 }.keys.sorted().map {
            "\($0) was answered twice"
        }
    }

    /// Every call that was recorded was ended.
    private func unended(_ events: [EventRecord]) -> [String] {
        let calls = events.filter { $0.kind == .callReceived }
        let ends = events.filter { $0.kind == .callRejected || $0.kind == .callEnded }
        return calls.count > ends.count ? ["\(calls.count) calls were recorded, \(ends.count) ends"] : []
    }

    /// The ledger is what the replies say, nothing is reserved for what is over, and what the network took is paid for.
    private func money() async throws -> [String] {
        let questions = [
            (
                "the ledger differs from the replies",
                """
                SELECT count(*) FROM (
                    SELECT line, month, sum(spent) AS spent, sum(reserved) AS reserved FROM (
                        SELECT line, month, spent, reserved FROM reply
                        UNION ALL SELECT line, month, amount, 0 FROM charge)
                    GROUP BY line, month) r
                FULL JOIN (SELECT * FROM ledger WHERE scope <> '') l ON l.scope = r.line AND l.month = r.month
                WHERE ifnull(r.spent, 0) <> ifnull(l.spent, 0) OR ifnull(r.reserved, 0) <> ifnull(l.reserved, 0)
                """
            ),
            (
                "money is reserved for replies that are over",
                "SELECT count(*) FROM reply WHERE reserved > 0 AND state NOT IN ('planned', 'sending')"
            ),
            (
                "a reply that ended was not paid by its attempted parts",
                """
                SELECT count(*) FROM reply WHERE state IN ('sent', 'unknown') AND contact = 'text'
                    AND spent <> attempted * part_price
                """
            ),
        ]
        var wrong: [String] = []
        for (sentence, sql) in questions {
            let count = try await line.store.read { try $0.number(sql) } ?? 0
            if count > 0 { wrong.append("\(sentence) (\(count))") }
        }
        let paid = try await line.store.read { try $0.number("SELECT ifnull(sum(attempted), 0) FROM reply") } ?? 0
        let taken = wire.machine.journal.submissions.count
        if taken > paid { wrong.append("the network took \(taken) parts, \(paid) are paid for") }
        return wrong
    }

    /// After the calm everything planned was sent, or has an end with a reason.
    private func unfinished(_ events: [EventRecord]) async throws -> [String] {
        let open =
            try await line.store.read {
                try $0.number("SELECT count(*) FROM reply WHERE state IN ('planned', 'sending')")
            } ?? 0
        coverage.count(.replies, events.count { $0.kind == .replySent })
        coverage.count(.unknown, events.count { $0.kind == .replyUnknown })
        coverage.count(.failed, events.count { $0.kind == .replyFailed })
        coverage.count(.cancelled, events.count { $0.kind == .refused })
        coverage.count(.refused, events.count { $0.kind == .smsReceived && $0.reason != nil })
        return open > 0 ? ["\(open) replies are still planned or sending"] : []
    }
}
