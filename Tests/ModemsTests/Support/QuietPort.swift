import Foundation
import Glibc
import Synchronization
import TestDescriptors

/// A serial port behind which no modem is: it is silent, or says one line again and again, and remembers what it heard.
final class QuietPort: Sendable {
    /// The path of its tty.
    let path: String
    private let master: Int32
    private let slave: Int32
    private let state = Mutex((heard: [UInt8](), isStopped: false))

    init(says line: String? = nil) throws {
        let terminal = try PseudoTerminal(isRaw: true)
        path = terminal.path
        (master, slave) = (terminal.master, terminal.slave)
        Thread.detachNewThread { [self] in serve(Array((line ?? "").utf8)) }
    }

    /// What was written to it.
    var heard: String { state.withLock { String(decoding: $0.heard, as: UTF8.self) } }

    /// Ends the thread and closes the pty.
    func stop() { state.withLock { $0.isStopped = true } }

    private func serve(_ line: [UInt8]) {
        var bytes = [UInt8](repeating: 0, count: 512)
        while !state.withLock({ $0.isStopped }) {
            var entry = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
            if poll(&entry, 1, 100) > 0 {
                let count = read(master, &bytes, bytes.count)
                if count > 0 { state.withLock { $0.heard += bytes[..<count] } }
            } else if !line.isEmpty {
                _ = write(master, line, line.count)
            }
        }
        close(slave)
        close(master)
    }
}
