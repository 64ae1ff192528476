import Foundation
import Glibc
import Synchronization

/// A Unix socket through which scripts play the network: one JSON object a line in, one a line out, in order.
///
/// The requests are described in `docs/simulator.md`. Every connection has a thread of its own, so that one of them may
/// block.
public final class ControlSocket: Sendable {
    private static let longestLine = 1_048_576
    private static let maximumConnections = 32

    private let path: String
    private let handler: ControlHandler
    private let listener: Int32
    private let connections = Mutex<Set<Int32>>([])

    /// Listens at `path`, readable by its owner only.
    ///
    /// An existing socket is replaced when no process listens on it. Throws ``SimulatorError`` otherwise.
    public init(path: String, modems: [SimulatedModem]) throws {
        self.path = path
        handler = ControlHandler(modems: modems)
        listener = try Self.listen(at: path)
        let thread = Thread { [self] in acceptConnections() }
        thread.name = "simulator-control"
        thread.start()
    }

    /// Stops listening, ends every connection and removes the socket.
    public func close() {
        shutdown(listener, Int32(SHUT_RDWR))
        connections.withLock { open in open.forEach { shutdown($0, Int32(SHUT_RDWR)) } }
        unlink(path)
    }

    /// Sends one request to a socket and returns the answer's line.
    public static func ask(path: String, request: String) throws -> String {
        let descriptor = try connected(to: path)
        defer { Glibc.close(descriptor) }
        guard writeAll(descriptor, Array(request.utf8) + [UInt8(ascii: "\n")]) else {
            throw SimulatorError("cannot write to \(path)", errno: errno)
        }
        var reader = LineReader(descriptor: descriptor, limit: .max)
        guard let line = reader.next() else { throw SimulatorError("no answer from \(path)") }
        return String(decoding: line, as: UTF8.self)
    }

    // MARK: Serving

    private func acceptConnections() {
        while true {
            let descriptor = accept(listener, nil, nil)
            guard descriptor >= 0 else {
                if errno == EINTR || errno == ECONNABORTED { continue }
                break
            }
            let isAccepted = connections.withLock { open in
                open.count < Self.maximumConnections && open.insert(descriptor).inserted
            }
            guard isAccepted else {
                Glibc.close(descriptor)
                continue
            }
            Thread { [self] in serve(descriptor) }.start()
        }
        Glibc.close(listener)
    }

    private func serve(_ descriptor: Int32) {
        var reader = LineReader(descriptor: descriptor, limit: Self.longestLine)
        while let line = reader.next() {
            guard Self.writeAll(descriptor, handler.answer(to: line) + [UInt8(ascii: "\n")]) else { break }
        }
        connections.withLock { open in
            open.remove(descriptor)
            Glibc.close(descriptor)
        }
    }

    private static func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else {
                if count < 0, errno == EINTR { continue }
                return false
            }
            rest = rest.dropFirst(count)
        }
        return true
    }

    // MARK: Addresses

    private static func listen(at path: String) throws -> Int32 {
        if let descriptor = try? connected(to: path) {
            Glibc.close(descriptor)
            throw SimulatorError("somebody listens at \(path) already")
        }
        var status = stat()
        if lstat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFSOCK else { throw SimulatorError("\(path) exists and is no socket") }
            unlink(path)
        }
        let descriptor = try newSocket()
        // Private from the first moment: on Linux bind(2) uses the mode of the socket. The umask would do the same, but
        // also affect the files of every other thread.
        let result = try fchmod(descriptor, 0o600) == 0 ? withAddress(path) { bind(descriptor, $0, $1) } : -1
        guard result == 0, Glibc.listen(descriptor, 16) == 0 else {
            let code = errno
            Glibc.close(descriptor)
            throw SimulatorError("cannot listen at \(path)", errno: code)
        }
        return descriptor
    }

    private static func connected(to path: String) throws -> Int32 {
        let descriptor = try newSocket()
        guard try withAddress(path, { connect(descriptor, $0, $1) }) == 0 else {
            let code = errno
            Glibc.close(descriptor)
            throw SimulatorError("nobody listens at \(path)", errno: code)
        }
        return descriptor
    }

    private static func newSocket() throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw SimulatorError("no socket is left", errno: errno) }
        return descriptor
    }

    private static func withAddress(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard bytes.count < room else { throw SimulatorError("the path \(path) is too long for a socket") }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}

/// Lines from a descriptor that blocks.
private struct LineReader {
    let descriptor: Int32
    let limit: Int
    private var rest: [UInt8] = []

    init(descriptor: Int32, limit: Int) {
        self.descriptor = descriptor
        self.limit = limit
    }

    /// The next line without its end; nil at the end of the stream or past the limit.
    mutating func next() -> [UInt8]? {
        while true {
            if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                defer { rest.removeFirst(end + 1) }
                return Array(rest[..<end])
            }
            guard rest.count <= limit else { return nil }
            var bytes = [UInt8](repeating: 0, count: 16_384)
            let count = read(descriptor, &bytes, bytes.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            rest += bytes.prefix(count)
        }
    }
}
