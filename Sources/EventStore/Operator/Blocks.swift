import Foundation
import GRDB
import LinePolicy
import Vocabulary

/// Somebody the operator names.
public enum Person: Hashable, Sendable {
    /// An E.164 number.
    case number(String)
    /// The id printed with every event: `s-` and 16 hex digits.
    case senderID(String)
}

/// A number that is never answered.
public struct Block: Hashable, Sendable {
    /// The number; nil once it is erased.
    public var number: String?
    /// The id printed with every event.
    public var senderID: String
    /// Since when.
    public var at: Timestamp
    /// Why, in the operator's words.
    public var note: String?
}

extension EventStore {
    /// Never answer this person again; planned replies are cancelled.
    ///
    /// Blocking twice keeps the first date.
    public func block(_ person: Person, note: String?, now: Timestamp) async throws(StoreError) {
        try await write(now: now) { transaction in
            transaction.permissions.revoke()
            let sender = try transaction.row(of: person, create: true)
            try transaction.db.run(
                "UPDATE sender SET blocked_at = ifnull(blocked_at, ?), block_note = ifnull(?, block_note) WHERE id = ?",
                [transaction.now.milliseconds, stored(note), sender])
            try transaction.noteOutside(.block, sender: sender)
            try transaction.append(.block, EventDraft(sender: sender))
            try transaction.cancelReplies("sender = ?", [sender], reason: .blocked)
        }
    }

    /// Takes a block back, a STOP stays; false = there was none.
    @discardableResult
    public func unblock(_ person: Person, now: Timestamp) async throws(StoreError) -> Bool {
        try await write(now: now) { transaction in
            let sender = try transaction.row(of: person, create: false)
            try transaction.db.run(
                "UPDATE sender SET blocked_at = NULL, block_note = NULL WHERE id = ? AND blocked_at IS NOT NULL",
                [sender])
            guard transaction.db.changesCount == 1 else { return false }
            try transaction.noteOutside(.unblock, sender: sender)
            try transaction.append(.unblock, EventDraft(sender: sender))
            return true
        }
    }

    /// All blocks, oldest first.
    public func blocks() async throws(StoreError) -> [Block] {
        try await read { db in
            try db.rows(
                """
                SELECT key, hash, blocked_at, block_note FROM sender WHERE blocked_at IS NOT NULL
                ORDER BY blocked_at, id
                """
            ).map { row in
                Block(
                    number: restored(row[0]), senderID: senderIdentifier(row[1]),
                    at: Timestamp(milliseconds: row[2]), note: restored(row[3]))
            }
        }
    }
}

extension Transaction {
    /// The row of a person the operator names; an unknown number is made known only when `create` is set.
    func row(of person: Person, create: Bool) throws -> Int64 {
        switch person {
        case .number(let number):
            if create, let row = try senderRow(.number(number)) { return row }
            let hash = hash(of: .number(number))
            if let row = try db.number("SELECT id FROM sender WHERE hash = ?", [hash]) { return row }
            throw StoreError.unknownPerson
        case .senderID(let text):
            guard let prefix = hashPrefix(text) else {
                throw StoreError.notASenderID
            }
            let last = prefix + Data(repeating: 0xFF, count: 24)
            let row = try db.number("SELECT id FROM sender WHERE hash BETWEEN ? AND ?", [prefix, last])
            guard let row else { throw StoreError.unknownSenderID(text) }
            return row
        }
    }

    private func hashPrefix(_ senderID: String) -> Data? {
        guard senderID.hasPrefix("s-"), senderID.utf8.count == 18 else { return nil }
        guard let value = UInt64(senderID.dropFirst(2), radix: 16) else { return nil }
        return withUnsafeBytes(of: value.bigEndian) { Data($0) }
    }
}
