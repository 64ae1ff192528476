import Foundation

/// Lines for standard output, collected and written together.
struct OutputLines {
    private var pending: [UInt8] = []

    mutating func append(_ line: String) {
        pending += line.utf8
        pending.append(UInt8(ascii: "\n"))
        if pending.count > 1 << 16 { flush() }
    }

    /// Writes what is pending.
    ///
    /// Output to a closed pipe is dropped, because the closed pipe ends the program anyway.
    mutating func flush() {
        var rest = pending[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if written >= 0 {
                rest = rest.dropFirst(written)
            } else if errno == EAGAIN {
                var waiting = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
                _ = poll(&waiting, 1, -1)
            } else if errno != EINTR {
                break
            }
        }
        pending.removeAll(keepingCapacity: true)
    }
}
