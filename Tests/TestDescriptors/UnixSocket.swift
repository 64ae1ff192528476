import Glibc

/// Stream sockets of the Unix kind as bare descriptors, for tests that misuse one end.
package enum UnixSocket {
    /// A socket that is connected to the one at `path`.
    package static func connected(to path: String) throws -> Int32 {
        try descriptor(at: path) { connect($0, $1, $2) }
    }

    /// A socket that is bound to `path`, and does not listen yet.
    package static func bound(to path: String) throws -> Int32 {
        try descriptor(at: path) { bind($0, $1, $2) }
    }

    private static func descriptor(
        at path: String, _ attach: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                attach(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else {
            let error = DescriptorError(path: path, code: errno)
            close(descriptor)
            throw error
        }
        return descriptor
    }
}

/// Why there is no descriptor.
package struct DescriptorError: Error {
    /// What was asked for.
    package let path: String
    /// The error number of the system.
    package let code: Int32
}
