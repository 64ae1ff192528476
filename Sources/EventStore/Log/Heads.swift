import Evidence
import Foundation
import GRDB
import Synchronization
import Vocabulary

/// A head as it is stored.
public struct StoredHead: Hashable, Sendable {
    /// What was signed.
    public var head: SignedHead
    /// The public key of its signature, 32 octets: the box may have had others.
    public var key: [UInt8]
    /// The time of signing; nil = no clock was usable.
    public var at: Timestamp?
}

/// The log entry of an export, written before its file is finished.
public struct ExportNote: Sendable {
    /// The person it is about.
    public var person: Person
    /// The purpose, in the operator's words.
    public var purpose: String
    /// The hash of the exported document.
    public var document: TreeHash

    /// Makes a note.
    public init(person: Person, purpose: String, document: TreeHash) {
        self.person = person
        self.purpose = purpose
        self.document = document
    }
}

extension EventStore {
    /// The newest head; nil before the first one.
    public func newestHead() async throws(StoreError) -> StoredHead? {
        try await read { try $0.newestHead() }
    }

    /// Whether the key that signed earlier heads is gone, cannot be used, or was replaced less than 30 days ago.
    public func isHeadKeyLost(at now: Timestamp) async throws(StoreError) -> Bool {
        let heads = try await read { db in
            try db.rows("SELECT key, at, day FROM head ORDER BY id DESC LIMIT 200").map { row in
                // A head without a time is dated by the day that the box assumed.
                (key: row[0] as Data, at: (row[1] as Int64?) ?? (row[2] as Int64) * 86_400_000)
            }
        }
        guard let newest = heads.first?.key else { return false }
        if let replaced = heads.firstIndex(where: { $0.key != newest }),
            now - Timestamp(milliseconds: heads[replaced - 1].at) < .days(30)
        {
            return true
        }
        let file = SecretFile(path: folder + "/" + Self.keyFileName, length: HeadKey.length)
        do throws(StoreError) {
            return try file.read().flatMap(HeadKey.init(secret:))?.publicKey != Array(newest)
        } catch {
            // A key file that is refused cannot sign.
            return true
        }
    }

    /// Whether the day of the newest head, or of the first leaf when there is no head, is over, by UTC.
    public func isHeadDue(at now: Timestamp) async throws(StoreError) -> Bool {
        try await read { db in
            let day = try db.number("SELECT day FROM head ORDER BY id DESC LIMIT 1")
            let first = try db.number(
                "SELECT e.at FROM leaf l JOIN event e ON e.seq = l.seq ORDER BY l.position LIMIT 1")
            guard let known = day ?? first.map({ utcDay(Timestamp(milliseconds: $0)) }) else { return false }
            return utcDay(now) != known
        }
    }

    /// Signs the current log, when it continues the newest head; throws `damaged` when it does not.
    ///
    /// `at` is nil when no clock is usable.
    @discardableResult
    public func signHead(at: Timestamp?, now: Timestamp) async throws(StoreError) -> StoredHead {
        let key = try signingKey()
        return try await write(now: now) { try $0.signHead(key, at: at) }
    }

    /// Records an export and signs the log with it, in one transaction; returns the index of the entry, and the head.
    public func record(
        _ note: ExportNote, at: Timestamp?, now: Timestamp
    ) async throws(StoreError) -> (index: Int, head: StoredHead) {
        let key = try signingKey()
        return try await write(now: now) { transaction in
            let index = try transaction.db.leafCount()
            let sender = try transaction.row(of: note.person, create: false)
            try transaction.append(
                .export(purpose: note.purpose, document: note.document.hex), EventDraft(sender: sender))
            return (index, try transaction.signHead(key, at: at))
        }
    }

    /// The key of the box, made when there is none: a lost key no longer signs, and its heads remain valid.
    func signingKey() throws(StoreError) -> HeadKey {
        if let key = headKey.withLock({ $0 }) { return key }
        let file = SecretFile(path: folder + "/" + Self.keyFileName, length: HeadKey.length)
        if try file.read() == nil {
            // A command without a service: two commands must not make two keys.
            let lock = holdsLock ? nil : try StateFolderLock(folder: folder)
            try file.create(HeadKey.newSecret())
            lock?.release()
        }
        guard let secret = try file.read(), let key = HeadKey(secret: secret) else {
            throw .secretFile(path: file.path, .length(isMore: false, wanted: HeadKey.length))
        }
        headKey.withLock { $0 = key }
        return key
    }

    /// The file of the key, beside the database and never in a copy of it.
    static let keyFileName = "evidence.key"

    private var folder: String { URL(filePath: pool.path).deletingLastPathComponent().path }
}

/// Days since 1970-01-01, by UTC.
func utcDay(_ time: Timestamp) -> Int64 {
    let (day, rest) = time.milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
    return rest < 0 ? day - 1 : day
}

extension Transaction {
    fileprivate func signHead(_ key: HeadKey, at: Timestamp?) throws -> StoredHead {
        let size = try db.leafCount()
        guard size > 0 else { throw StoreError.failed(answer: "nothing has happened yet: there is nothing to sign") }
        var tree = try db.leafTree(size: size)
        let root = try tree.root()
        let last = try db.newestHead()
        if let last {
            guard last.head.size <= size,
                last.head.root.isBeginning(
                    count: last.head.size, of: root, size: size,
                    path: try tree.consistencyProof(from: last.head.size))
            else {
                throw StoreError.damaged(
                    answer: "the log of events does not continue its head of \(last.head.size) events: it was changed")
            }
        }
        let head = try key.sign(size: size, root: root)
        // A wrong clock must not make a head older than the one before.
        let moment = at.map { max($0, last?.at ?? $0) }
        try db.run(
            "INSERT INTO head (size, root, signature, key, at, day) VALUES (?, ?, ?, ?, ?, ?)",
            [
                size, Data(root.bytes), Data(head.signature), Data(key.publicKey), moment?.milliseconds, utcDay(now),
            ])
        try append(
            .headSigned(
                HeadDetails(
                    size: Int64(size), root: root.hex, version: Program.version, hasNewKey: last?.key != key.publicKey)),
            EventDraft())
        return StoredHead(head: head, key: key.publicKey, at: moment)
    }
}

extension StoredHead {
    /// Reads a head from the columns `size, root, signature, key, at`.
    init(row: Row) throws {
        guard let root = TreeHash(row[1] as Data) else {
            throw StoreError.unreadableValue(type: "head of the log")
        }
        let key = Array(row[3] as Data)
        self.init(
            head: SignedHead(
                origin: SignedHead.origin(of: key), size: row[0], root: root, signature: Array(row[2] as Data)),
            key: key, at: (row[4] as Int64?).map(Timestamp.init(milliseconds:)))
    }
}

extension Database {
    func newestHead() throws -> StoredHead? {
        try first("SELECT size, root, signature, key, at FROM head ORDER BY id DESC LIMIT 1").map(StoredHead.init(row:))
    }
}
