import ControlAPI
import Foundation
import Glibc
import TestDescriptors

@testable import Web
@testable import jedisnon

/// A connection that says what it likes.
final class RawClient: Sendable {
    private let descriptor: Int32
    /// `POLLRDHUP` of poll(2), which Swift's Glibc leaves out.
    private static let hungUp: Int16 = 0x2000

    init(_ path: String) throws {
        descriptor = try UnixSocket.connected(to: path)
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }

    /// A connection to a port of this machine.
    init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            close(descriptor)
            throw ControlError(.unusable, "nobody listens on port \(port)")
        }
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }

    deinit { close(descriptor) }

    /// Sends what the other end takes within a second.
    func send(_ text: String) {
        var rest = Array(text.utf8)[...]
        for _ in 0..<100 where !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count > 0 { rest = rest.dropFirst(count) } else if errno != EAGAIN { return } else { usleep(10_000) }
        }
    }

    /// The other end has closed; nothing is read.
    var isClosedNow: Bool {
        var entry = pollfd(fd: descriptor, events: Self.hungUp, revents: 0)
        return poll(&entry, 1, 0) > 0 && Int32(entry.revents) & (POLLHUP | POLLERR | Int32(Self.hungUp)) != 0
    }

    func isCutOff(within time: Duration) async -> Bool {
        let deadline = ContinuousClock.now + time
        while ContinuousClock.now < deadline {
            if isClosedNow { return true }
            usleep(20_000)
        }
        return false
    }

    /// The same for a client that reads what comes.
    func isClosed(within time: Duration) async -> Bool {
        await read(within: time).isOver
    }

    func everything(within time: Duration) async -> String {
        await read(within: time).text
    }

    private func read(within time: Duration) async -> (text: String, isOver: Bool) {
        let deadline = ContinuousClock.now + time
        var all: [UInt8] = []
        var octets = [UInt8](repeating: 0, count: 65_536)
        while ContinuousClock.now < deadline {
            let count = recv(descriptor, &octets, octets.count, 0)
            if count == 0 || (count < 0 && errno != EAGAIN) { return (String(decoding: all, as: UTF8.self), true) }
            if count > 0 { all += octets.prefix(count) } else { try? await Task.sleep(for: .milliseconds(20)) }
        }
        return (String(decoding: all, as: UTF8.self), false)
    }
}
