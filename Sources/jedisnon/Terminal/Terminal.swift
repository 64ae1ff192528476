import ControlAPI
import Foundation
import Glibc

/// The reader of our output has closed it, as `head` does; not an error.
struct OutputClosed: Error {}

/// Standard output and standard error, and their properties.
enum Terminal {
    /// Writes to standard output at once.
    static func write(_ text: String) throws {
        try write(text, to: STDOUT_FILENO)
    }

    /// Writes a line to standard error.
    static func writeError(_ text: String) throws {
        try write(text + "\n", to: STDERR_FILENO)
    }

    /// Writes to standard error unchanged, without a line feed.
    static func prompt(_ text: String) throws {
        try write(text, to: STDERR_FILENO)
    }

    /// Whether standard output is a terminal.
    static var isTTY: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Uses colours on a terminal that has them, unless NO_COLOR is set.
    static var style: TerminalStyle {
        let environment = ProcessInfo.processInfo.environment
        let refused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        return TerminalStyle(isOn: isTTY && !refused && environment["TERM"] != "dumb")
    }

    /// The columns of the terminal; 80 when there is none.
    static var width: Int { size.width }

    /// The columns and rows of the terminal; 80 and 24 when there is none.
    static var size: (width: Int, height: Int) {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return (80, 24)
        }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    private static func write(_ text: String, to descriptor: Int32) throws {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written >= 0 {
                rest = rest.dropFirst(written)
            } else if errno == EPIPE {
                throw OutputClosed()
            } else if errno != EINTR && errno != EAGAIN {
                throw ControlError(.failed, "the output cannot be written", hint: "is the disk full?")
            }
        }
    }
}
