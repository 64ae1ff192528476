import Evidence
import Foundation
import GRDB
import Vocabulary

/// The data from which the leaf of an event is made.
struct LeafDraft {
    var seq: Int64
    var at: Timestamp
    var line: String?
    var kind: String
    var reason: String?
    var reply: Int64?
    var cost: Int64?
    /// The row of the person it is about.
    var sender: Int64?
    /// Whether the number of this event must no longer be shown.
    var isForgotten = false
    var what: What

    /// Whether this event is a contact of a person: what the counter in `who` counts.
    var isContact: Bool { ["sms_received", "call_received", "texts_folded"].contains(kind) }
}

extension Database {
    /// Appends the leaf of an event that was just appended.
    func appendLeaf(_ draft: LeafDraft) throws {
        let position = try leafCount()
        let whatSalt = newSalt()
        let person = try leafPerson(of: draft, at: position)
        let leaf = Leaf(
            index: position, at: draft.at, line: draft.line, kind: draft.kind, reason: draft.reason, reply: draft.reply,
            cost: draft.cost.map { Money(micros: $0).decimal }, facts: Leaf.facts(of: draft.what.details),
            who: person?.commitment, what: draft.what.commitment(salt: whatSalt))
        let hash = leaf.hash
        try run(
            "INSERT INTO leaf (position, seq, hash, n, previous, who, what) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                position, draft.seq, Data(hash.bytes), person?.n, person?.previous, person?.stored, Data(whatSalt),
            ])
        if (position + 1) % MerkleTree.blockSize == 0 { try appendLeafBlock(position / MerkleTree.blockSize) }
    }

    /// Writes the roots of all full blocks, computed from the hashes.
    func appendLeafBlocks() throws {
        for block in 0..<(try leafCount() / MerkleTree.blockSize) { try appendLeafBlock(block) }
    }

    private func appendLeafBlock(_ block: Int) throws {
        let first = block * MerkleTree.blockSize
        let root = MerkleTree.root(ofBlock: try leafHashes(first..<first + MerkleTree.blockSize))
        try run("INSERT INTO leaf_block (block, root) VALUES (?, ?)", [block, Data(root.bytes)])
    }

    /// The number of leaves, which is the position of the next one.
    func leafCount() throws -> Int {
        Int(try number("SELECT max(position) FROM leaf") ?? -1) + 1
    }

    /// The hashes of leaves, in their order.
    func leafHashes(_ range: Range<Int>) throws -> [TreeHash] {
        var hashes: [TreeHash] = []
        hashes.reserveCapacity(range.count)
        // One value at a time, because a proof of many contacts reads nearly every leaf.
        let sql = "SELECT hash FROM leaf WHERE position >= ? AND position < ? ORDER BY position"
        let arguments: StatementArguments = [range.lowerBound, range.upperBound]
        let values = try Data.fetchCursor(prepared(sql, arguments), arguments: arguments)
        while let value = try values.next() {
            guard value.count == 32 else { break }
            hashes.append(TreeHash(octets: value.withUnsafeBytes { $0.loadUnaligned(as: SIMD32<UInt8>.self) }))
        }
        guard hashes.count == range.count else {
            throw StoreError.damaged(answer: "the log of events has a gap")
        }
        return hashes
    }

    /// The tree over the first `size` leaves; valid during the transaction.
    func leafTree(size: Int) throws -> MerkleTree {
        let blocks = try rows(
            "SELECT root FROM leaf_block WHERE block < ? ORDER BY block", [size / MerkleTree.blockSize]
        ).compactMap { TreeHash($0[0] as Data) }
        return MerkleTree(size: size, blocks: blocks) { try self.leafHashes($0) }
    }

    private struct LeafPerson {
        var n: Int?
        var previous: Int?
        /// The salt; empty when the number is not known.
        var stored: Data
        var commitment: TreeHash
    }

    /// The person of a leaf; also counts their contact.
    private func leafPerson(of draft: LeafDraft, at position: Int) throws -> LeafPerson? {
        guard let sender = draft.sender,
            let row = try first("SELECT key, contacts, last_contact FROM sender WHERE id = ?", [sender])
        else { return nil }
        let (contacts, previous): (Int, Int?) = (row[1], row[2])
        let n = contacts + (draft.isContact ? 1 : 0)
        if draft.isContact {
            try run("UPDATE sender SET contacts = ?, last_contact = ? WHERE id = ?", [n, position, sender])
        }
        let salt = newSalt()
        guard !draft.isForgotten, let number = restored(row[0]) else {
            // The person cannot be determined any more, so the commitment is to data that is not kept.
            return LeafPerson(stored: Data(), commitment: TreeHash(hashing: salt, newSalt()))
        }
        return LeafPerson(
            n: n, previous: previous, stored: Data(salt),
            commitment: Who(number: number, n: n, previous: previous).commitment(salt: salt))
    }

    /// 16 random octets.
    private func newSalt() -> [UInt8] {
        var system = SystemRandomNumberGenerator()
        return [system.next(), system.next()].flatMap { (half: UInt64) in withUnsafeBytes(of: half) { Array($0) } }
    }
}

extension Database {
    /// The number of events that get their leaves in one commit.
    private static let eventsAtOnce = 10_000

    /// Appends a leaf for every event that is older than the log, in batches; after an interruption the next start
    /// continues.
    static func giveLeaves(to pool: DatabasePool) throws {
        while try pool.write({ try $0.giveLeaves() }) {}
    }

    private func giveLeaves() throws -> Bool {
        let last = try number("SELECT max(seq) FROM leaf") ?? 0
        guard try number("SELECT max(seq) FROM event") ?? 0 > last else { return false }
        let forgottenTo = try number("SELECT numbers_forgotten_to FROM box") ?? 0
        let events = try rows(
            """
            SELECT seq, at, line, kind, reason, reply, cost, sender, text, pdu, data, details FROM event
            WHERE seq > ? ORDER BY seq LIMIT ?
            """, [last, Self.eventsAtOnce])
        for row in events {
            let seq: Int64 = row[0]
            try appendLeaf(
                LeafDraft(
                    seq: seq, at: Timestamp(milliseconds: row[1]), line: row[2], kind: row[3], reason: row[4],
                    reply: row[5], cost: row[6], sender: row[7], isForgotten: seq <= forgottenTo,
                    what: try What(text: row[8], pdu: row[9], data: row[10], details: row[11])))
        }
        try run("UPDATE box SET late_leaves = ?", [try leafCount()])
        return true
    }
}

extension What {
    /// The content of an event, from its columns.
    init(text: DatabaseValue, pdu: Data?, data: Data?, details: String) throws {
        guard case .object(let details)? = try? StrictJSON.value(details.utf8) else {
            throw StoreError.unreadableValue(type: "event")
        }
        self.init(
            text: restored(text), pdus: StoredPDUs.pdus(in: pdu), data: data.map(Array.init), details: details)
    }
}
