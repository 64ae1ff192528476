import GRDB
import Glibc
import Vocabulary

extension StoreError {
    /// Whether the same transaction may be tried again: the disk, or another process that holds the database, is the
    /// cause.
    var mayPass: Bool { passes || kind == .unusable }

    /// The error for a file that the system refused; a full disk is not reported as a fault of the folder.
    static func refused(_ path: String, _ file: RefusedFile, code: Int32 = errno) -> StoreError {
        code == ENOSPC || code == EDQUOT
            ? .noRoom(path: path, file) : .fileRefused(path: path, file, answer: systemError(code))
    }

    /// The store's error for anything a transaction may throw.
    init(_ error: any Error) {
        if let known = error as? StoreError {
            self = known
        } else if let database = error as? DatabaseError {
            self.init(database)
        } else {
            self = .failed(answer: "\(error)")
        }
    }

    private init(_ error: DatabaseError) {
        let answer = error.message ?? "\(error.resultCode)"
        // The shared memory of the write-ahead log is a file, and needs room.
        if error.extendedResultCode == .SQLITE_IOERR_SHMSIZE {
            self = .diskFull(answer: answer)
            return
        }
        self =
            switch error.resultCode {
            case .SQLITE_FULL: .diskFull(answer: answer)
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged(answer: answer)
            case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_IOERR, .SQLITE_AUTH:
                .unusable(answer: answer)
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(answer: answer)
            default: .refused(answer: answer, code: Int(error.extendedResultCode.rawValue))
            }
    }
}
