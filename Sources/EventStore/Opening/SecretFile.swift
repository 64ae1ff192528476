import Glibc
import Vocabulary

/// A secret of the box in a file of its own, beside the database and never in a copy of it: mode 0600, with a fixed
/// length.
///
/// The caller that makes or replaces one holds the lock of the state folder.
struct SecretFile {
    /// Its path.
    let path: String
    /// Its length in octets.
    let length: Int

    /// The secret; nil when there is no file.
    ///
    /// A file that others may read or change is refused, not repaired: nobody can know who has read it already.
    func read() throws(StoreError) -> [UInt8]? {
        // The file may have been replaced by a pipe, on which opening must not block.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            if errno == ELOOP { throw refused(.link) }
            throw .refused(path, .secret)
        }
        defer { close(file) }
        try requirePrivate(file)
        var octets = [UInt8](repeating: 0, count: length + 1)
        let count = Glibc.read(file, &octets, octets.count)
        guard count >= 0 else { throw .refused(path, .secretContent) }
        guard count == length else { throw refused(.length(isMore: count > length, wanted: length)) }
        return Array(octets.prefix(length))
    }

    /// Creates the file atomically, never over another; it is on the disk when this returns.
    func create(_ octets: [UInt8]) throws(StoreError) {
        guard octets.count == length else { throw refused(.length(isMore: octets.count > length, wanted: length)) }
        var status = stat()
        guard lstat(path, &status) != 0, errno == ENOENT else { throw refused(.exists) }
        let fresh = "\(path).\(getpid())-\(UInt32.random(in: 0...UInt32.max)).new"
        let file = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw notWritten() }
        do throws(StoreError) {
            defer { close(file) }
            // A command of root must leave a file that the service can read.
            if geteuid() == 0, let owner = folderOwner(), fchown(file, owner.user, owner.group) != 0 {
                throw notWritten()
            }
            guard fchmod(file, 0o600) == 0, write(file, octets, length) == length, fsync(file) == 0,
                rename(fresh, path) == 0
            else { throw notWritten() }
        } catch {
            unlink(fresh)
            throw error
        }
        try syncFolder()
    }

    /// Requires a regular file of this user or of the folder's owner, closed to everybody else.
    private func requirePrivate(_ file: Int32) throws(StoreError) {
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .refused(path, .secretContent) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw refused(.notAFile) }
        guard status.st_uid == geteuid() || status.st_uid == folderOwner()?.user else {
            throw refused(.otherUser(uid: Int(status.st_uid)))
        }
        guard status.st_mode & 0o077 == 0 else {
            throw refused(.open(mode: Int(status.st_mode & 0o777)))
        }
    }

    private func refused(_ fault: SecretFileFault) -> StoreError { .secretFile(path: path, fault) }

    private func notWritten() -> StoreError {
        .refused(path, .newFile)
    }

    private var folder: String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return parts.isEmpty ? "." : parts == [""] ? "/" : parts.joined(separator: "/")
    }

    private func folderOwner() -> (user: uid_t, group: gid_t)? {
        var status = stat()
        return stat(folder, &status) == 0 ? (status.st_uid, status.st_gid) : nil
    }

    private func syncFolder() throws(StoreError) {
        let opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { throw notWritten() }
        defer { close(opened) }
        guard fsync(opened) == 0 else { throw notWritten() }
    }
}
