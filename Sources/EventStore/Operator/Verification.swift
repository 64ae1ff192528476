import GRDB
import LinePolicy
import Vocabulary

/// What a verification is answered.
let verificationAnswer = "ok"

/// One `line verify`: the operator texts a one-time code to the line, and the line answers.
public struct Verification: Hashable, Sendable {
    /// The one-time code.
    public var code: String
    /// Until when it counts.
    public var expiresAt: Timestamp
    /// How far it is.
    public var state: VerificationState
    /// Why it was not answered.
    public var reason: Reason?

    /// A code that nobody can guess in time: six digits.
    public static func newCode() -> String {
        String((0..<codeLength).map { _ in Character(String(Int.random(in: 0...9))) })
    }

    fileprivate static let codeLength = 6
}

extension EventStore {
    /// Waits for a code on a line; an older one of the line no longer counts.
    public func beginVerification(
        line: String, code: String, expires: Timestamp, now: Timestamp
    ) async throws(StoreError) {
        try await write(now: now) { transaction in
            try transaction.db.run(
                "INSERT OR REPLACE INTO verification (line, code, asked_at, expires_at) VALUES (?, ?, ?, ?)",
                [line, code, now.milliseconds, expires.milliseconds])
            try transaction.append(.lineVerify, EventDraft(line: line))
        }
    }

    /// The newest verification of a line; nil when there never was one.
    public func verification(line: String, now: Timestamp) async throws(StoreError) -> Verification? {
        try await read { db in
            let row = try db.first(
                """
                SELECT v.code, v.expires_at, v.heard, v.reason, r.state FROM verification v
                LEFT JOIN reply r ON r.id = v.reply WHERE v.line = ?
                """, [line])
            guard let row else { return nil }
            let expires = Timestamp(milliseconds: row[1])
            let isHeard = (row[2] as Int64?) != nil
            let state: VerificationState =
                switch (row[4] as String?).flatMap(ReplyState.init(rawValue:)) {
                case .sent: .verified
                case .planned, .sending: .heard
                case .failed, .unknown, .cancelled: .unanswered
                case nil: isHeard ? .refused : expires < now ? .expired : .waiting
                }
            return Verification(
                code: row[0], expiresAt: expires, state: state,
                reason: (row[3] as String?).flatMap(Reason.init(rawValue:)))
        }
    }

    /// When each line last proved both directions.
    public func verifiedLines() async throws(StoreError) -> [String: Timestamp] {
        try await read { db in
            let rows = try db.rows("SELECT line, at FROM line_verified")
            return Dictionary(
                rows.map { ($0[0] as String, Timestamp(milliseconds: $0[1])) }, uniquingKeysWith: { _, last in last })
        }
    }
}

extension Transaction {
    /// Whether a text is the code that its line waits for.
    func isVerification(_ contact: Contact, line: String) throws -> Bool {
        guard contact.kind == .text, contact.isPerson, contact.sender.number != nil, let text = contact.text else {
            return false
        }
        // Only what looks like a code costs a look.
        let code = text.filter { !$0.isWhitespace }
        guard code.utf8.count == Verification.codeLength, code.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return false
        }
        return try db.number(
            "SELECT 1 FROM verification WHERE line = ? AND code = ? AND heard IS NULL AND expires_at >= ?",
            [line, code, now.milliseconds]) != nil
    }

    /// Notes that the code came, and what became of its answer.
    func verificationHeard(line: String, seq: Int64, reason: Reason?, reply: Int64?) throws {
        try db.run(
            "UPDATE verification SET heard = ?, reason = ?, reply = ? WHERE line = ?",
            [seq, reason?.rawValue, reply, line])
    }

    /// Notes that a line proved both directions, when a reply that was sent was the answer to its code.
    func noteVerified(by reply: StoredReply) throws {
        try db.run(
            """
            INSERT OR REPLACE INTO line_verified (line, at, sim)
            SELECT line, ?, sim FROM reply WHERE id = ? AND purpose = 'verification'
            """, [now.milliseconds, reply.id])
    }
}
