import Glibc

/// The kind, identity and size of a file.
///
/// Used instead of `stat`: if NIO is imported, an optimised build mistakes the C type for one of NIO's.
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
    /// The device that holds it.
    public let device: UInt64
    /// Its inode number on that device.
    public let inode: UInt64
    /// Its length in octets.
    public let size: Int

    /// The file that a path leads to; nil on failure, with the reason in `errno`.
    public init?(path: String) {
        self.init { stat(path, &$0) }
    }

    /// The file at a path itself, even a link; nil on failure, with the reason in `errno`.
    public init?(at path: String) {
        self.init { lstat(path, &$0) }
    }

    /// An open file; nil on failure, with the reason in `errno`.
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
