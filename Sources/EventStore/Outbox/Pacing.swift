import GRDB
import LinePolicy
import Vocabulary

// Delays of a SIM beyond the interval between two sends. Carriers block a SIM for good when it sends without a pause,
// or continues after refusals.

extension Transaction {
    /// When a due reply may be sent; nil = now.
    func pacedUntil(_ reply: StoredReply, _ context: LineContext) throws -> Timestamp? {
        [try backoffEnd(context), try hourEnd(reply, context)].compactMap(\.self).filter { $0 > now }.max()
    }

    /// When enough of the segments of the last hour are an hour old.
    private func hourEnd(_ reply: StoredReply, _ context: LineContext) throws -> Timestamp? {
        let cap = context.rules.repliesPerHour
        guard cap > 0 else { return nil }
        // A reply with more parts than the cap is sent when nothing else was.
        let others = max(cap - reply.parts, 0)
        let row = try db.number(
            "SELECT at FROM submission WHERE sim = ? AND at BETWEEN ? AND ? ORDER BY at DESC LIMIT 1 OFFSET ?",
            [context.sim, (now - .hours(1)).milliseconds, now.milliseconds, others])
        return row.map { Timestamp(milliseconds: $0 + 1) + .hours(1) }
    }

    /// After more failed replies in a row than this, a SIM waits longer than its interval.
    private static let failuresBeforeBackoff: Int64 = 5
    /// The longest wait.
    private static let longest = Span.hours(1)

    /// When the wait after refusals ends; it doubles with each further refusal.
    private func backoffEnd(_ context: LineContext) throws -> Timestamp? {
        guard let row = try db.first("SELECT failures, at FROM sim_backoff WHERE sim = ?", [context.sim]) else {
            return nil
        }
        let extra = (row[0] as Int64) - Self.failuresBeforeBackoff
        guard extra >= 0 else { return nil }
        // Doubled twelve times, any interval of a second is beyond the longest.
        let wait = Span(milliseconds: context.rules.minSendInterval.milliseconds << min(extra + 1, 12))
        let failed = Timestamp(milliseconds: row[1])
        // A time written by a clock that was ahead must not delay anything.
        return failed > now ? nil : failed + min(max(wait, .zero), Self.longest)
    }

    /// Notes a failed reply; a cause that does not concern the recipient makes the SIM wait.
    func noteFailure(of reply: StoredReply, _ fault: ReplyFault) throws {
        if Self.isAboutRecipient(fault) { return }
        try db.run(
            """
            INSERT INTO sim_backoff (sim, failures, at) VALUES (?1, 1, ?2)
            ON CONFLICT (sim) DO UPDATE SET failures = failures + 1, at = ?2
            """, [reply.sim, now.milliseconds])
    }

    /// Notes that a SIM can send.
    func noteSent(by sim: String) throws {
        try db.run("DELETE FROM sim_backoff WHERE sim = ?", [sim])
    }

    /// Whether a cause is about the number that was texted: unassigned, rejected, out of order, unidentified, unknown
    /// (3GPP TS 24.011, annex E-2).
    private static func isAboutRecipient(_ fault: ReplyFault) -> Bool {
        guard case .answered(let answer, _) = fault else { return false }
        return [1, 21, 27, 28, 30].contains { answer == "+CMS ERROR: \($0)" }
    }
}
