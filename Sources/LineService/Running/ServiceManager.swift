import Foundation
import Glibc

/// The service manager that wants status notifications: sd_notify(3), without its library.
struct ServiceManager: Sendable {
    /// The watchdog interval: half the time after which the manager considers the program dead.
    let watchdogInterval: Duration?
    private let address: String

    /// Reads systemd's environment variables; nil without a service manager.
    init?(environment: [String: String] = ProcessInfo.processInfo.environment, process: pid_t = getpid()) {
        guard let address = environment["NOTIFY_SOCKET"], !address.isEmpty else { return nil }
        self.address = address
        // A watchdog set for a parent process does not apply here: sd_watchdog_enabled(3).
        let isForUs = environment["WATCHDOG_PID"].map { $0 == String(process) } ?? true
        let limit = environment["WATCHDOG_USEC"].flatMap { Int64($0) }
        watchdogInterval = isForUs ? limit.flatMap { $0 > 1 ? .microseconds($0 / 2) : nil } : nil
    }

    /// Sends one notice of several assignments, such as `READY=1`.
    func tell(_ assignments: [String]) throws(Fault) {
        let socket = Glibc.socket(
            AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard socket >= 0 else { throw Fault(code: errno) }
        defer { close(socket) }
        // Text from outside, such as the state of a line, must not start another assignment.
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

    /// Why a notification was not sent: an error number of the system.
    struct Fault: Error, CustomStringConvertible {
        let code: Int32

        var description: String { String(cString: strerror(code)) }
    }

    /// The address: a path, or an abstract name, in which `@` stands for the octet 0.
    private func target() throws(Fault) -> (sockaddr_un, socklen_t) {
        guard address.hasPrefix("/") || address.hasPrefix("@") else { throw Fault(code: EAFNOSUPPORT) }
        var name = Array(address.utf8)
        if name[0] == UInt8(ascii: "@") { name[0] = 0 }
        var target = sockaddr_un()
        target.sun_family = sa_family_t(AF_UNIX)
        guard name.count < MemoryLayout.size(ofValue: target.sun_path) else { throw Fault(code: ENAMETOOLONG) }
        withUnsafeMutableBytes(of: &target.sun_path) { $0.copyBytes(from: name) }
        // An abstract name ends with its last octet, not at the next 0.
        let header = MemoryLayout.offset(of: \sockaddr_un.sun_path) ?? MemoryLayout<sa_family_t>.size
        return (target, socklen_t(header + name.count))
    }
}
