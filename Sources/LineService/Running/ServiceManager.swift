import Foundation
import Glibc

/// The service manager that started this program and wants to be told how it is: sd_notify(3), without its library.
struct ServiceManager: Sendable {
    /// How often it wants a watchdog notification: half the time after which it takes the program for dead.
    let pulse: Duration?
    private let address: String

    /// What systemd says in the environment; nil when nobody asks.
    init?(environment: [String: String] = ProcessInfo.processInfo.environment, process: pid_t = getpid()) {
        guard let address = environment["NOTIFY_SOCKET"], !address.isEmpty else { return nil }
        self.address = address
        // The time limit of a parent is none of ours: sd_watchdog_enabled(3).
        let isForUs = environment["WATCHDOG_PID"].map { $0 == String(process) } ?? true
        let limit = environment["WATCHDOG_USEC"].flatMap { Int64($0) }
        pulse = isForUs ? limit.flatMap { $0 > 1 ? .microseconds($0 / 2) : nil } : nil
    }

    /// Sends one notice of several assignments, such as `READY=1`.
    func tell(_ assignments: [String]) throws(Fault) {
        let socket = Glibc.socket(
            AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard socket >= 0 else { throw Fault(code: errno) }
        defer { close(socket) }
        // What others may write about us, such as the state of a line, must not begin an assignment of its own.
        let notice = assignments.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }
        let octets = Array(notice.joined(separator: "\n").utf8)
        var (target, length) = try target()
        let sent = withUnsafePointer(to: &target) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(socket, octets, octets.count, Int32(MSG_NOSIGNAL), $0, length)
            }
        }
        guard sent == octets.count else { throw Fault(code: errno) }
    }

    /// Why a notice did not go out: an error number of the system.
    struct Fault: Error, CustomStringConvertible {
        let code: Int32

        var description: String { String(cString: strerror(code)) }
    }

    /// A path, or a name without a file: `@` stands for the octet 0 then.
    private func target() throws(Fault) -> (sockaddr_un, socklen_t) {
        guard address.hasPrefix("/") || address.hasPrefix("@") else { throw Fault(code: EAFNOSUPPORT) }
        var name = Array(address.utf8)
        if name[0] == UInt8(ascii: "@") { name[0] = 0 }
        var target = sockaddr_un()
        target.sun_family = sa_family_t(AF_UNIX)
        guard name.count < MemoryLayout.size(ofValue: target.sun_path) else { throw Fault(code: ENAMETOOLONG) }
        withUnsafeMutableBytes(of: &target.sun_path) { $0.copyBytes(from: name) }
        // A name without a file ends with its last octet, not at the next 0.
        let header = MemoryLayout.offset(of: \sockaddr_un.sun_path) ?? MemoryLayout<sa_family_t>.size
        return (target, socklen_t(header + name.count))
    }
}
