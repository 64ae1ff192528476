/// The paths of the control API; the first part is its version.
public enum ControlRoutes {
    /// GET: ``StatusAnswer``.
    public static let status = "/v1/status"
    /// GET with the items of ``EventQuery``: one ``EventRow`` per line of the answer.
    public static let events = "/v1/events"
    /// GET: ``BudgetAnswer``.
    public static let budget = "/v1/budget"
    /// POST ``BudgetAddition``: ``BudgetAnswer``.
    public static let budgetAdditions = "/v1/budget/additions"
    /// GET: ``BlocksAnswer``; POST ``BlockRequest``: ``BlockRow``.
    public static let blocks = "/v1/blocks"
    /// POST ``UnblockRequest``: ``UnblockAnswer``.
    ///
    /// No DELETE with the number in its path: paths end up in logs.
    public static let unblock = "/v1/unblock"
    /// GET: ``LinesAnswer``.
    public static let lines = "/v1/lines"
    /// GET: every ``UnclaimedModem`` whose SIM can be read, as an array of ``SIMAnswer``.
    public static let sims = "/v1/sims"
    /// POST ``BackupRequest``: the octets of a consistent copy of the database, ``backupType``.
    public static let backup = "/v1/backup"
    /// The type of a copy of the database.
    public static let backupType = "application/vnd.sqlite3"
    /// POST without a body: ``ReloadAnswer``.
    public static let reload = "/v1/reload"
    /// POST ``OperatorAction``: an empty object.
    public static let operatorActions = "/v1/operator-actions"

    /// POST ``PauseRequest``: ``LineRow``.
    public static func pause(_ line: String) -> String { "\(lines)/\(encoded(line))/pause" }
    /// POST without a body: ``LineRow``.
    public static func resume(_ line: String) -> String { "\(lines)/\(encoded(line))/resume" }

    /// POST without a body asks for a code, GET tells how far it is; both answer ``VerificationAnswer``.
    public static func verification(_ line: String) -> String { "\(lines)/\(encoded(line))/verification" }

    /// POST without a body lets the next caller hear a code, GET tells how far that is; both answer ``VoiceTrialAnswer``.
    public static func voiceTrial(_ line: String) -> String { "\(lines)/\(encoded(line))/voice-trial" }

    /// POST ``VoiceCodeRequest``: ``VoiceTrialAnswer``.
    public static func voiceCode(_ line: String) -> String { "\(voiceTrial(line))/code" }

    /// The most octets of a request body.
    public static let bodyLimit = 65_536

    /// A text as a part of a URL: everything but letters, digits and hyphens as `%XX`.
    public static func encoded(_ text: String) -> String {
        text.utf8.map { octet in
            let isPlain =
                octet == UInt8(ascii: "-") || (0x30...0x39).contains(octet) || (0x41...0x5A).contains(octet)
                || (0x61...0x7A).contains(octet)
            let digits = String(octet, radix: 16, uppercase: true)
            return isPlain ? String(UnicodeScalar(octet)) : "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }
}
