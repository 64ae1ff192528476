/// Why a request to the store failed.
public enum StoreError: CodedFault {
    // MARK: The state folder and its files

    /// The folder cannot be examined; the answer is the system's.
    case folderUnusable(path: String, answer: String)
    /// The path is not a folder.
    case notAFolder(path: String)
    /// The system refused access to a file; the answer is the system's.
    case fileRefused(path: String, RefusedFile, answer: String)
    /// The disk has no room for a file at this path.
    case noRoom(path: String, RefusedFile)
    /// The path cannot be reached; the answer is the system's.
    case unreachable(path: String, answer: String)
    /// Only the service's user may use the path; the answer is the system's.
    case notPermitted(path: String, answer: String)
    /// Another process holds the state folder; its process number when it is known.
    case heldByAnother(pid: Int?, folder: String)
    /// The disk of the state folder has no room for a copy of so many octets.
    case noRoomForCopy(octets: Int64)

    /// A file with a secret of the box cannot be used, and only the operator can repair it.
    case secretFile(path: String, SecretFileFault)

    // MARK: The database

    /// There is no database yet: the service has never run on this folder.
    case noDatabase(path: String)
    /// The database was written by a newer version of the program.
    case newerVersion
    /// The database is of an older version, and this reader may not change it.
    case olderVersion
    /// It is the database of another program.
    case foreignDatabase(path: String)
    /// The check at the start found damage; the answer is SQLite's.
    case checkFailed(answer: String)
    /// SQLite reports damage.
    case damaged(answer: String)
    /// A stored value of a type of this program cannot be read.
    case unreadableValue(type: String)
    /// An event has an unknown kind.
    case unknownEvent(seq: Int64)
    /// A reply has an unknown manner.
    case unknownManner
    /// A reply has an unknown state.
    case unknownReplyState
    /// The key of the hashes is missing, or belongs to another database; by the file `lost`, which holds `mark`, an
    /// operator gives the key up.
    case keyMissing(path: String, isOther: Bool, lost: String, mark: String)
    /// A heartbeat that was allowed was not planned.
    case heartbeatNotPlanned

    // MARK: A transaction

    /// The disk is full; nothing of the transaction was written. The answer is SQLite's.
    case diskFull(answer: String)
    /// The folder or the file cannot be used: read-only, no permission, input or output error. The answer is SQLite's.
    case unusable(answer: String)
    /// Another process kept the database locked for longer than the busy timeout. The answer is SQLite's.
    case busy(answer: String)
    /// SQLite refused, with its extended result code.
    case refused(answer: String, code: Int)
    /// Something other than SQLite failed.
    case failed(answer: String)
    /// The transaction ended without a result.
    case noResult
    /// The database is closed: the service is stopping.
    case closed

    // MARK: What the operator asked for

    /// The operator named a person whom the box does not know.
    case unknownPerson
    /// The contacts of this person are kept, and the keep has not ended.
    case personKept
    /// The sender is not known.
    case unknownSender
    /// A keep was not stored.
    case keepNotStored
    /// The text is not a sender id.
    case notASenderID
    /// No sender has this id.
    case unknownSenderID(String)
    /// An amount that cannot be added.
    case unusableAmount

    /// The words of an older version.
    case legacy(String)
}

/// A file of the store to which the system refuses access.
public enum RefusedFile: String, CaseIterable, Hashable, Sendable {
    /// The state folder, which does not exist and cannot be created.
    case folder
    /// The database.
    case database
    /// A new file beside the database: a copy that is handed on, or a secret.
    case newFile = "new_file"
    /// A file with a secret cannot be opened.
    case secret
    /// A file with a secret cannot be read after it was opened.
    case secretContent = "secret_content"
    /// The file of the lock cannot be opened.
    case lock
    /// The file of the lock cannot be locked.
    case locking
}

/// What is wrong with a file that holds a secret of the box.
public enum SecretFileFault: Hashable, Sendable {
    /// It is a link.
    case link
    /// It has more, or fewer, octets than this.
    case length(isMore: Bool, wanted: Int)
    /// It exists already, and is not overwritten.
    case exists
    /// It is a folder, a device or a pipe.
    case notAFile
    /// It belongs to another user.
    case otherUser(uid: Int)
    /// Its mode lets other users read or change it.
    case open(mode: Int)
}

extension StoreError {
    /// The kind of trouble, which decides the exit code and the advice.
    public enum Kind: Hashable, Sendable {
        /// A newer version wrote the database.
        case newerVersion
        /// The file is damaged, or no database at all.
        case damaged
        /// The folder or the file cannot be used.
        case unusable
        /// There is no database yet.
        case noDatabase
        /// The disk is full.
        case full
        /// Another process holds the state folder.
        case heldByAnother
        /// Another process keeps the database locked.
        case busy
        /// The operator named a person whom the box does not know.
        case unknownPerson
        /// The contacts of a person are kept.
        case kept
        /// Anything else.
        case unexpected
    }

    /// The kind of trouble.
    public var kind: Kind {
        switch self {
        case .newerVersion: .newerVersion
        case .checkFailed, .damaged, .unreadableValue, .unknownEvent, .unknownManner, .unknownReplyState,
            .heartbeatNotPlanned:
            .damaged
        case .folderUnusable, .notAFolder, .fileRefused, .unreachable, .notPermitted, .olderVersion, .foreignDatabase,
            .unusable, .closed, .keyMissing,
            .secretFile:
            .unusable
        case .noDatabase: .noDatabase
        case .noRoom, .noRoomForCopy, .diskFull: .full
        case .heldByAnother: .heldByAnother
        case .busy: .busy
        case .unknownPerson, .unknownSender, .notASenderID, .unknownSenderID: .unknownPerson
        case .personKept: .kept
        case .refused, .failed, .noResult, .keepNotStored, .unusableAmount, .legacy: .unexpected
        }
    }

    /// Whether it may pass without a person, so that it can be tried again.
    public var passes: Bool { kind == .full || kind == .busy }
}
