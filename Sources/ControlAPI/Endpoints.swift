import Vocabulary

/// All endpoints: the server routes by these values, and the commands send requests with them.
public enum Endpoints {
    /// Every line at a glance.
    public static let status = Endpoint<NoBody, StatusAnswer>(.get, "/v1/status")
    /// Events that match the query in the URL; the answer has one row per line.
    public static let events = Endpoint<EventQuery, EventRow>(.get, "/v1/events")
    /// Spent, reserved and left.
    public static let budget = Endpoint<NoBody, BudgetAnswer>(.get, "/v1/budget")
    /// Contacts, people, money, and where callers are from.
    public static let report = Endpoint<ReportQuery, ReportAnswer>(.get, "/v1/report")
    /// Adds to the total of the box.
    public static let addBudget = Endpoint<BudgetAddition, BudgetAnswer>(.post, "/v1/budget/additions")
    /// Everybody who is never answered.
    public static let blocks = Endpoint<NoBody, BlocksAnswer>(.get, "/v1/blocks")
    /// Requests that a person is never answered again.
    public static let block = Endpoint<BlockRequest, BlockRow>(.post, "/v1/blocks")
    /// Answers a blocked person again.
    ///
    /// Not a DELETE with the number in its path, because paths end up in logs.
    public static let unblock = Endpoint<UnblockRequest, UnblockAnswer>(.post, "/v1/unblock")
    /// Erases a person; not a DELETE, so that no number is in the path.
    public static let erase = Endpoint<ErasureRequest, ErasureAnswer>(.post, "/v1/erase")
    /// Everybody whose contacts are kept.
    public static let keeps = Endpoint<NoBody, KeepsAnswer>(.get, "/v1/keeps")
    /// Keeps a person's contacts.
    public static let keep = Endpoint<KeepRequest, KeepRow>(.post, "/v1/keeps")
    /// Ends a keep.
    public static let endKeep = Endpoint<KeepEndRequest, KeepEndAnswer>(.post, "/v1/keeps/end")
    /// The lines as they are configured.
    public static let lines = Endpoint<NoBody, LinesAnswer>(.get, "/v1/lines")
    /// Every ``UnclaimedModem`` whose SIM can be read.
    public static let sims = Endpoint<NoBody, [SIMAnswer]>(.get, "/v1/sims")
    /// A consistent copy of the database.
    public static let backup = Endpoint<BackupRequest, DatabaseCopy>(.post, "/v1/backup")
    /// Everything about one person, as evidence.
    public static let export = Endpoint<ExportRequest, ExportedDocument>(.post, "/v1/export")
    /// The newest signed head of the log.
    public static let head = Endpoint<NoBody, NewestHeadAnswer>(.get, "/v1/head")
    /// Reads the configuration again.
    public static let reload = Endpoint<NoBody, ReloadAnswer>(.post, "/v1/reload")

    /// Writes a notice that says it is a test.
    public static let notifyTest = Endpoint<NoBody, NotifyTestAnswer>(.post, "/v1/notify/test")
    /// Begins or ends a raid by hand.
    public static let raid = Endpoint<RaidRequest, RaidAnswer>(.post, "/v1/raid")

    /// Pauses a line.
    public static func pause(_ line: LinePart) -> Endpoint<PauseRequest, LineRow> { .init(.post, of: line, "pause") }

    /// Resumes a line.
    public static func resume(_ line: LinePart) -> Endpoint<NoBody, LineRow> { .init(.post, of: line, "resume") }

    /// Asks for a one-time code that is to be texted to a line.
    public static func verify(_ line: LinePart) -> Endpoint<NoBody, VerificationAnswer> {
        .init(.post, of: line, "verification")
    }

    /// How far the newest verification of a line is.
    public static func verification(_ line: LinePart) -> Endpoint<NoBody, VerificationAnswer> {
        .init(.get, of: line, "verification")
    }

    /// Makes the next caller of a line hear a code.
    public static func tryVoice(_ line: LinePart) -> Endpoint<NoBody, VoiceTrialAnswer> {
        .init(.post, of: line, "voice-trial")
    }

    /// How far the newest try of a line's voice is.
    public static func voiceTrial(_ line: LinePart) -> Endpoint<NoBody, VoiceTrialAnswer> {
        .init(.get, of: line, "voice-trial")
    }

    /// Receives the code that the operator heard.
    public static func typeVoiceCode(_ line: LinePart) -> Endpoint<VoiceCodeRequest, VoiceTrialAnswer> {
        .init(.post, of: line, "voice-trial/code")
    }

    /// The most octets of a request body.
    public static let bodyLimit = 65_536

    /// A text as a part of a URL: everything except letters, digits and hyphens as `%XX`.
    static func encoded(_ text: String) -> String {
        text.utf8.map { octet in
            let isPlain =
                octet == UInt8(ascii: "-") || (0x30...0x39).contains(octet) || (0x41...0x5A).contains(octet)
                || (0x61...0x7A).contains(octet)
            return isPlain ? String(UnicodeScalar(octet)) : "%" + octet.hexadecimal(2, uppercase: true)
        }.joined()
    }
}
