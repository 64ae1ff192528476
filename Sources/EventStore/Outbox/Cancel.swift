import GRDB
import LinePolicy
import Vocabulary

extension EventStore {
    /// Judges every planned reply of a line again, due or not: at start, on resume and after a reload.
    ///
    /// Returns how many were cancelled; a pause holds them.
    @discardableResult
    public func judgeAllAgain(in context: LineContext, now: Timestamp) async throws(StoreError) -> Int {
        try await write(now: now) { try $0.judgeAllAgain(in: context) }
    }

    /// Judges overdue planned replies again, for example while their line had no modem; at most so many at once.
    ///
    /// Returns how many were cancelled.
    @discardableResult
    public func judgeLate(
        in context: LineContext, dueBefore limit: Timestamp, atMost count: Int = 256, now: Timestamp
    ) async throws(StoreError) -> Int {
        try await write(outcomesOf: context.line, now: now) { transaction in
            let period = CalendarPeriod(at: now, in: context.timeZone)
            var cancelled = 0
            for reply in try transaction.plannedReplies(
                "line = ? AND due_at < ?", [context.line, limit.milliseconds], atMost: count)
            {
                guard let reason = try transaction.judgeAgain(reply, context, period), reason != .linePaused else {
                    continue
                }
                try transaction.cancel(reply, reason: reason)
                cancelled += 1
            }
            return cancelled
        }
    }

    /// Removes the planned replies and other rows of a removed line.
    public func removeLine(_ line: String, now: Timestamp) async throws(StoreError) {
        try await write(outcomesOf: line, now: now) { try $0.removeLine(line) }
    }
}

extension Transaction {
    /// The tables with rows that are kept until their line is removed.
    static let perLineTables = [
        "line_pause", "line_picture", "line_pin", "raid", "verification", "line_verified", "voice_proof",
        "balance",
    ]

    /// Cancels the planned replies that a line must no longer send; returns how many.
    @discardableResult
    func judgeAllAgain(in context: LineContext) throws -> Int {
        permissions.revoke()
        let period = CalendarPeriod(at: now, in: context.timeZone)
        try endRaid(on: context.line, policy: LinePolicy(rules: context.rules))
        var cancelled = 0
        for reply in try plannedReplies("line = ?", [context.line]) {
            guard let reason = try judgeAgain(reply, context, period), reason != .linePaused else { continue }
            try cancel(reply, reason: reason)
            cancelled += 1
        }
        return cancelled
    }

    /// Removes the planned replies, pause, picture and PIN of a removed line; its counters and its money stay.
    func removeLine(_ line: String) throws {
        permissions.revoke()
        try cancelReplies("line = ?", [line], reason: .repliesOff)
        for table in Self.perLineTables { try db.run("DELETE FROM \(table) WHERE line = ?", [line]) }
    }

    /// Judges a planned reply again, against everything but itself, and records a limit that refuses it.
    func judgeAgain(_ reply: StoredReply, _ context: LineContext, _ period: CalendarPeriod) throws -> Reason? {
        let stored = try db.first(
            """
            SELECT r.contact, iif(r.network_time IS NULL, NULL, ifnull(r.base_at, r.network_time)), s.kind, s.key, e.text, r.purpose, r.sim FROM reply r
            JOIN event e ON e.seq = r.origin LEFT JOIN sender s ON s.id = r.sender WHERE r.id = ?
            """, [reply.id])
        guard let stored, let kind = Contact.Kind(rawValue: stored[0]) else { return nil }
        // It goes out by the SIM that was contacted, or not at all: to anybody else it would come from a stranger.
        if Self.areTwoSIMs(stored[6], context.sim) { return .repliesOff }
        let sender = (stored[2] as String?).map { Sender(kind: $0, key: restored(stored[3])) } ?? .withheld
        var contact = Contact(
            kind: kind, sender: sender, text: restored(stored[4]), isPerson: true,
            networkTime: (stored[1] as Int64?).map(Timestamp.init(milliseconds:)))
        contact.purpose = Contact.Purpose(rawValue: stored[5]) ?? .ordinary
        let facts = StoreFacts(
            transaction: self, context: context, period: period, sender: reply.sender, senderKey: sender.key,
            moment: effectiveTime(of: contact),
            excluded: .init(
                reply: reply.id, origin: reply.origin, reserved: Money(micros: reply.reserved), month: reply.month))
        let reason = try LinePolicy(rules: context.rules).judgeAgain(
            contact, condition: condition(of: context), facts: facts, now: now,
            planned: ReplyPlan(
                manner: reply.manner, dueAt: reply.dueAt, parts: reply.parts, price: Money(micros: reply.reserved)))
        // Its reserved money is part of the usage, so its price is not added.
        if reason == .budgetLine { try noteExhausted(.line, context, period, price: .zero) }
        if reason == .budgetTotal { try noteExhausted(.box, context, period, price: .zero) }
        return reason
    }

    /// Whether both are numbers of SIMs; a placeholder stands for a SIM whose ICCID is not known.
    static func areTwoSIMs(_ one: String, _ other: String) -> Bool {
        one != other && !SIMKey.isPlaceholder(one) && !SIMKey.isPlaceholder(other)
    }

    /// The planned replies for which `condition` holds, first due first.
    func plannedReplies(
        _ condition: String, _ arguments: StatementArguments, atMost count: Int = -1
    ) throws -> [StoredReply] {
        try db.rows(
            """
            SELECT * FROM reply WHERE state = 'planned' AND manner <> 'spoken' AND \(condition)
            ORDER BY due_at, id LIMIT \(count)
            """, arguments
        ).map(StoredReply.init(row:))
    }

    /// Cancels the planned replies for which `condition` holds; one in `sending` is never cancelled.
    func cancelReplies(_ condition: String, _ arguments: StatementArguments, reason: Reason) throws {
        for reply in try plannedReplies(condition, arguments) { try cancel(reply, reason: reason) }
    }

    /// Cancels a planned reply: money and window are released, `refused` is written.
    func cancel(_ reply: StoredReply, reason: Reason) throws {
        try db.run("UPDATE reply SET state = 'cancelled' WHERE id = ?", [reply.id])
        try settleMoney(of: reply, spending: 0, keeping: 0)
        try append(
            .refused,
            EventDraft(line: reply.line, sender: reply.sender, reason: reason, reply: reply.id, cost: reply.spent))
        try count(line: reply.line, refused: 1)
    }
}
