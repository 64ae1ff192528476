import Glibc
import Vocabulary

/// A locked folder of line files: while this object exists, no other jedisnon changes it.
///
/// Every file is opened through the folder's descriptor and never through a symbolic link, so that other users cannot
/// redirect a write.
public final class LinesFolder: Sendable {
    /// The folder.
    public let path: String
    let descriptor: Int32

    private static let maximumFileSize = ConfigurationFiles.largest

    /// Opens and locks a folder; with `make` creates it if missing, with the group of its parent folder.
    public init(_ path: String, make: Bool = false) throws(LineFileError) {
        if make { try Self.make(path) }
        // Kept only once it is locked: an initialiser that throws after its properties are set closes them in deinit.
        let opened = try Self.opened(path)
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(opened)
            if code == EWOULDBLOCK { throw .held("another jedisnon is changing \(path); try again in a moment") }
            throw .system("\(path) cannot be locked", code)
        }
        descriptor = opened
        self.path = path
    }

    deinit { close(descriptor) }

    /// The same, but waits for another process to finish, up to a time limit.
    public static func waiting(
        _ path: String, make: Bool = false, timeout: Duration = .seconds(60)
    ) async throws -> LinesFolder {
        let deadline = ContinuousClock.now + timeout
        while true {
            do throws(LineFileError) {
                return try LinesFolder(path, make: make)
            } catch {
                guard case .held = error, ContinuousClock.now < deadline else { throw error }
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Whether there is anything under a path.
    public static func exists(_ path: String) -> Bool {
        var entry = stat()
        return lstat(path, &entry) == 0
    }

    /// Why this user cannot write into a folder, or create it; nil when it is possible.
    public static func obstacle(_ path: String) -> String? {
        let place = Self.exists(path) ? path : folder(of: path)
        guard access(place, W_OK | X_OK) != 0 else { return nil }
        return "\(place) cannot be written: \(String(cString: strerror(errno)))"
    }

    /// The content of a file; nil when there is none.
    public func content(of name: String) throws(LineFileError) -> [UInt8]? {
        let file = openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else {
            let code = errno
            if code == ENOENT { return nil }
            if code == ELOOP { throw .unusable("\(path)/\(name) is a symbolic link, and none is followed") }
            throw .system("\(path)/\(name) cannot be read", code)
        }
        defer { close(file) }
        var entry = stat()
        guard fstat(file, &entry) == 0, entry.st_mode & S_IFMT == S_IFREG else {
            throw .unusable("\(path)/\(name) is no plain file")
        }
        guard entry.st_size <= Self.maximumFileSize else { throw .unusable("\(path)/\(name) is larger than 1 MiB") }
        return try octets(of: file, name: name)
    }

    private func octets(of file: Int32, name: String) throws(LineFileError) -> [UInt8] {
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while content.count <= Self.maximumFileSize {
            let count = read(file, &chunk, chunk.count)
            if count == 0 { return content }
            if count > 0 {
                content += chunk.prefix(count)
            } else if errno != EINTR {
                throw .system("\(path)/\(name) cannot be read", errno)
            }
        }
        throw .unusable("\(path)/\(name) is larger than 1 MiB")
    }

    /// Commits renames to the disk.
    func synchronise() throws(LineFileError) {
        guard fsync(descriptor) == 0 else { throw .system("\(path) cannot be written to the disk", errno) }
    }

    private static func opened(_ path: String) throws(LineFileError) -> Int32 {
        let opened = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        if opened >= 0 { return opened }
        let code = errno
        guard code == ENOTDIR || code == ELOOP else { throw .system("\(path) cannot be opened", code) }
        throw .unusable("\(path) is no folder; a symbolic link to one is not followed")
    }

    private static func make(_ path: String) throws(LineFileError) {
        guard mkdir(path, 0o750) == 0 else {
            let code = errno
            if code == EEXIST { return }
            throw .system("\(path) cannot be made", code)
        }
        do throws(LineFileError) {
            var around = stat()
            guard stat(folder(of: path), &around) == 0 else { throw .system("\(path) cannot be made", errno) }
            let made = try opened(path)
            defer { close(made) }
            // mkdir removed the bits of the umask from the mode.
            try give(made, group: around.st_gid, mode: 0o750, name: path)
        } catch {
            // Removed only while empty; a folder filled by another process meanwhile stays.
            rmdir(path)
            throw error
        }
    }

    /// Gives a new file or folder its group and its mode.
    static func give(_ descriptor: Int32, group: gid_t, mode: mode_t, name: String) throws(LineFileError) {
        var entry = stat()
        guard fstat(descriptor, &entry) == 0 else { throw .system("\(name) cannot be written", errno) }
        // Changing the group clears bits of the mode, so the mode is set afterwards.
        guard entry.st_gid == group || fchown(descriptor, gid_t.max, group) == 0 else {
            throw .unusable(
                "\(name) cannot be given to the group \(group) of the folder around it, so the service could not read "
                    + "it: join that group, or use sudo")
        }
        guard fchmod(descriptor, mode) == 0 else { throw .system("\(name) cannot be given its mode", errno) }
    }

    private static func folder(of path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true).dropLast()
        return (path.hasPrefix("/") ? "/" : parts.isEmpty ? "." : "") + parts.joined(separator: "/")
    }
}
