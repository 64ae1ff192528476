internal import Crypto
import Foundation
import Glibc
import Vocabulary

/// The name of a prompt in the cache: equal for equal sound, different as soon as anything in it changes.
struct PromptKey: Sendable, Hashable {
    /// The sources and how they are spoken, whatever the rate: what a configuration asks for.
    let content: String
    /// The content at one rate, which is the name of the file.
    let name: String

    /// `fingerprints` has one entry for each source, in order.
    init(fingerprints: [[String]], rate: Int) {
        content = Self.digest(fingerprints.map(Self.digest))
        name = Self.digest([content, String(rate), String(Conditioning.chainVersion)])
    }

    /// The values that identify a spoken text.
    static func fingerprint(text: String, language: Language, speech: SpeechProgram) -> [String] {
        ["text", text, language.rawValue] + speech.arguments
    }

    /// The values that identify a recording: its bytes, not its name.
    static func fingerprint(recording digest: String) -> [String] {
        ["recording", digest]
    }

    /// SHA-256 of a file's bytes.
    static func digest(file path: String) throws(PromptFault) -> String {
        let descriptor = try SoundFile.open(path)
        defer { close(descriptor) }
        var hash = SHA256()
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count == 0 { return hex(hash.finalize()) }
            guard count > 0 else {
                throw PromptFault.unreadable(path: path, answer: String(cString: strerror(errno)))
            }
            hash.update(data: buffer[..<count])
        }
    }

    /// SHA-256 of bytes.
    static func digest(bytes: Data) -> String {
        hex(SHA256.hash(data: bytes))
    }

    /// SHA-256 of words, each prefixed with its length, so that different lists never have the same input.
    private static func digest(_ words: [String]) -> String {
        var hash = SHA256()
        for word in words {
            hash.update(data: Data("\(word.utf8.count):\(word)".utf8))
        }
        return hex(hash.finalize())
    }

    private static func hex(_ digest: SHA256.Digest) -> String {
        digest.map { $0.hexadecimal(2) }.joined()
    }
}

/// The values that show whether a file has changed.
struct FileStamp: Sendable, Hashable {
    private let device: UInt
    private let inode: UInt
    private let size: Int
    private let seconds: Int
    private let nanoseconds: Int

    /// Nil where there is no such file.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = UInt(status.st_dev)
        inode = UInt(status.st_ino)
        size = Int(status.st_size)
        seconds = Int(status.st_mtim.tv_sec)
        nanoseconds = Int(status.st_mtim.tv_nsec)
    }
}
