import EventStore
import Foundation
import Glibc

/// The folder in which each notice becomes a file, for the operator's own program to collect.
///
/// The service never starts a program. A file gets its name only when it is complete.
struct AlertSpool: Sendable {
    let folder: String
    /// With more files than this nobody collects them, so the oldest are removed.
    static let limit = 1_000

    /// Why a file could not be written, in a sentence.
    struct Fault: Error, Equatable {
        let sentence: String
    }

    /// Writes a file, readable by the folder's group; one of the same name is the same notice.
    ///
    /// Asynchronous, so that a slow disk does not block the calling actor.
    func write(_ file: StoredAlert) async throws(Fault) {
        try makeRoom()
        let path = folder + "/" + file.name
        let partial = folder + "/.\(file.name).part"
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw refused() }
        // Readable by the folder's group, that of the collecting program, whatever the umask of the service.
        fchmod(descriptor, 0o640)
        var rest = Array(file.body.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        let isWhole = rest.isEmpty && fsync(descriptor) == 0
        let code = errno
        close(descriptor)
        guard isWhole, rename(partial, path) == 0 else {
            let reason = isWhole ? errno : code
            unlink(partial)
            throw refused(reason)
        }
    }

    private func makeRoom() throws(Fault) {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw refused(access(folder, R_OK | X_OK) == 0 ? EIO : errno)
        }
        let files = names.filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.sorted()
        for old in files.dropLast(Self.limit - 1) { unlink(folder + "/" + old) }
    }

    private func refused(_ code: Int32 = errno) -> Fault {
        Fault(sentence: "no notice can be written into \(folder): \(String(cString: strerror(code)))")
    }
}
