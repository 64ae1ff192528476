import GRDB
import LinePolicy

/// What was decided about a call.
public struct CallResult: Sendable {
    /// The `seq` of its `call_received`; it names the call from here on.
    public var call: Int64
    /// Why the caller gets nothing; nil = there is a plan.
    public var reason: Reason?
    /// How the caller is answered.
    public var manner: ReplyPlan.Manner?
    /// The reply that is now `sending`: the caller is texted at once.
    public var started: OutgoingReply?
}

/// What happened to a call after it was recorded.
public enum CallStep: Sendable {
    /// It was hung up on.
    case rejected
    /// It was answered: charged from here on.
    case answered
    /// It is over.
    case ended
}

extension EventStore {
    /// Records a call that rang and decides about the caller: one transaction, one commit.
    ///
    /// `contact` is a call with the time of its first RING as network time; a withheld number is still a call.
    public func recordCall(
        _ contact: Contact, details: Details = [:], in context: LineContext, now: Timestamp, start: StartPermission
    ) async throws(StoreError) -> CallResult {
        try await write(now: now) { transaction in
            let period = CalendarPeriod(at: now, in: context.timeZone)
            let sender = try transaction.senderRow(contact.sender)
            let verdict = try transaction.judge(contact, sender: sender, context: context, period: period)
            let call = try transaction.append(
                .callReceived,
                EventDraft(line: context.line, sender: sender, reason: verdict.reason, details: details))
            try transaction.count(line: context.line, refused: verdict.reason == nil ? 0 : 1, calls: 1)
            var result = CallResult(call: call, reason: verdict.reason)
            guard let reply = try transaction.apply(verdict, to: contact, sender: sender, origin: call, context, period)
            else { return result }
            result.manner = verdict.plan?.manner
            if start == .allowed, result.manner == .text,
                case .send(let started) = try transaction.startNext(context, period: period, judged: [reply])
            {
                result.started = started
            }
            return result
        }
    }

    /// Records what happened to a call; `call` comes from ``CallResult``.
    ///
    /// An answer settles the price of the call. A call that ends without one gives that price back.
    public func recordCallStep(
        _ step: CallStep, of call: Int64, details: Details = [:], now: Timestamp
    ) async throws(StoreError) {
        try await write(now: now) { try $0.recordCallStep(step, of: call, details: details) }
    }
}

extension Transaction {
    fileprivate func recordCallStep(_ step: CallStep, of call: Int64, details: Details) throws {
        guard let origin = try db.first("SELECT line, sender FROM event WHERE seq = ?", [call]) else { return }
        let reply = try db.first("SELECT * FROM reply WHERE origin = ?", [call]).map(StoredReply.init(row:))
        var draft = EventDraft(line: origin[0], sender: origin[1], reply: reply?.id, details: details)
        draft.details["call"] = .integer(call)
        switch step {
        case .rejected:
            if let reply { try releaseCall(of: reply) }
            try append(.callRejected, draft)
        case .answered:
            if let reply { draft.cost = try chargeCall(of: reply) }
            try append(.callAnswered, draft)
        case .ended:
            if let reply { try releaseCall(of: reply) }
            try append(.callEnded, draft)
        }
    }

    /// Settles the price of an answered call; a purely spoken answer is then as good as sent.
    private func chargeCall(of reply: StoredReply) throws -> Int64? {
        guard reply.manner != .text, reply.state == "planned" else { return nil }
        let pending = pendingCallPrice(of: reply)
        try settleMoney(of: reply, spending: pending, keeping: reply.reserved - pending)
        if reply.manner == .spoken {
            try db.run(
                "UPDATE reply SET state = 'sent', counted_at = ? WHERE id = ?", [now.milliseconds, reply.id])
        }
        return reply.spent + pending
    }

    /// Gives back the price of a call that was never answered; a purely spoken answer is then cancelled.
    private func releaseCall(of reply: StoredReply) throws {
        guard reply.manner != .text, reply.state == "planned" else { return }
        try settleMoney(of: reply, spending: 0, keeping: reply.reserved - pendingCallPrice(of: reply))
        if reply.manner == .spoken {
            try db.run("UPDATE reply SET state = 'cancelled' WHERE id = ?", [reply.id])
        }
    }

    private func pendingCallPrice(of reply: StoredReply) -> Int64 {
        reply.reserved - reply.partPrice * Int64(reply.parts)
    }

    /// Cancels spoken answers that an interrupted service never gave.
    func dropUnansweredCalls() throws {
        let left = try db.rows("SELECT * FROM reply WHERE state = 'planned' AND manner <> 'text'")
        for reply in try left.map(StoredReply.init(row:)) { try releaseCall(of: reply) }
    }
}

extension Transaction {
    /// Ends the call of each line that was under way when the service was interrupted; a line has one at most.
    func endInterruptedCalls() throws {
        let last = try db.rows("SELECT line, max(seq) FROM event WHERE kind = 'call_received' GROUP BY line")
        for row in last {
            let (line, call) = (row[0] as String?, row[1] as Int64)
            let ended = try db.number(
                "SELECT 1 FROM event WHERE kind = 'call_ended' AND line IS ? AND seq > ? LIMIT 1", [line, call])
            guard ended == nil else { continue }
            try recordCallStep(.ended, of: call, details: ["note": "the service was interrupted"])
        }
    }
}
