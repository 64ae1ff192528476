import Foundation
import GRDB
import LinePolicy
import Vocabulary

/// The decision about a call.
public struct CallResult: Sendable {
    /// The `seq` of its `call_received`; it names the call from here on.
    public var call: Int64
    /// Why the caller is not answered; nil = a reply is planned.
    public var reason: Reason?
    /// How the caller is answered.
    public var manner: ReplyPlan.Manner?
    /// The reply that is now `sending`: the caller is texted at once.
    public var started: OutgoingReply?
}

extension EventStore {
    /// Records a call that rang and decides about the caller: one transaction, one commit.
    ///
    /// `contact` is a call with the time of its first RING as network time; a withheld number is still a call.
    public func recordCall(
        _ contact: Contact, details: RingDetails = RingDetails(), in context: LineContext, now: Timestamp,
        start: StartPermission
    ) async throws(StoreError) -> CallResult {
        try await write(now: now) { try $0.recordCall(contact, details: details, in: context, start: start) }
    }

    /// Whether the newest call of a line came from this sender, not before `earliest`, and was cut off by a fault.
    ///
    /// Only then the same call may ring on: the end of any other call was seen.
    public func isCutOffCall(
        from sender: Sender, line: String, notBefore earliest: Timestamp
    ) async throws(StoreError) -> Bool {
        try await read { [secret, permissions] db in
            let newest = try db.first(
                """
                SELECT e.at, s.hash FROM event e LEFT JOIN sender s ON s.id = e.sender
                WHERE e.line = ?1 AND e.kind = 'call_received' AND NOT EXISTS (
                    SELECT 1 FROM event WHERE line = ?1 AND kind = 'call_ended' AND seq > e.seq
                        AND json_extract(details, '$.call') = e.seq AND json_extract(details, '$.note') IS NULL)
                    AND e.seq = (SELECT max(seq) FROM event WHERE line = ?1 AND kind = 'call_received')
                """, [line])
            guard let newest, newest[0] as Int64 >= earliest.milliseconds else { return false }
            return newest[1] as Data?
                == Transaction(db: db, secret: secret, permissions: permissions, now: earliest).hash(of: sender)
        }
    }

    /// Records what happened to a call; `call` comes from ``CallResult``.
    ///
    /// An answer settles the price of the call. A call that ends without one gives that price back.
    /// ``CallStep/uncertain`` writes a `reply_unknown`.
    public func recordCallStep(
        _ step: CallStep, of call: Int64, now: Timestamp
    ) async throws(StoreError) {
        try await write(now: now) { try $0.recordCallStep(step, of: call) }
    }
}

extension EventStore {
    /// Commits that a caller is about to be answered, before `ATA`, so that a crash cannot lead to a second answer.
    ///
    /// The caller is judged again; nil = it is forbidden by something committed since, such as a pause, a STOP or a
    /// block. Check the permission again right before the effect, and ask once more when it no longer holds.
    public func commitAnswering(
        of call: Int64, in context: LineContext, now: Timestamp
    ) async throws(StoreError) -> Permission? {
        try await write(now: now) { try $0.commitAnswering(of: call, in: context) }
    }

    /// Records that the caller pressed the STOP key: once, and only for a caller with a number.
    public func stopCaller(of call: Int64, now: Timestamp) async throws(StoreError) {
        try await write(now: now) { try $0.stopCaller(of: call) }
    }

    /// Plans a text for a caller to whom the line could not speak, judged again like a caller who is hung up on.
    ///
    /// Only a reply that is still planned is replaced; returns why the caller gets no text either.
    @discardableResult
    public func textInstead(
        of call: Int64, _ contact: Contact, in context: LineContext, now: Timestamp
    ) async throws(StoreError) -> Reason? {
        var context = context
        context.condition.speaks = false
        let mute = context
        return try await write(now: now) { try $0.textInstead(of: call, contact, mute) }
    }
}

extension Transaction {
    /// Records a call that rang and decides about the caller.
    func recordCall(
        _ contact: Contact, details: RingDetails, in context: LineContext, start: StartPermission
    ) throws -> CallResult {
        let period = CalendarPeriod(at: now, in: context.timeZone)
        let sender = try senderRow(contact.sender)
        let verdict = try judge(contact, sender: sender, context: context, period: period)
        let call = try append(
            .callReceived(details), EventDraft(line: context.line, sender: sender, reason: verdict.reason))
        try count(line: context.line, refused: verdict.reason == nil ? 0 : 1, calls: 1)
        try tally(
            CountedContact(contact, line: context.line, row: sender, reason: verdict.reason, isTest: false), in: period)
        var result = CallResult(call: call, reason: verdict.reason)
        guard let reply = try apply(verdict, to: contact, sender: sender, origin: call, context, period)
        else { return result }
        result.manner = verdict.plan?.manner
        if start == .allowed, result.manner == .text,
            case .send(let started) = try startNext(context, period: period, judged: [reply])
        {
            result.started = started
        }
        return result
    }

