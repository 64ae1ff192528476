import Foundation
import GRDB
import LinePolicy
import Vocabulary

extension Transaction {
    /// Judges a new contact by the facts of this transaction.
    func judge(
        _ contact: Contact, sender: Int64?, context: LineContext, period: CalendarPeriod
    ) throws -> Verdict {
        let policy = LinePolicy(rules: context.rules)
        try endRaid(on: context.line, policy: policy)
        let facts = StoreFacts(
            transaction: self, context: context, period: period, sender: sender, senderKey: contact.sender.key,
            moment: effectiveTime(of: contact), excluded: nil)
        return try policy.judge(
            contact, condition: condition(of: context), facts: facts, now: now, draw: Double.random(in: 0..<1))
    }

    /// The condition of a line now; whether it is paused is read from the database.
    func condition(of context: LineContext) throws -> LineCondition {
        var condition = context.condition
        condition.isPaused = try isPaused(context.line)
        return condition
    }

    /// Records the consequences of a verdict; returns the planned reply, if there is one.
    func apply(
        _ verdict: Verdict, to contact: Contact, sender: Int64?, origin: Int64, _ context: LineContext,
        _ period: CalendarPeriod
    ) throws -> Int64? {
        if let at = verdict.sighting {
            try db.run(
                "INSERT OR IGNORE INTO sighting (line, at, sender) VALUES (?, ?, ?)",
                [context.line, at.milliseconds, sender ?? withheldSender])
        }
        if verdict.isFirstStop, let sender { try stop(sender, line: context.line) }
        if let change = verdict.raidChange { try apply(change, line: context.line) }
        switch verdict.reason {
        case .budgetLine: try noteExhausted(.line, context, period, price: context.replyPrice)
        case .budgetTotal: try noteExhausted(.box, context, period, price: context.replyPrice)
        case .raid: try countRefusedByRaid(on: context.line)
        default: break
        }
        guard verdict.reason == nil, let plan = verdict.plan else { return nil }
        return try self.plan(plan, for: contact, sender: sender, origin: origin, context, period)
    }

    /// Stores the hash of a text for the loop rule.
    func remember(_ contact: Contact, sender: Int64?, seq: Int64) throws {
        guard contact.kind == .text, contact.isPerson, contact.sender.number != nil, let sender,
            let text = contact.text
        else { return }
        let at = effectiveTime(of: contact)
        try db.run(
            "INSERT INTO heard_text (sender, text, at, seq) VALUES (?, ?, ?, ?)",
            [sender, textHash(TextRules.folded(text)), at.milliseconds, seq])
    }

    /// The network's time of a contact; one that is missing or ahead of now counts as now.
    func effectiveTime(of contact: Contact) -> Timestamp {
        min(contact.networkTime ?? now, now)
    }

    /// The keyed hash by which folded texts are compared.
    func textHash(_ folded: String) -> Data {
        keyedHash(Data(folded.utf8), length: 8)
    }

    /// Records the first STOP of a sender, and cancels the replies planned for it.
    func stop(_ sender: Int64, line: String) throws {
        permissions.revoke()
        try db.run("UPDATE sender SET stopped_at = ? WHERE id = ? AND stopped_at IS NULL", [now.milliseconds, sender])
        try noteOutside(.stop, sender: sender)
        try append(.senderStopped, EventDraft(line: line, sender: sender))
        try cancelReplies("sender = ?", [sender], reason: .stopRequested)
    }
}
