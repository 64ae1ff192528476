import Foundation
import Glibc

/// A datagram socket in place of systemd's: it receives the notifications of a service.
final class NoticeBoard: Sendable {
    /// The value of `NOTIFY_SOCKET`.
    let address: String
    private let descriptor: Int32

    /// `@` in front of the name makes it a name without a file.
    init(_ name: String = FileManager.default.temporaryDirectory.path + "/notice-\(UUID().uuidString.prefix(8))") throws
    {
        address = name
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var own = sockaddr_un()
        own.sun_family = sa_family_t(AF_UNIX)
        let octets = name.utf8.map { $0 == UInt8(ascii: "@") ? 0 : $0 }
        withUnsafeMutableBytes(of: &own.sun_path) { $0.copyBytes(from: octets) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + octets.count)
        let bound = withUnsafePointer(to: &own) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        guard bound == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EINVAL) }
        // A test that waits here for so long has failed.
        var timeout = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit {
        close(descriptor)
        if !address.hasPrefix("@") { unlink(address) }
    }

    /// The assignments of the next notification; empty when none comes.
    func next() async -> [String] {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: self.receive(0)) }
        }
    }

    /// The assignments of a notification that has arrived already; empty when there is none.
    func arrived() -> [String] {
        receive(Int32(MSG_DONTWAIT))
    }

    private func receive(_ flags: Int32) -> [String] {
        var buffer = [UInt8](repeating: 0, count: 4096)
        var count = -1
        // Other tests start programs whose ends interrupt this wait.
        repeat { count = recv(descriptor, &buffer, buffer.count, flags) } while count < 0 && errno == EINTR
        guard count > 0 else { return [] }
        return String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
