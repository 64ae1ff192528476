import Glibc

/// What the file system says of a file.
///
/// Where NIO is imported, an optimised build takes the C library's own type for one of NIO's.
public struct FileStatus: Hashable, Sendable {
    /// What kind of file it is.
    public enum Kind: Hashable, Sendable {
        /// A socket.
        case socket
        /// A folder.
        case folder
        /// Anything else.
        case other
    }

    /// What kind of file it is.
    public let kind: Kind
    /// The device it is on.
    public let device: UInt64
    /// Its number there.
    public let inode: UInt64
    /// Its length in octets.
    public let size: Int

    /// The file a path leads to; nil = `errno` says why not.
    public init?(path: String) {
        self.init { stat(path, &$0) }
    }

    /// What stands at a path itself, also where it is a link; nil = `errno` says why not.
    public init?(at path: String) {
        self.init { lstat(path, &$0) }
    }

    /// An open file; nil = `errno` says why not.
    public init?(descriptor: Int32) {
        self.init { fstat(descriptor, &$0) }
    }

    private init?(_ look: (inout stat) -> Int32) {
        var status = stat()
        guard look(&status) == 0 else { return nil }
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFSOCK: .socket
            case S_IFDIR: .folder
            default: .other
            }
        (device, inode, size) = (UInt64(status.st_dev), UInt64(status.st_ino), Int(status.st_size))
    }
}
