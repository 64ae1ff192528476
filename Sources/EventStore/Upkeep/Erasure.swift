import Foundation
import GRDB
import LinePolicy
import Synchronization
import Vocabulary

/// The outcome of the erasure of a person.
public struct Erasure: Hashable, Sendable {
    /// The id under which the person's events are still counted.
    public var senderID: String
    /// Events whose text or octets are gone.
    public var contents: Int
    /// Planned replies that were cancelled.
    public var cancelled: Int
    /// Whether the octets are erased from the disk too; false = a reader of the database prevents it, and it is tried
    /// again.
    public var isGone = false
}

extension EventStore {
    /// Erases a person: number, texts and notes are deleted; counts, money, STOP and block remain under the keyed hash.
    ///
    /// Planned replies are cancelled. Then it waits up to `patience` for readers of the database; ``clearLog()`` erases
    /// the rest later. A person who is kept is ``Vocabulary/StoreError/personKept``.
    public func erase(
        _ person: Person, now: Timestamp, patience: Duration = .seconds(10)
    ) async throws(StoreError) -> Erasure {
        var erasure = try await write(now: now) { transaction in
            let sender = try transaction.row(of: person, create: false)
            if try transaction.db.number("SELECT 1 FROM sender WHERE id = ? AND kept_until IS NOT NULL", [sender])
                != nil
            {
                throw StoreError.personKept
            }
            let number: String? = if case .number(let number) = person { number } else { nil }
            return try transaction.erase(sender, number: number, by: .operator)
        }
        logMayHoldForgotten.withLock { $0 = true }
        erasure.isGone = await isGone(within: patience)
        return erasure
    }

    /// Waits for readers of an older state of the database.
    private func isGone(within patience: Duration) async -> Bool {
        let deadline = ContinuousClock.now + patience
        while true {
            // If the disk fails now, the ticker tries again: the database stores that an erasure is pending.
            if (try? await clearLog()) ?? false { return true }
            guard ContinuousClock.now < deadline, (try? await Task.sleep(for: .milliseconds(100))) != nil else {
                return false
            }
        }
    }
}

/// The cause of an erasure.
enum ErasureCause {
    /// An operator requested it.
    case `operator`
    /// The period of a keep has ended.
    case keepEnded
    /// The person was erased before, and this database is older than the erasure.
    case earlier
}

extension Transaction {
    /// Erases a sender from every place of ``PersonalData``; `number` is given when the caller knows it in full.
    func erase(_ sender: Int64, number: String?, by cause: ErasureCause) throws -> Erasure {
        permissions.revoke()
        guard let row = try db.first("SELECT hash, key, kind FROM sender WHERE id = ?", [sender]) else {
            throw StoreError.unknownSender
        }
        let before = try db.number("SELECT count(*) FROM reply WHERE sender = ? AND state = 'planned'", [sender]) ?? 0
        switch cause {
        case .operator: try append(.erase, EventDraft(sender: sender))
        case .keepEnded, .earlier: break
        }
        try cancelReplies("sender = ?", [sender], reason: .blocked)
        for reply in try db.rows(
            "SELECT * FROM reply WHERE sender = ? AND state = 'planned' AND manner = 'spoken'", [sender])
        {
            try releaseCall(of: StoredReply(row: reply))
        }
        let events = try db.rows("SELECT seq FROM event WHERE sender = ?", [sender]).map { $0[0] as Int64 }
        try db.closeLeaves(events, who: true, what: true)
        var contents = 0
        for (index, statement) in PersonalData.erasing.enumerated() {
            try db.run(statement, ["sender": sender, "now": now.milliseconds])
            if index == 0 { contents = db.changesCount }
        }
        let known = number ?? ((row[2] as String) == "number" ? restored(row[1]) : nil)
        if let known { contents += try eraseUnreadable(from: known) }
        try noteErasurePending()
        try noteOutside(.erase, sender: sender)
        return Erasure(senderID: senderIdentifier(row[0]), contents: contents, cancelled: Int(before))
    }

    /// Undecodable octets have no sender, but may contain a number in the coding of 3GPP TS 23.040 (9.1.2.5).
    private func eraseUnreadable(from number: String) throws -> Int {
        var digits = number.utf8.filter { (0x30...0x39).contains($0) }.map { $0 & 15 }
        if !digits.count.isMultiple(of: 2) { digits.append(15) }
        let swapped = stride(from: 0, to: digits.count, by: 2).map { digits[$0 + 1] << 4 | digits[$0] }
        guard swapped.count >= 3 else { return 0 }
        let events = try db.rows(
            "SELECT seq FROM event WHERE sender IS NULL AND pdu IS NOT NULL AND instr(pdu, ?) > 0", [Data(swapped)]
        ).map { $0[0] as Int64 }
        try db.closeLeaves(events, what: true)
        for seq in events { try db.run("UPDATE event SET pdu = NULL WHERE seq = ?", [seq]) }
        return events.count
    }
}
