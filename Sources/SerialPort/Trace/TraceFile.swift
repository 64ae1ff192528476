import Dispatch
import Glibc

/// Why a trace cannot be written.
public struct TraceError: Error, Equatable, Sendable {
    /// What happened and what to do next.
    public let sentence: String
}

/// A log file that together with its predecessor stays within two limits and never blocks its writers.
final class TraceFile: Sendable {
    private let queue = DispatchQueue(label: "jedisnon.trace", qos: .utility)
    private let file: OpenFile
    /// Lines that wait to be written; a modem that sends without end must not fill the memory.
    private let room = DispatchSemaphore(value: 4096)

    init(path: String, limit: Int) throws(TraceError) {
        file = OpenFile(path: path, limit: limit)
        try file.open()
    }

    /// Adds a line with the time; lines that come faster than the disk can write are dropped.
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

    /// The file itself; once opened it is used only on the queue.
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
                // If no new file can be made, writing continues in the renamed one until the next try.
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
            // On a full disk only lines of the trace are lost.
            let written = Glibc.write(descriptor, octets, octets.count)
            if written > 0 { size += written }
        }
    }
}
