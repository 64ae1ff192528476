import Crypto
import Foundation
import Glibc
import Synchronization
import Vocabulary

/// STOP, blocks and erasures outside the database, by keyed hashes only, so that a restored older database neither
/// texts somebody who said STOP since, nor shows somebody who was erased.
///
/// Lines are appended to the file, each on the disk before its transaction is committed. A line that is incomplete
/// after a crash is ignored. When the file has grown, it is rewritten from the database.
final class StopFile: Sendable {
    /// The kind of a line.
    enum What: String {
        case stop, block, unblock, erase
        /// The service started; instead of a hash it holds a mark that the database knows too.
        case start
    }

    /// One line.
    struct Entry: Hashable {
        let number: Int64
        let what: What
        let hash: Data
        let at: Timestamp
    }

    /// The name of the file in the state folder.
    static let fileName = "stops.log"
    /// The file is rewritten when it has grown by this many octets.
    private static let growth = 1 << 20

    private let path: String
    private let state: Mutex<(number: Int64, size: Int, limit: Int)>

    /// Opens or creates the file; returns its entries, in order.
    static func open(_ folder: String) throws(StoreError) -> (file: StopFile, entries: [Entry]) {
        let path = folder + "/" + fileName
        let entries = try read(path)
        var status = stat()
        let size = stat(path, &status) == 0 ? Int(status.st_size) : 0
        return (StopFile(path, number: entries.last?.number ?? 0, size: size), entries)
    }

    private init(_ path: String, number: Int64, size: Int) {
        self.path = path
        state = Mutex((number, size, size + Self.growth))
    }

    /// The number of the last of `count` further lines; it is above every number that the database knows.
    func number(after count: Int, known: Int64) -> Int64 {
        state.withLock { state in
            state.number = max(state.number, known)
            return state.number + Int64(count)
        }
    }

    /// Whether the file should be rewritten.
    var hasGrown: Bool { state.withLock { $0.size > $0.limit } }

    /// Appends lines, on the disk when this returns; returns the number of the last.
    func append(_ lines: [(what: What, hash: Data)], at: Timestamp) throws -> Int64 {
        try state.withLock { state in
            let entries = Self.numbered(lines, after: state.number, at: at)
            let octets = entries.map(Self.line).joined().utf8
            try Self.write(Array(octets), to: path, flags: O_APPEND)
            state.number += Int64(entries.count)
            state.size += octets.count
            return state.number
        }
    }

    /// Rewrites the whole file; returns the number of the last line.
    func replace(with lines: [(what: What, hash: Data)], at: Timestamp) throws -> Int64 {
        try state.withLock { state in
            let entries = Self.numbered(lines, after: state.number, at: at)
            let octets = Array(entries.map(Self.line).joined().utf8)
            let fresh = path + ".new"
            unlink(fresh)
            try Self.write(octets, to: fresh, flags: O_EXCL)
            guard rename(fresh, path) == 0 else {
                throw StoreError.refused(path, .newFile)
            }
            state.number += Int64(entries.count)
            (state.size, state.limit) = (octets.count, octets.count + Self.growth)
            return state.number
        }
    }

    private static func numbered(_ lines: [(what: What, hash: Data)], after number: Int64, at: Timestamp) -> [Entry] {
        lines.enumerated().map {
            Entry(number: number + Int64($0.offset) + 1, what: $0.element.what, hash: $0.element.hash, at: at)
        }
    }

    private static func write(_ octets: [UInt8], to path: String, flags: Int32) throws {
        let file = Glibc.open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | flags, 0o600)
        func refused() -> StoreError {
            .refused(path, .newFile)
        }
        guard file >= 0 else { throw refused() }
        defer { close(file) }
        let before = lseek(file, 0, SEEK_END)
        guard Glibc.write(file, octets, octets.count) == octets.count, fsync(file) == 0 else {
            let error = refused()
            // A line that was written only in part is removed.
            if before >= 0 { _ = ftruncate(file, before) }
            throw error
        }
    }

    // MARK: Lines

    /// `12 stop 0123... 1773576000000 89abcdef`: number, what, hash, when, and the beginning of the SHA-256 of what is
    /// before it.
    private static func line(_ entry: Entry) -> String {
        let hash = entry.hash.map { $0.hexadecimal(2) }.joined()
        let text = "\(entry.number) \(entry.what.rawValue) \(hash) \(entry.at.milliseconds)"
        return "\(text) \(check(text))\n"
    }

    private static func check(_ text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).prefix(4).map { $0.hexadecimal(2) }.joined()
    }

    /// The complete lines; one with a wrong check sum is ignored, and ends where the next begins.
    private static func read(_ path: String) throws(StoreError) -> [Entry] {
        guard access(path, F_OK) == 0 else { return [] }
        guard let octets = FileManager.default.contents(atPath: path) else {
            throw .refused(path, .secret)
        }
        // The next line must not be appended to an incomplete one.
        if let last = octets.last, last != UInt8(ascii: "\n") {
            do { try write([UInt8(ascii: "\n")], to: path, flags: O_APPEND) } catch { throw StoreError(error) }
        }
        return octets.split(separator: UInt8(ascii: "\n")).compactMap { entry(String(decoding: $0, as: UTF8.self)) }
    }

    private static func entry(_ line: String) -> Entry? {
        let words = line.split(separator: " ").map(String.init)
        guard words.count == 5, words[4] == check(words[..<4].joined(separator: " ")), let number = Int64(words[0]),
            let what = What(rawValue: words[1]), let at = Int64(words[3]), words[2].utf8.count == 64
        else { return nil }
        let digits = Array(words[2].utf8)
        let hash = stride(from: 0, to: 64, by: 2).compactMap {
            UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
        }
        return hash.count == 32
            ? Entry(number: number, what: what, hash: Data(hash), at: Timestamp(milliseconds: at)) : nil
    }
}
