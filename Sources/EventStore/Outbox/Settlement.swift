import GRDB
import LinePolicy
import Vocabulary

/// How a send ended.
public struct Settlement: Hashable, Sendable {
    /// How a send ended.
    public enum Outcome: Hashable, Sendable {
        /// The network took every part.
        case sent
        /// A definite error.
        case failed(ReplyFault)
        /// A definite error, to be tried once more, not before that time; a second one is `failed`.
        case retry(ReplyFault, notBefore: Timestamp)
        /// It is not known whether it was sent.
        case unknown(ReplyFault)
        /// Nothing of the last attempted part was written: it was not attempted, and without any part the reply waits
        /// again.
        case notWritten
    }

    /// The reply that was `sending`.
    public var reply: Int64
    /// How it ended.
    public var outcome: Outcome
    /// Whether the body of the last attempted part was written to the modem: only then it counts for the caps.
    public var bodyWritten: Bool

    /// How a send ended.
    public init(reply: Int64, outcome: Outcome, bodyWritten: Bool = true) {
        self.reply = reply
        self.outcome = outcome
        self.bodyWritten = bodyWritten
    }
}

extension EventStore {
    /// Ends the replies that a crash or a stop left in `sending`: they become `reply_unknown` and are never sent again.
    ///
    /// A spoken answer that never began gives its money back. Returns the number of replies that ended as unknown.
    @discardableResult
    public func recover(now: Timestamp) async throws(StoreError) -> Int {
        try await write(now: now) { transaction in
            let db = transaction.db
            let open = try db.rows("SELECT id FROM reply INDEXED BY reply_sending WHERE state = 'sending' ORDER BY id")
                .map { $0[0] as Int64 }
            for id in open {
                try transaction.settle(Settlement(reply: id, outcome: .unknown(.serviceInterrupted)))
            }
            try transaction.cancelUnansweredCalls()
            try transaction.endInterruptedCalls()
            return open.count
        }
    }
}

extension Transaction {
    /// Applies an outcome; one that comes for a reply no longer `sending` changes nothing.
    func settle(_ settlement: Settlement) throws {
        guard let reply = try reply(settlement.reply), reply.state == .sending else { return }
        if !settlement.bodyWritten || settlement.outcome == .notWritten { try uncountSubmission(of: reply) }
        switch settlement.outcome {
        case .sent:
            try end(reply, as: .sent, .replySent(parts: reply.attempted))
            try count(line: reply.line, replied: 1)
            try noteSent(by: reply.sim)
            try noteVerified(by: reply)
        case .unknown(let fault):
            try end(reply, as: .unknown, .replyUnknown(fault))
        case .notWritten:
            // It comes again in its turn, judged again, and with its second try where that was left.
            try db.run(
                """
                UPDATE reply SET attempted = attempted - 1, state = iif(attempted > 1, 'sending', 'planned')
                WHERE id = ? AND attempted > 0
                """, [reply.id])
        case .failed(let fault), .retry(let fault, _):
            if reply.attempted > 1 {
                // A part before this one was accepted: the reply as a whole did not fail.
                try end(reply, as: .unknown, .replyUnknown(fault.of(part: reply.attempted)))
            } else if case .retry(_, let notBefore) = settlement.outcome, !reply.isRetry {
                try db.run(
                    "UPDATE reply SET state = 'planned', attempted = 0, retried = 1, due_at = ? WHERE id = ?",
                    [max(notBefore, now).milliseconds, reply.id])
            } else {
                try end(reply, as: .failed, .replyFailed(fault))
                try noteFailure(of: reply, fault)
            }
        }
    }

    private func end(_ reply: StoredReply, as state: ReplyState, _ payload: EventPayload) throws {
        // A spoken answer in `sending` is a call that was being answered.
        let attempted = reply.partPrice * Int64(reply.attempted) + (reply.manner == .spoken ? reply.callPrice : 0)
        let spending = state == .failed ? 0 : attempted
        try db.run("UPDATE reply SET state = ? WHERE id = ?", [state.rawValue, reply.id])
        try settleMoney(of: reply, spending: spending, keeping: 0)
        try append(
            payload,
            EventDraft(line: reply.line, sender: reply.sender, reply: reply.id, cost: reply.spent + spending))
    }

    private func uncountSubmission(of reply: StoredReply) throws {
        try db.run(
            "DELETE FROM submission WHERE id = (SELECT id FROM submission WHERE reply = ? ORDER BY id DESC LIMIT 1)",
            [reply.id])
    }
}
