import GRDB
import Glibc
import Vocabulary

/// Why the store could not do what it was asked; each sentence says what happened and what to do next.
public enum StoreError: Error, Equatable, Sendable {
    /// The database was written by a newer version of the program.
    case newerVersion(String)
    /// The file is damaged, or no database at all.
    case damaged(String)
    /// The folder or the file cannot be used: missing, read-only, no permission, input or output error.
    case unusable(String)
    /// There is no database yet: the service has never run on this folder.
    case noDatabase(String)
    /// The disk is full; nothing of the transaction was written.
    case full(String)
    /// Another process holds the state folder; its process number when it is known.
    case heldByAnother(pid: Int32?, String)
    /// Another process kept the database locked for longer than the busy timeout.
    case busy(String)
    /// The operator named somebody the box has never met.
    case unknownPerson(String)
    /// The contacts of this person are kept, and the keep was not ended.
    case kept(String)
    /// Anything else SQLite said.
    case unexpected(String)

    /// What happened and what to do next.
    public var sentence: String {
        switch self {
        case .newerVersion(let text), .damaged(let text), .unusable(let text), .noDatabase(let text), .full(let text),
            .heldByAnother(_, let text), .busy(let text), .unknownPerson(let text), .kept(let text),
            .unexpected(let text):
            text
        }
    }

    /// Whether it passes without a person: whoever can wait tries again.
    public var passes: Bool {
        switch self {
        case .full, .busy: true
        case .newerVersion, .damaged, .unusable, .noDatabase, .heldByAnother, .unknownPerson, .kept, .unexpected: false
        }
    }

    /// Whether the same transaction may be taken another time: the disk, or whoever holds the database, is at fault.
    var mayPass: Bool {
        switch self {
        case .full, .busy, .unusable: true
        case .newerVersion, .damaged, .noDatabase, .heldByAnother, .unknownPerson, .kept, .unexpected: false
        }
    }

    /// The error for a file that the system would not give: a full disk is no fault of the folder.
    static func refused(_ path: String, _ what: String, code: Int32 = errno, hint: String) -> StoreError {
        code == ENOSPC || code == EDQUOT
            ? .full("\(path) \(what): the disk is full; free some space")
            : .unusable("\(path) \(what): \(systemError(code)); \(hint)")
    }

    /// The store's error for anything a transaction may throw.
    init(_ error: any Error) {
        if let known = error as? StoreError {
            self = known
        } else if let database = error as? DatabaseError {
            self.init(database)
        } else {
            self = .unexpected("the database refused: \(error)")
        }
    }

    private init(_ error: DatabaseError) {
        let said = error.message ?? "\(error.resultCode)"
        // The shared memory of the write-ahead log is a file, and needs room.
        if error.extendedResultCode == .SQLITE_IOERR_SHMSIZE {
            self = .full("the disk is full (\(said)); free some space: a service that runs goes on then by itself")
            return
        }
        switch error.resultCode {
        case .SQLITE_FULL:
            self = .full("the disk is full (\(said)); free some space: a service that runs goes on then by itself")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self = .damaged("the database is damaged (\(said)); stop the service and put back a backup")
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_IOERR, .SQLITE_AUTH:
            self = .unusable(
                "the database cannot be used (\(said)); check the disk and the owner and mode of the state folder")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self = .busy("another program keeps the database locked (\(said)); close it and try again")
        default:
            self = .unexpected("the database refused: \(said) (code \(error.extendedResultCode.rawValue))")
        }
    }
}
