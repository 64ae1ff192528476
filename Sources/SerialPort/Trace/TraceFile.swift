import Dispatch
import Glibc

/// Why a trace cannot be written.
public struct TraceError: Error, Equatable, Sendable {
    /// What happened and what to do next.
    public let sentence: String
}

/// A file of lines that never grows past two limits and never makes anybody wait.
final class TraceFile: Sendable {
    private let queue = DispatchQueue(label: "jedisnon.trace", qos: .utility)
    private let file: OpenFile
    /// A modem that chatters without end must not fill the memory.
    private let room = DispatchSemaphore(value: 4096)

    init(path: String, limit: Int) throws(TraceError) {
        file = OpenFile(path: path, limit: limit)
        try file.open()
    }

    /// Adds a line, with the time; lines that come faster than the disk takes them are left out.
    func write(_ line: String) {
        guard room.wait(timeout: .now()) == .success else { return }
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        queue.async { [self, now] in
            file.write(line, at: now)
            room.signal()
        }
    }

    /// Waits until every line is written.
    func flush() { queue.sync {} }

    /// The file itself; only the queue touches it after it was opened.
    private final class OpenFile: @unchecked Sendable {
        let path: String
        let limit: Int
        var descriptor: Int32 = -1
        var size = 0

        init(path: String, limit: Int) {
            self.path = path
            self.limit = limit
        }

        deinit { if descriptor >= 0 { close(descriptor) } }

        func open() throws(TraceError) {
            let opened = Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
            guard opened >= 0 else {
                throw TraceError(
                    sentence: "the trace cannot be written to \(path): \(String(cString: strerror(errno)))")
            }
            var status = stat()
            guard fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG, fchmod(opened, 0o600) == 0 else {
                close(opened)
                throw TraceError(sentence: "the trace cannot be written to \(path): it is no file of this user")
            }
            if descriptor >= 0 { close(descriptor) }
            descriptor = opened
            size = Int(status.st_size)
        }

        func write(_ line: String, at now: timespec) {
            if size > limit {
                rename(path, path + ".1")
                // Where no new file can be had the old one goes on, under its new name, until the next try.
                do { try open() } catch { size = 0 }
            }
            var seconds = now.tv_sec
            var day = tm()
            gmtime_r(&seconds, &day)
            var text = [CChar](repeating: 0, count: 32)
            strftime(&text, text.count, "%FT%T", &day)
            let stamp = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let milliseconds = String(1000 + now.tv_nsec / 1_000_000).dropFirst()
            let octets = Array("\(stamp).\(milliseconds)Z \(line)\n".utf8)
            // A full disk loses lines of the trace, and nothing else.
            let written = Glibc.write(descriptor, octets, octets.count)
            if written > 0 { size += written }
        }
    }
}
