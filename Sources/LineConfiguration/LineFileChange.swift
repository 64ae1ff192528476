import Glibc

/// A change to a file of `lines.d` that can be undone.
///
/// Until ``keep()`` the earlier file is kept in the same folder, under a name that no configuration reads. The folder
/// stays locked as long as this value exists.
public struct LineFileChange: Sendable {
    enum Kind {
        case made
        case replaced
        case removed
    }

    let folder: LinesFolder
    let name: String
    let kind: Kind

    var backup: String { LinesFolder.backupName(name) }

    /// Restores the earlier file with its owner, mode and time, or removes the new one.
    public func undo() throws(LineFileError) {
        let done =
            kind == .made
            ? unlinkat(folder.descriptor, name, 0) : renameat(folder.descriptor, backup, folder.descriptor, name)
        guard done == 0 else { throw .system("\(folder.path)/\(name) cannot be brought back to what it was", errno) }
        try folder.synchronise()
    }

    /// Makes the change permanent.
    public func keep() throws(LineFileError) {
        guard kind != .made else { return }
        guard unlinkat(folder.descriptor, backup, 0) == 0 else {
            throw .system("\(folder.path)/\(backup), the earlier file, cannot be deleted", errno)
        }
        try folder.synchronise()
    }
}

extension LinesFolder {
    /// Writes a file completely or not at all: mode 0640, the folder's group, on the disk when this returns.
    ///
    /// `previous` is the content that the caller expects, nil for no file; a different file is not replaced.
    public func write(_ octets: [UInt8], as name: String, over previous: [UInt8]?) throws(LineFileError)
        -> LineFileChange
    {
        let draft = ".\(name).new"
        try makeDraft(draft, octets)
        defer { unlinkat(descriptor, draft, 0) }
        if previous == nil {
            // A link, not a rename, because it never replaces a file.
            guard linkat(descriptor, draft, descriptor, name, 0) == 0 else {
                throw errno == EEXIST ? changedMeanwhile(name) : .system("\(path)/\(name) cannot be written", errno)
            }
        } else {
            try linkBackup(name, expected: previous)
            guard renameat(descriptor, draft, descriptor, name) == 0 else {
                let code = errno
                unlinkat(descriptor, Self.backupName(name), 0)
                throw .system("\(path)/\(name) cannot be written", code)
            }
        }
        return try committed(LineFileChange(folder: self, name: name, kind: previous == nil ? .made : .replaced))
    }

    /// Removes a file from the folder.
    public func remove(_ name: String) throws(LineFileError) -> LineFileChange {
        let backup = Self.backupName(name)
        guard renameat(descriptor, name, descriptor, backup) == 0 else {
            throw .system("\(path)/\(name) cannot be removed", errno)
        }
        return try committed(LineFileChange(folder: self, name: name, kind: .removed))
    }

    /// A name that no configuration reads: it begins with a dot and does not end in `.toml`.
    static func backupName(_ name: String) -> String { ".\(name).old" }

    private func committed(_ change: LineFileChange) throws(LineFileError) -> LineFileChange {
        do throws(LineFileError) {
            try synchronise()
        } catch {
            try change.undo()
            throw error
        }
        return change
    }

    private func makeDraft(_ draft: String, _ octets: [UInt8]) throws(LineFileError) {
        // A file left by a crash: no other program writes here while the folder is locked.
        unlinkat(descriptor, draft, 0)
        let file = openat(descriptor, draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .system("\(path) cannot be written", errno) }
        defer { close(file) }
        do throws(LineFileError) {
            try fill(file, octets)
        } catch {
            unlinkat(descriptor, draft, 0)
            throw error
        }
    }

    private func fill(_ file: Int32, _ octets: [UInt8]) throws(LineFileError) {
        var around = stat()
        guard fstat(descriptor, &around) == 0 else { throw .system("\(path) cannot be read", errno) }
        try Self.give(file, group: around.st_gid, mode: 0o640, name: "a file in \(path)")
        var rest = octets[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw .system("\(path) cannot be written", errno)
            }
        }
        guard fsync(file) == 0 else { throw .system("\(path) cannot be written to the disk", errno) }
    }

    /// Gives the earlier file a second name, and checks that it has the expected content.
    private func linkBackup(_ name: String, expected: [UInt8]?) throws(LineFileError) {
        let backup = Self.backupName(name)
        unlinkat(descriptor, backup, 0)
        guard linkat(descriptor, name, descriptor, backup, 0) == 0 else {
            let code = errno
            // protected_hardlinks (proc_sys_fs(5)): only users who may write a file may link it.
            if code == EPERM { throw .unusable("\(path)/\(name) belongs to somebody else: use sudo") }
            if code == ENOENT { throw .changed("\(path)/\(name) has gone meanwhile") }
            throw .system("\(path)/\(name) cannot be kept aside", code)
        }
        do throws(LineFileError) {
            guard try content(of: backup) == expected else { throw changedMeanwhile(name) }
        } catch {
            unlinkat(descriptor, backup, 0)
            throw error
        }
    }

    private func changedMeanwhile(_ name: String) -> LineFileError {
        .changed("\(path)/\(name) was changed meanwhile; start again to see the difference")
    }
}
