import Crypto
import Foundation
import GRDB
import LinePolicy
import Vocabulary

// At each start the database is compared with the STOP file and the key outside it. A database that knows less was
// restored from a copy: it gets the missing entries, and because the replies since the copy are unknown, every line is
// paused until a person resumes it.

extension EventStore {
    /// Brings the database and the files outside it to the same state, before anybody uses either.
    func reconcile(_ key: SenderKey, folder: String, now: Timestamp) throws -> StopFile {
        let (file, entries) = try StopFile.open(folder)
        let lastStart = entries.last { $0.what == .start }?.hash
        let mark = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        let lines = try pool.writeWithoutTransaction { db in
            try commit(db, now: now) { transaction in
                let db = transaction.db
                try db.run("INSERT OR IGNORE INTO box (id) VALUES (1)")
                if key.isReplaced { try transaction.hashAgain() }
                try db.run("UPDATE box SET key_mark = ?", [key.mark])
                let known = try db.number("SELECT outside_seq FROM box") ?? 0
                if !key.isReplaced { try transaction.apply(entries.filter { $0.number > known }) }
                if let hold = try transaction.reasonToHold(key, lastStart: lastStart) {
                    try db.run("UPDATE box SET hold = ?", [hold])
                }
                let lines = try transaction.outsideList() + [(.start, mark)]
                // After a crash before the file is written, its mark is the previous one that the database knows.
                try db.run(
                    "UPDATE box SET start_mark = ?, last_start_mark = ?, copied_at = NULL, outside_seq = ?",
                    [mark, lastStart, file.number(after: lines.count, known: known)])
                return lines
            }
        }
        // The whole file is rewritten: it becomes as short as possible, and loses nothing that only one side knew.
        _ = try file.replace(with: lines, at: now)
        if key.isReplaced { unlinkLost(folder) }
        return file
    }

    private func unlinkLost(_ folder: String) {
        // Otherwise it would keep naming a key that no database has any more.
        do { try FileManager.default.removeItem(atPath: folder + "/" + SenderKey.lostName) } catch {}
    }

    /// Pauses every line, once, when the replies of the box are not fully known; returns the reason.
    @discardableResult
    public func pauseHeld(_ lines: [String], now: Timestamp) async throws(StoreError) -> String? {
        guard try await read({ try $0.number("SELECT 1 FROM box WHERE hold IS NOT NULL") }) != nil else { return nil }
        return try await write(now: now) { transaction in
            let row = try transaction.db.first("SELECT hold FROM box WHERE hold IS NOT NULL")
            guard let why = row?[0] as String? else { return nil }
            transaction.permissions.revoke()
            for line in lines {
                try transaction.db.run(
                    "INSERT OR IGNORE INTO line_pause (line, at, why, releases_port) VALUES (?, ?, ?, 0)",
                    [line, now.milliseconds, why])
                try transaction.append(.linePause(why: why, releasesPort: false), EventDraft(line: line))
            }
            try transaction.db.run("UPDATE box SET hold = NULL")
            return why
        }
    }
}

extension Transaction {
    /// The row of a sender of whom only the hash is known.
    private func row(ofHash hash: Data) throws -> Int64 {
        if let known = try db.number("SELECT id FROM sender WHERE hash = ?", [hash]) { return known }
        try db.run(
            "INSERT INTO sender (hash, kind, key, seen_at) VALUES (?, 'number', NULL, ?)",
            [hash, retentionTime.milliseconds])
        return db.lastInsertedRowID
    }

    /// Adds the entries that the database does not have.
    fileprivate func apply(_ entries: [StopFile.Entry]) throws {
        for entry in entries where entry.what != .start {
            let sender = try row(ofHash: entry.hash)
            let at = entry.at.milliseconds
            switch entry.what {
            case .stop:
                try db.run("UPDATE sender SET stopped_at = ? WHERE id = ? AND stopped_at IS NULL", [at, sender])
                if db.changesCount == 1 {
                    try append(.senderStopped, EventDraft(sender: sender))
                    try cancelReplies("sender = ?", [sender], reason: .stopRequested)
                }
            case .block:
                try db.run("UPDATE sender SET blocked_at = ifnull(blocked_at, ?) WHERE id = ?", [at, sender])
                try cancelReplies("sender = ?", [sender], reason: .blocked)
            case .unblock:
                try db.run("UPDATE sender SET blocked_at = NULL, block_note = NULL WHERE id = ?", [sender])
            case .erase:
                _ = try erase(sender, number: nil, by: .earlier)
            case .start: break
            }
        }
    }

    /// The reason to answer nobody until a person resumes the lines.
    fileprivate func reasonToHold(_ key: SenderKey, lastStart: Data?) throws -> String? {
        if key.isReplaced {
            return
                "the key of the hashes was lost: who said STOP or was answered is not known of numbers that are forgotten"
        }
        guard let box = try db.first("SELECT copied_at, start_mark, last_start_mark FROM box") else { return nil }
        let isCopy = (box[0] as Int64?) != nil
        let isOlder = lastStart.map { $0 != box[1] as Data? && $0 != box[2] as Data? } ?? false
        guard isCopy || isOlder else { return nil }
        return
            "an older database was put back: STOP, blocks and erasures since are known, money and answers since are not"
    }

    /// Everybody who said STOP, is blocked or was erased.
    fileprivate func outsideList() throws -> [(what: StopFile.What, hash: Data)] {
        let lists: [(StopFile.What, String)] = [
            (.erase, "SELECT hash FROM sender WHERE erased_at IS NOT NULL"),
            (.stop, "SELECT hash FROM sender WHERE stopped_at IS NOT NULL"),
            (.block, "SELECT hash FROM sender WHERE blocked_at IS NOT NULL"),
        ]
        return try lists.flatMap { what, sql in try db.rows(sql).map { (what, $0[0] as Data) } }
    }

    /// Hashes all known numbers again with the key in force, because the old key is lost.
    fileprivate func hashAgain() throws {
        let all = "SELECT id, kind, key FROM sender WHERE key IS NOT NULL /* reads all: the key is another one, once */"
        for row in try db.rows(all) {
            guard let hash = hash(of: Sender(kind: row[1], key: restored(row[2]))) else { continue }
            try db.run("UPDATE sender SET hash = ? WHERE id = ?", [hash, row[0] as Int64])
        }
    }

    /// Notes an entry that must be in the file before this transaction is committed.
    func noteOutside(_ what: StopFile.What, sender: Int64) throws {
        guard let row = try db.first("SELECT hash FROM sender WHERE id = ?", [sender]) else { return }
        log.outside.append((what, row[0]))
    }

    /// Writes the noted entries to the file.
    func writeOutside(_ file: StopFile) throws {
        guard !log.outside.isEmpty else { return }
        if file.hasGrown, let mark = try db.first("SELECT start_mark FROM box")?[0] as Data? {
            // The new entries are already in the tables.
            let last = try file.replace(with: outsideList() + [(.start, mark)] + log.outside, at: now)
            try db.run("UPDATE box SET outside_seq = ?", [last])
        } else {
            try db.run("UPDATE box SET outside_seq = ?", [try file.append(log.outside, at: now)])
        }
    }
}
