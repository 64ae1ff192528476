import Glibc

/// A file of `lines.d` that was made, replaced or removed, and can be brought back to what it was.
///
/// Until ``keep()`` the earlier file lies aside in the same folder, under a name that no configuration reads. The folder
/// stays held while this lives.
public struct LineFileChange: Sendable {
    enum Kind {
        case made
        case replaced
        case removed
    }

    let folder: LinesFolder
    let name: String
    let kind: Kind

    var aside: String { LinesFolder.backupName(name) }

    /// Brings the earlier file back, with its owner, mode and time; or takes the new one away.
    public func undo() throws(LineFileError) {
        let done =
            kind == .made
            ? unlinkat(folder.descriptor, name, 0) : renameat(folder.descriptor, aside, folder.descriptor, name)
        guard done == 0 else { throw .system("\(folder.path)/\(name) cannot be brought back to what it was", errno) }
        try folder.synchronise()
    }

    /// Lets the change stand.
    public func keep() throws(LineFileError) {
        guard kind != .made else { return }
        guard unlinkat(folder.descriptor, aside, 0) == 0 else {
            throw .system("\(folder.path)/\(aside), the earlier file, cannot be deleted", errno)
        }
        try folder.synchronise()
    }
}

extension LinesFolder {
    /// Writes a file at once or not at all: mode 0640, the folder's group, on the disk when this returns.
    ///
    /// `previous` is what the caller knows to be there, nil for nothing; anything else is left as it is.
    public func write(_ octets: [UInt8], as name: String, over previous: [UInt8]?) throws(LineFileError)
        -> LineFileChange
    {
        let draft = ".\(name).new"
        try makeDraft(draft, octets)
        defer { unlinkat(descriptor, draft, 0) }
        if previous == nil {
            // A link, not a rename: it never takes the place of a file.
            guard linkat(descriptor, draft, descriptor, name, 0) == 0 else {
                throw errno == EEXIST ? appeared(name) : .system("\(path)/\(name) cannot be written", errno)
            }
        } else {
            try setAside(name, expected: previous)
            guard renameat(descriptor, draft, descriptor, name) == 0 else {
                let code = errno
                unlinkat(descriptor, Self.backupName(name), 0)
                throw .system("\(path)/\(name) cannot be written", code)
            }
        }
        return try committed(LineFileChange(folder: self, name: name, kind: previous == nil ? .made : .replaced))
    }

    /// Takes a file out of the folder.
    public func remove(_ name: String) throws(LineFileError) -> LineFileChange {
        let aside = Self.backupName(name)
        guard renameat(descriptor, name, descriptor, aside) == 0 else {
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
        // What a crash left behind: nobody else writes here while this lives.
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

    /// Gives the earlier file a second name, and makes sure that it is the one the caller saw.
    private func setAside(_ name: String, expected: [UInt8]?) throws(LineFileError) {
        let aside = Self.backupName(name)
        unlinkat(descriptor, aside, 0)
        guard linkat(descriptor, name, descriptor, aside, 0) == 0 else {
            let code = errno
            // protected_hardlinks (proc_sys_fs(5)): only somebody who may write a file may give it another name.
            if code == EPERM { throw .unusable("\(path)/\(name) belongs to somebody else: use sudo") }
            if code == ENOENT { throw .changed("\(path)/\(name) has gone meanwhile") }
            throw .system("\(path)/\(name) cannot be kept aside", code)
        }
        do throws(LineFileError) {
            guard try content(of: aside) == expected else { throw appeared(name) }
        } catch {
            unlinkat(descriptor, aside, 0)
            throw error
        }
    }

    private func appeared(_ name: String) -> LineFileError {
        .changed("\(path)/\(name) was changed meanwhile; start again to see the difference")
    }
}
