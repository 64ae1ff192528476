import Foundation
import Glibc
import Synchronization
import Vocabulary

/// The lock that lets one service at a time use a state folder: `flock` on `jedisnon.lock`, held while this lives.
public final class StateFolderLock: Sendable {
    /// The name of the lock file in the state folder; the file stays when the lock is released.
    public static let fileName = "jedisnon.lock"

    /// Nil once it is released.
    private let descriptor: Mutex<Int32?>

    /// Takes the lock; throws ``Vocabulary/StoreError/heldByAnother(pid:folder:)`` at once when another process has it.
    public init(folder: String) throws(StoreError) {
        let path = folder + "/" + StateFolderLock.fileName
        let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard opened >= 0 else {
            throw .refused(path, .lock)
        }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            let holder = StateFolderLock.processNumber(in: opened)
            close(opened)
            guard code == EWOULDBLOCK else { throw .fileRefused(path: path, .locking, answer: systemError(code)) }
            throw .heldByAnother(pid: holder.map(Int.init), folder: folder)
        }
        descriptor = Mutex(opened)
        let line = Array("\(getpid())\n".utf8)
        // The number only serves the error above; the lock works without it, on a full disk too.
        if ftruncate(opened, 0) == 0 { _ = pwrite(opened, line, line.count, 0) }
    }

    deinit { release() }

    /// Releases the lock; a second call does nothing.
    func release() {
        descriptor.withLock { held in
            if let held {
                // A child process that is just being started may still hold a copy of the descriptor, and with it the
                // lock.
                flock(held, LOCK_UN)
                close(held)
            }
            held = nil
        }
    }

    private static func processNumber(in descriptor: Int32) -> Int32? {
        var octets = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &octets, octets.count, 0)
        guard count > 0 else { return nil }
        let text = String(decoding: octets.prefix(count).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        return Int32(text)
    }
}

/// The system's message for `code`.
func systemError(_ code: Int32 = errno) -> String {
    String(cString: strerror(code))
}