    fileprivate func commitAnswering(of call: Int64, in context: LineContext) throws -> Permission? {
        guard let reply = try reply(to: call), reply.manner != .text, reply.state.isOpen else { return nil }
        let permission = permissions.current
        let period = CalendarPeriod(at: now, in: context.timeZone)
        guard try judgeAgain(reply, context, period) == nil else { return nil }
        try db.run(
            """
            UPDATE reply SET state = 'sending', counted_at = ?
            WHERE id = ? AND state = 'planned' AND manner = 'spoken'
            """, [now.milliseconds, reply.id])
        return permission
    }

    /// The first STOP of a caller with a number.
    func stopCaller(of call: Int64) throws {
        let row = try db.first(
            """
            SELECT e.line, s.id FROM event e JOIN sender s ON s.id = e.sender
            WHERE e.seq = ? AND s.kind = 'number' AND s.stopped_at IS NULL
            """, [call])
        if let row { try stop(row[1], line: row[0]) }
    }

    fileprivate func textInstead(of call: Int64, _ contact: Contact, _ context: LineContext) throws -> Reason? {
        guard let spoken = try reply(to: call), spoken.manner == .spoken, spoken.state.isOpen else { return nil }
        try releaseCall(of: spoken)
        let period = CalendarPeriod(at: now, in: context.timeZone)
        let verdict = try judge(contact, sender: spoken.sender, context: context, period: period)
        _ = try apply(verdict, to: contact, sender: spoken.sender, origin: call, context, period)
        guard let reason = verdict.reason else { return nil }
        try append(
            .refused,
            EventDraft(line: spoken.line, sender: spoken.sender, reason: reason, reply: spoken.id, cost: spoken.spent))
        try count(line: spoken.line, refused: 1)
        return reason
    }

    func recordCallStep(_ step: CallStep, of call: Int64) throws {
        guard let origin = try db.first("SELECT line, sender FROM event WHERE seq = ?", [call]) else { return }
        let reply = try reply(to: call)
        var draft = EventDraft(line: origin[0], sender: origin[1], reply: reply?.id)
        switch step {
        case .rejected(let isConfirmed):
            if let reply { try releaseCall(of: reply) }
            try append(.callRejected(call: call, isConfirmed: isConfirmed), draft)
        case .uncertain:
            if let reply {
                try settle(Settlement(reply: reply.id, outcome: .unknown(.modemLostAtAnswer)))
            }
        case .answered(let rang, let rings):
            if let reply { draft.cost = try chargeCall(of: reply) }
            try append(.callAnswered(call: call, rang: rang, rings: rings), draft)
        case .ended(let end):
            if let reply { try releaseCall(of: reply) }
            try append(.callEnded(call: call, end), draft)
        }
    }

    /// The valid reply to a call.
    private func reply(to call: Int64) throws -> StoredReply? {
        try db.first("SELECT * FROM reply WHERE origin = ? ORDER BY id DESC LIMIT 1", [call])
            .map(StoredReply.init(row:))
    }

    /// Settles the price of an answered call; a purely spoken reply then counts as sent.
    private func chargeCall(of reply: StoredReply) throws -> Int64? {
        guard reply.manner != .text, reply.state.isOpen else { return nil }
        let pending = pendingCallPrice(of: reply)
        try settleMoney(of: reply, spending: pending, keeping: reply.reserved - pending)
        if reply.manner == .spoken {
            try db.run(
                "UPDATE reply SET state = 'sent', counted_at = ? WHERE id = ?", [now.milliseconds, reply.id])
        }
        return reply.spent + pending
    }

    /// Releases the price of a call that was never answered; a purely spoken reply is then cancelled.
    func releaseCall(of reply: StoredReply) throws {
        guard reply.manner != .text, reply.state.isOpen else { return }
        try settleMoney(of: reply, spending: 0, keeping: reply.reserved - pendingCallPrice(of: reply))
        if reply.manner == .spoken {
            try db.run("UPDATE reply SET state = 'cancelled' WHERE id = ?", [reply.id])
        }
    }

    private func pendingCallPrice(of reply: StoredReply) -> Int64 {
        reply.reserved - reply.partPrice * Int64(reply.parts)
    }

    /// Cancels spoken answers that an interrupted service never gave.
    func cancelUnansweredCalls() throws {
        let left = try db.rows("SELECT * FROM reply WHERE state = 'planned' AND manner <> 'text'")
        for reply in try left.map(StoredReply.init(row:)) { try releaseCall(of: reply) }
    }
}

extension Transaction {
    /// Ends every call that was not over when the service was interrupted.
    ///
    /// Only the newest events of each line are searched for them.
    func endInterruptedCalls() throws {
        for row in try db.rows("SELECT line FROM line_counter ORDER BY line") {
            let line = row[0] as String
            let open = try db.rows(
                """
                WITH newest AS MATERIALIZED
                    (SELECT seq, kind, details FROM event WHERE line = ? ORDER BY seq DESC LIMIT 10000)
                SELECT seq FROM newest WHERE kind = 'call_received' AND seq NOT IN (
                    SELECT ifnull(json_extract(details, '$.call'), 0) FROM newest WHERE kind = 'call_ended')
                ORDER BY seq
                """, [line])
            for call in open {
                try recordCallStep(.ended(CallEndDetails(interruption: .serviceInterrupted)), of: call[0])
            }
        }
    }
}
