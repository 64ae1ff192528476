import GRDB
import LinePolicy
import Vocabulary

/// The next action of a line's outbox.
public enum BeginResult: Hashable, Sendable {
    /// Send this; it is committed as `sending`, its first part as attempted.
    case send(OutgoingReply)
    /// The next reply is due at this time.
    case waitUntil(Timestamp)
    /// Nothing is planned, or all is held by a pause or a send in progress.
    case nothing
}

/// Whether a further part of a reply may go to the modem.
public enum PartPermission: Hashable, Sendable {
    /// It is committed as attempted.
    case send(Permission)
    /// The line is paused, so the remaining parts are held.
    case held
    /// The reply is not being sent any more.
    case over
}

/// The most replies that one transaction judges, so that others can write.
private let judgementsAtOnce = 256

extension EventStore {
    /// Records outcomes, judges the next due reply again and marks it `sending`: one transaction, one commit.
    ///
    /// A planned reply that the policy now refuses is cancelled, and the next one is considered.
    public func begin(
        in context: LineContext, now: Timestamp, confirmed: [Slot] = []
    ) async throws(StoreError) -> BeginResult {
        try await write(outcomesOf: context.line, now: now) { transaction in
            try transaction.confirmDeletions(confirmed)
            let period = CalendarPeriod(at: now, in: context.timeZone)
            try transaction.endRaid(on: context.line, policy: LinePolicy(rules: context.rules))
            return try transaction.startNext(context, period: period, judged: [])
        }
    }

    /// When this SIM was last given a message to send; nil = never.
    public func newestSubmission(sim: String) async throws(StoreError) -> Timestamp? {
        try await read { db in
            try db.number("SELECT max(at) FROM submission WHERE sim = ?", [sim]).map(Timestamp.init(milliseconds:))
        }
    }

    /// Commits a further part as attempted, before its `AT+CMGS`.
    public func beginPart(
        _ part: Int, of reply: Int64, line: String, now: Timestamp
    ) async throws(StoreError) -> PartPermission {
        try await write(outcomesOf: line, now: now) { transaction in
            let db = transaction.db
            if try transaction.isPaused(line) { return .held }
            try db.run(
                """
                UPDATE reply SET attempted = attempted + 1
                WHERE id = ? AND state = 'sending' AND attempted = ? AND attempted < parts
                """, [reply, part])
            guard db.changesCount == 1 else { return .over }
            try transaction.countSubmission(of: reply)
            return .send(transaction.permissions.current)
        }
    }

    /// Judges a reply in `sending` of which nothing was written; nil = the line must return it.
    ///
    /// Call it when the permission no longer holds, and check the new one right before the effect.
    public func permission(
        toSend reply: Int64, in context: LineContext, now: Timestamp
    ) async throws(StoreError) -> Permission? {
        try await write(now: now) { transaction in
            guard let reply = try transaction.reply(reply), reply.state == .sending else { return nil }
            let period = CalendarPeriod(at: now, in: context.timeZone)
            let permission = transaction.permissions.current
            return try transaction.judgeAgain(reply, context, period) == nil ? permission : nil
        }
    }
}

extension Transaction {
    /// Marks the first due reply of the line as `sending`; `judged` ones were decided in this very transaction.
    func startNext(_ context: LineContext, period: CalendarPeriod, judged: Set<Int64>) throws -> BeginResult {
        guard try db.number("SELECT 1 FROM reply WHERE line = ? AND state = 'sending'", [context.line]) == nil else {
            return .nothing
        }
        let rules = context.rules
        let quietEnd = rules.quietAnswers == .later ? rules.quiet.end(after: now, in: context.timeZone) : nil
        for _ in 0..<judgementsAtOnce {
            let next = try db.first(
                """
                SELECT * FROM reply WHERE line = ?1 AND state = 'planned' AND manner <> 'spoken'
                    AND (purpose <> 'consent' OR NOT ?2)
                ORDER BY due_at, id LIMIT 1
                """, [context.line, quietEnd != nil])
            guard let reply = try next.map(StoredReply.init(row:)) else {
                return quietEnd.map { .waitUntil($0) } ?? .nothing
            }
            guard reply.dueAt <= now else { return .waitUntil(min(reply.dueAt, quietEnd ?? reply.dueAt)) }
            if let later = try pacedUntil(reply, context) { return .waitUntil(later) }
            let isJudged = judged.contains(reply.id)
            switch isJudged ? nil : try judgeAgain(reply, context, period) {
            case .none:
                guard let number = try destination(of: reply) else {
                    // Only where retention erased the number while its reply waited.
                    try cancel(reply, reason: .destinationNotAllowed)
                    continue
                }
                return .send(try markSending(reply, to: number, context))
            case .linePaused:
                return .nothing
            case .some(let reason):
                try cancel(reply, reason: reason)
            }
        }
        return .waitUntil(now)
    }

    private func destination(of reply: StoredReply) throws -> String? {
        let row = try db.first("SELECT key FROM sender WHERE id = ? AND kind = 'number'", [reply.sender])
        return row.flatMap { restored($0[0]) }
    }

    private func markSending(_ reply: StoredReply, to number: String, _ context: LineContext) throws -> OutgoingReply {
        try db.run(
            "UPDATE reply SET state = 'sending', attempted = 1, counted_at = ?, sim = ? WHERE id = ?",
            [now.milliseconds, context.sim, reply.id])
        try countSubmission(of: reply.id)
        let text = try db.first("SELECT text FROM reply WHERE id = ?", [reply.id])?[0] as String?
        return OutgoingReply(
            id: reply.id, to: number, text: text ?? "", part: 0, parts: reply.parts, attempt: reply.isRetry ? 1 : 0,
            permission: permissions.current)
    }

    /// Counts one `AT+CMGS` for the caps of the SIM.
    func countSubmission(of reply: Int64) throws {
        try db.run(
            "INSERT INTO submission (sim, at, sender, reply) SELECT sim, ?, sender, id FROM reply WHERE id = ?",
            [now.milliseconds, reply])
    }
}
