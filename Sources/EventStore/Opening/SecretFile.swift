import Glibc

/// A secret of the box in a file of its own, beside the database and in no copy of it: mode 0600, of one known length.
///
/// Whoever makes or replaces one holds the lock of the state folder.
struct SecretFile {
    /// Where it is.
    let path: String
    /// How many octets it has.
    let length: Int

    /// The secret; nil when there is no file.
    ///
    /// A file that others may read or change is refused, not mended: who knows it already cannot be found out.
    func read() throws(StoreError) -> [UInt8]? {
        // A pipe in its place must not be waited for.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            if errno == ELOOP { throw refused("is a link") }
            throw .refused(path, "cannot be read", hint: "check its owner and mode")
        }
        defer { close(file) }
        try requirePrivate(file)
        var octets = [UInt8](repeating: 0, count: length + 1)
        let count = Glibc.read(file, &octets, octets.count)
        guard count >= 0 else { throw .refused(path, "cannot be read", hint: "check the disk") }
        guard count == length else { throw refused("holds \(count > length ? "more" : "fewer") octets than \(length)") }
        return Array(octets.prefix(length))
    }

    /// Makes the file, whole or not at all, and never over another; on the disk when this returns.
    func create(_ octets: [UInt8]) throws(StoreError) {
        guard octets.count == length else { throw .unexpected("\(path) has \(length) octets, not \(octets.count)") }
        var status = stat()
        guard lstat(path, &status) != 0, errno == ENOENT else { throw refused("is there already") }
        let fresh = "\(path).\(getpid())-\(UInt32.random(in: 0...UInt32.max)).new"
        let file = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw notWritten() }
        do throws(StoreError) {
            defer { close(file) }
            // A command of root leaves nothing that the service cannot read.
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

    /// A regular file of ours or of the folder's owner, for nobody else.
    private func requirePrivate(_ file: Int32) throws(StoreError) {
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .refused(path, "cannot be read", hint: "check the disk") }
        guard status.st_mode & S_IFMT == S_IFREG else { throw refused("is no ordinary file") }
        guard status.st_uid == geteuid() || status.st_uid == folderOwner()?.user else {
            throw refused("belongs to another user (uid \(status.st_uid))")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw .unusable(
                "\(path) is open to others (mode \(String(status.st_mode & 0o777, radix: 8))); run `chmod 600 \(path)`, "
                    + "and if somebody may have read it, move it away: a new one is made at the next start")
        }
    }

    private func refused(_ what: String) -> StoreError {
        .unusable("\(path) \(what); move it away, or put back the file that the service made")
    }

    private func notWritten() -> StoreError {
        .refused(path, "cannot be written", hint: "check the owner and mode of the state folder")
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
