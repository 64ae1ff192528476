import Foundation
import Glibc

/// Why a simulated modem could not appear.
public struct SimulatorError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What happened, with the path.
    public let description: String

    init(_ what: String, errno code: Int32? = nil) {
        description = what + (code.map { ": " + String(cString: strerror($0)) } ?? "")
    }
}

/// The modem's end of a pseudo-terminal, with the link under which the host finds the other end.
///
/// This process does not keep the host's end open, so that it notices whether the host has it open (``isOpened``).
final class Pty {
    let descriptor: Int32
    let slavePath: String
    private let link: String?

    /// Opens a pair, sets the host's end raw and links it.
    init(link: String?) throws(SimulatorError) {
        var master: Int32 = -1
        var slave: Int32 = -1
        var name = [CChar](repeating: 0, count: 256)
        guard openpty(&master, &slave, &name, nil, nil) == 0 else {
            throw SimulatorError("no pseudo-terminal is left", errno: errno)
        }
        var modes = termios()
        tcgetattr(slave, &modes)
        cfmakeraw(&modes)
        cfsetspeed(&modes, speed_t(B115200))
        tcsetattr(slave, TCSANOW, &modes)
        close(slave)
        _ = fcntl(master, F_SETFL, O_NONBLOCK)
        _ = fcntl(master, F_SETFD, FD_CLOEXEC)
        descriptor = master
        slavePath = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        self.link = link
        // `deinit` closes what is open when this throws.
        if let link { try Self.place(link, to: slavePath) }
    }

    deinit {
        if let link, Self.target(of: link) == slavePath { unlink(link) }
        close(descriptor)
    }

    /// Whether the host has its end open.
    var isOpened: Bool {
        var entry = pollfd(fd: descriptor, events: 0, revents: 0)
        return poll(&entry, 1, 0) >= 0 && Int32(entry.revents) & POLLHUP == 0
    }

    /// Reads what the host wrote; nil when its end is closed and nothing is left.
    func read(atMost most: Int = 4096) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: most)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        if count > 0 { return Array(bytes.prefix(count)) }
        return count < 0 && (errno == EAGAIN || errno == EINTR) ? [] : nil
    }

    /// Writes what fits and returns how much that was.
    func write(_ bytes: ArraySlice<UInt8>) -> Int {
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        return max(0, count)
    }

    /// How many octets can be read at once; the kernel reports only part of much more than 100 ms of sound.
    var unread: Int {
        var count: Int32 = 0
        return ioctl(descriptor, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
    }

    /// Discards what the host never read, as closing a real port does.
    func discardUnread() { tcflush(descriptor, TCOFLUSH) }

    /// Clears the exclusive mode (`TIOCEXCL`) that a host left set; false when only a new tty helps.
    ///
    /// A real port clears it when it is closed. This end of a pseudo-terminal keeps the other one alive, and with it a
    /// flag that keeps all but privileged programs out.
    func endExclusiveUse() -> Bool {
        let slave = open(slavePath, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        guard slave >= 0 else { return errno != EBUSY }
        _ = ioctl(slave, UInt(TIOCNXCL))
        close(slave)
        return true
    }

    /// Atomically replaces a link; any other file at that path is left alone.
    private static func place(_ link: String, to target: String) throws(SimulatorError) {
        var status = stat()
        if lstat(link, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFLNK else { throw SimulatorError("\(link) exists and is no link") }
        }
        let new = "\(link).\(getpid())"
        unlink(new)
        guard symlink(target, new) == 0, rename(new, link) == 0 else {
            let code = errno
            unlink(new)
            throw SimulatorError("cannot make the link \(link)", errno: code)
        }
    }

    private static func target(of link: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 256)
        let count = readlink(link, &buffer, buffer.count)
        return count > 0 ? String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    }
}
