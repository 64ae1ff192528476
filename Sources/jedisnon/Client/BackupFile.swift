import ControlAPI
import Foundation
import Glibc

/// The file for a copy of the database, opened by this command with the rights of the user who runs it.
///
/// It gets its name only when it is complete and on the disk. Nothing is overwritten, no link is followed, and an
/// interrupted command leaves nothing behind.
struct BackupFile: ~Copyable {
    let path: String
    /// The path of the file while it is incomplete.
    let partial: String
    private let descriptor: Int32

    /// Creates a file at `path`, which may be relative to the working folder.
    init(_ path: String) throws(ControlError) {
        self.path = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        partial = "\(self.path).partial-\(getpid())"
        // A link without a target is detected at the end: no name is ever replaced.
        guard access(self.path, F_OK) != 0 else {
            throw ControlError(
                .unusable, "\(SafeText.escaped(self.path)) is already there", hint: "name another file or remove it")
        }
        let opened = open(partial, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard opened >= 0 else { throw Self.refused(self.path, errno) }
        // Independent of the user's umask.
        fchmod(opened, 0o600)
        descriptor = opened
        removeOnSignal(partial)
    }

    /// Adds octets at the end.
    func write(_ octets: some Sequence<UInt8>) throws(ControlError) {
        var rest = Array(octets)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.refused(path, errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// Gives the file its name and returns its size, or throws; the partial file is removed in any case.
    consuming func finish() throws(ControlError) -> Int64 {
        let octets = lseek(descriptor, 0, SEEK_END)
        guard fsync(descriptor) == 0, octets >= 0 else { throw Self.refused(path, errno) }
        if link(partial, path) != 0 {
            // Some file systems, such as FAT, have no hard links: an empty file reserves the name meanwhile.
            guard [EPERM, EOPNOTSUPP, ENOSYS].contains(errno) else { throw Self.refused(path, errno) }
            let place = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
            guard place >= 0 else { throw Self.refused(path, errno) }
            close(place)
            guard rename(partial, path) == 0 else {
                let code = errno
                unlink(path)
                throw Self.refused(path, code)
            }
        }
        let folder = open(URL(filePath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folder >= 0 {
            // The name must survive a power loss too; a file system that cannot guarantee that fails here.
            fsync(folder)
            close(folder)
        }
        return Int64(octets)
    }

    deinit {
        unlink(partial)
        close(descriptor)
        removeOnSignal(nil)
    }

    private static func refused(_ path: String, _ code: Int32) -> ControlError {
        let hint =
            switch code {
            case ENOSPC, EDQUOT: "the disk is full: name a file on another one"
            case EEXIST: "name another file or remove it"
            case EACCES, EPERM, EROFS: "you may not write there: name another folder, or use sudo"
            case ENOENT, ENOTDIR: "there is no such folder"
            default: "name another file"
            }
        return ControlError(
            .unusable, "\(SafeText.escaped(path)) cannot be written: \(String(cString: strerror(code)))", hint: hint)
    }
}

/// The file to remove when a signal ends the command; only the signal handler reads it.
nonisolated(unsafe) private var fileToRemove: UnsafeMutablePointer<CChar>?

/// From now on SIGINT, SIGTERM and SIGHUP remove this file before they end the command; nil = no file.
private func removeOnSignal(_ path: String?) {
    let numbers = [SIGINT, SIGTERM, SIGHUP]
    guard let path else {
        for number in numbers { signal(number, SIG_DFL) }
        free(fileToRemove)
        fileToRemove = nil
        return
    }
    fileToRemove = strdup(path)
    for number in numbers {
        signal(number) { number in
            // Only async-signal-safe calls are allowed in a signal handler.
            if let fileToRemove { unlink(fileToRemove) }
            signal(number, SIG_DFL)
            raise(number)
        }
    }
}
