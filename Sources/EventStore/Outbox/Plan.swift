import GRDB
import LinePolicy
import Vocabulary

extension Transaction {
    /// Stores a reply as `planned`, reserves its money and its place in the window; returns its number.
    func plan(
        _ plan: ReplyPlan, for contact: Contact, sender: Int64?, origin: Int64, _ context: LineContext,
        _ period: CalendarPeriod
    ) throws -> Int64 {
        let callPrice = plan.manner == .text ? 0 : min(context.rules.pricePerCall.micros, plan.price.micros)
        let partPrice = plan.parts > 0 ? (plan.price.micros - callPrice) / Int64(plan.parts) : 0
        let text =
            switch contact.purpose {
            case .ordinary: context.replyText
            case .verification: verificationAnswer
            case .heartbeat: contact.text ?? ""
            }
        let reserved = callPrice + partPrice * Int64(plan.parts)
        try db.run(
            """
            INSERT INTO reply (line, sim, sender, origin, contact, network_time, manner, state, text, parts, part_price,
                call_price, due_at, counted_at, month, reserved, purpose, base_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, 'planned', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                context.line, context.sim, sender, origin, contact.kind.rawValue, contact.networkTime?.milliseconds,
                plan.manner.rawValue, text, plan.parts, partPrice, callPrice, plan.dueAt.milliseconds,
                plan.dueAt.milliseconds, period.month, reserved, contact.purpose.rawValue,
                effectiveTime(of: contact).milliseconds,
            ])
        let id = db.lastInsertedRowID
        try move(line: context.line, month: period.month, spent: 0, reserved: reserved)
        // A purely spoken answer has its own event when the call is answered.
        if plan.manner != .spoken {
            try append(
                .replyPlanned(parts: plan.parts),
                EventDraft(line: context.line, sender: sender, text: text, reply: id, cost: reserved))
        }
        try noteWarnings(context, period)
        return id
    }
}
