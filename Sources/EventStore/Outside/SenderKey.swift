import Crypto
import Evidence
import Foundation
import GRDB
import Glibc
import Vocabulary

/// The key of the hashes of senders, in a file of its own beside the database, and never in a copy of it.
///
/// The database holds a mark of its key, so that a missing key, or one of another database, is noticed before a known
/// sender counts as new.
struct SenderKey {
    /// The name of the file in the state folder.
    static let fileName = "sender.key"
    /// The file that an operator makes after losing the key for good; it names that key, so that it never gives up a
    /// later one.
    static let lostName = "sender.key.lost"
    private static let length = 32

    /// The key in force.
    let key: SymmetricKey
    /// Whether the database was written with a lost key that an operator gave up.
    let isReplaced: Bool

    /// The mark of the key in the database.
    var mark: Data {
        Data(HMAC<SHA256>.authenticationCode(for: Data("the mark of sender.key".utf8), using: key).prefix(16))
    }

    /// The key for the service: made for a new box, and moved out of an older database before its migration.
    static func forService(_ pool: DatabasePool, folder: String) throws -> SenderKey {
        let file = SecretFile(path: folder + "/" + fileName, length: length)
        let found = try file.read()
        if let embedded = try embedded(in: pool) {
            if found == nil { try file.create(Array(embedded)) }
            guard found.map({ Data($0) == embedded }) ?? true else {
                throw StoreError.secretFile(path: file.path, .exists)
            }
            return SenderKey(key: SymmetricKey(data: embedded), isReplaced: false)
        }
        let known = found.map { SenderKey(key: SymmetricKey(data: $0), isReplaced: false) }
        let mark = try mark(in: pool)
        if let known, mark == nil || mark == known.mark { return known }
        guard let mark else { return SenderKey(key: try create(file), isReplaced: false) }
        let lost = folder + "/" + lostName
        let name = Hex.text(mark.prefix(4))
        guard try isGivenUp(name, in: lost) else {
            throw StoreError.keyMissing(path: file.path, isOther: known != nil, lost: lost, mark: name)
        }
        if known != nil, rename(file.path, file.path + ".old") != 0 {
            throw StoreError.refused(file.path, .newFile)
        }
        let fresh = SenderKey(key: try create(file), isReplaced: true)
        return fresh
    }

    /// The key for a command that only reads; without a key it finds nobody by number.
    static func forCommand(_ pool: DatabasePool, folder: String) throws -> SenderKey {
        if let embedded = try embedded(in: pool) {
            return SenderKey(key: SymmetricKey(data: embedded), isReplaced: false)
        }
        let octets = try SecretFile(path: folder + "/" + fileName, length: length).read()
        return SenderKey(key: octets.map { SymmetricKey(data: $0) } ?? SymmetricKey(size: .bits256), isReplaced: false)
    }

    /// Whether an operator gave up the key with this mark; a file from an earlier loss names another one.
    private static func isGivenUp(_ name: String, in path: String) throws -> Bool {
        guard let file = FileHandle(forReadingAtPath: path) else { return false }
        let text = try file.read(upToCount: 64) ?? Data()
        return String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines) == name
    }

    private static func create(_ file: SecretFile) throws -> SymmetricKey {
        let fresh = SymmetricKey(size: .bits256)
        try file.create(fresh.withUnsafeBytes { Array($0) })
        return fresh
    }

    private static func mark(in pool: DatabasePool) throws -> Data? {
        try pool.read { db in
            guard try db.columnExists("key_mark", in: "box") else { return nil }
            return try db.first("SELECT key_mark FROM box WHERE key_mark IS NOT NULL")?[0]
        }
    }

    /// The key that earlier versions kept in the database.
    private static func embedded(in pool: DatabasePool) throws -> Data? {
        try pool.read { db in
            guard try db.columnExists("secret", in: "box") else { return nil }
            return try db.first("SELECT secret FROM box")?[0]
        }
    }
}

extension Database {
    fileprivate func columnExists(_ column: String, in table: String) throws -> Bool {
        try tableExists(table) && columns(in: table).contains { $0.name == column }
    }
}
