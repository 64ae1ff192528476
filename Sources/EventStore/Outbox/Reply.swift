import GRDB
import LinePolicy
import Vocabulary

/// A stored reply.
struct StoredReply {
    let id: Int64
    let line: String
    let sim: String
    let sender: Int64?
    let origin: Int64
    let state: ReplyState
    let manner: ReplyPlan.Manner
    let parts: Int
    let partPrice: Int64
    let callPrice: Int64
    let attempted: Int
    let isRetry: Bool
    let dueAt: Timestamp
    let month: Int64
    let reserved: Int64
    let spent: Int64

    init(row: Row) throws {
        guard let manner = ReplyPlan.Manner(rawValue: row["manner"]) else {
            throw StoreError.unknownManner
        }
        guard let state = ReplyState(rawValue: row["state"]) else {
            throw StoreError.unknownReplyState
        }
        id = row["id"]
        line = row["line"]
        sim = row["sim"]
        sender = row["sender"]
        origin = row["origin"]
        self.state = state
        self.manner = manner
        parts = row["parts"]
        partPrice = row["part_price"]
        callPrice = row["call_price"]
        attempted = row["attempted"]
        isRetry = row["retried"]
        dueAt = Timestamp(milliseconds: row["due_at"])
        month = row["month"]
        reserved = row["reserved"]
        spent = row["spent"]
    }
}

extension Transaction {
    func reply(_ id: Int64) throws -> StoredReply? {
        try db.first("SELECT * FROM reply WHERE id = ?", [id]).map(StoredReply.init(row:))
    }

    /// Ends or changes a reply's money: what it spends now, what it keeps reserved.
    func settleMoney(of reply: StoredReply, spending: Int64, keeping: Int64) throws {
        try db.run(
            "UPDATE reply SET spent = spent + ?, reserved = ? WHERE id = ?", [spending, keeping, reply.id])
        try move(line: reply.line, month: reply.month, spent: spending, reserved: keeping - reply.reserved)
    }
}
