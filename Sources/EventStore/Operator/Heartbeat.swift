import GRDB
import LinePolicy
import Vocabulary

/// The result of starting a heartbeat.
public enum HeartbeatStart: Hashable, Sendable {
    /// It is planned, and its money is reserved.
    case planned
    /// The rules of the sending line do not allow it now.
    case refused(Reason)
}

/// A heartbeat that did not arrive.
public struct HeartbeatFailure: Hashable, Sendable {
    /// The line that was to send it.
    public var sender: String
    /// The line that was to receive it.
    public var receiver: String
    /// The line that failed, and is no longer verified.
    public var failedLine: String
}

extension EventStore {
    /// Two verified lines, of which the second has had no heartbeat for `every`; nil when none is due.
    public func dueHeartbeat(
        among lines: [String], every: Span, now: Timestamp
    ) async throws(StoreError) -> (sender: String, receiver: String)? {
        try await read { db in
            let verified = Set(try db.rows("SELECT line FROM line_verified").map { $0[0] as String })
            let candidates = lines.filter(verified.contains)
            func newest(_ column: String, _ line: String) throws -> Int64 {
                try db.number("SELECT max(at) FROM heartbeat WHERE \(column) = ?", [line]) ?? 0
            }
            let received = try candidates.map { ($0, try newest("receiver", $0)) }
            let due = received.filter { $0.1 <= (now - every).milliseconds }.min { $0.1 < $1.1 }
            guard let receiver = due?.0 else { return nil }
            // Each line takes its turn as the sender.
            let sent = try candidates.filter { $0 != receiver }.map { ($0, try newest("sender", $0)) }
            return sent.min { $0.1 < $1.1 }.map { ($0.0, receiver) }
        }
    }

    /// Plans a text with a random token from one of our lines to another; it is charged and judged like every reply.
    public func planHeartbeat(
        from context: LineContext, to receiver: String, number: String, token: String, now: Timestamp
    ) async throws(StoreError) -> HeartbeatStart {
        try await write(now: now) { transaction in
            let period = CalendarPeriod(at: now, in: context.timeZone)
            var contact = Contact(kind: .text, sender: .number(number), text: token, isPerson: true, networkTime: nil)
            contact.purpose = .heartbeat
            let sender = try transaction.senderRow(contact.sender)
            let verdict = try transaction.judge(contact, sender: sender, context: context, period: period)
            if let reason = verdict.reason { return .refused(reason) }
            let origin = try transaction.append(
                .heartbeat(to: receiver), EventDraft(line: context.line, sender: sender, text: token))
            guard
                let reply = try transaction.apply(verdict, to: contact, sender: sender, origin: origin, context, period)
            else { throw StoreError.heartbeatNotPlanned }
            try transaction.db.run(
                "INSERT INTO heartbeat (sender, receiver, token, reply, at) VALUES (?, ?, ?, ?, ?)",
                [context.line, receiver, token, reply, now.milliseconds])
            return .planned
        }
    }

    /// Ends the heartbeats that did not arrive within `timeout`; a line that failed is verified no longer.
    ///
    /// One that was never sent, because its line was paused or without a network, proves nothing about either line.
    public func endOverdueHeartbeats(
        after timeout: Span, now: Timestamp
    ) async throws(StoreError) -> [HeartbeatFailure] {
        let overdue = (now - timeout).milliseconds
        let isDue = "heard_at IS NULL AND failed_at IS NULL AND at <= ?"
        let hasOne = try await read { db in try db.number("SELECT 1 FROM heartbeat WHERE \(isDue)", [overdue]) != nil }
        guard hasOne else { return [] }
        return try await write(now: now) { transaction in
            let db = transaction.db
            let rows = try db.rows(
                """
                SELECT h.id, h.sender, h.receiver, r.state, r.id FROM heartbeat h JOIN reply r ON r.id = h.reply
                WHERE \(isDue)
                """, [overdue])
            var failures: [HeartbeatFailure] = []
            for row in rows {
                let (id, sender, receiver): (Int64, String, String) = (row[0], row[1], row[2])
                var failedLine: String?
                switch ReplyState(rawValue: row[3]) {
                case .sent: failedLine = receiver
                case .failed, .unknown: failedLine = sender
                case .planned: try transaction.cancelReplies("id = ?", [row[4] as Int64], reason: .repliesOff)
                case .sending, .cancelled, nil: break
                }
                try db.run(
                    "UPDATE heartbeat SET failed_at = ?, culprit = ? WHERE id = ?", [now.milliseconds, failedLine, id])
                guard let failedLine else { continue }
                try db.run("DELETE FROM line_verified WHERE line = ?", [failedLine])
                failures.append(HeartbeatFailure(sender: sender, receiver: receiver, failedLine: failedLine))
            }
            return failures
        }
    }

    /// The lines whose last heartbeat failed and that were not verified since.
    public func heartbeatFaults() async throws(StoreError) -> Set<String> {
        try await read { db in
            Set(
                try db.rows(
                    """
                    SELECT DISTINCT culprit FROM heartbeat WHERE culprit IS NOT NULL
                        AND culprit NOT IN (SELECT line FROM line_verified)
                    """
                ).map { $0[0] as String })
        }
    }
}

extension Transaction {
    /// Notes a heartbeat that arrived on a line; false when the text is not an expected one.
    func heartbeatHeard(_ contact: Contact, context: LineContext) throws -> Bool {
        guard contact.kind == .text, let number = contact.sender.number, context.rules.ownNumbers.contains(number),
            let text = contact.text
        else { return false }
        try db.run(
            """
            UPDATE heartbeat SET heard_at = ? WHERE receiver = ? AND token = ? AND heard_at IS NULL AND failed_at IS NULL
            """, [now.milliseconds, context.line, text.filter { !$0.isWhitespace }])
        return db.changesCount > 0
    }
}
