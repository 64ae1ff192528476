import Vocabulary

/// The service as the control server uses it; errors are ``ControlError``, any other is answered as `failed`.
public protocol ControlBackend: Sendable {
    /// Every line at a glance.
    func status() async throws -> StatusAnswer
    /// One page of events, oldest first: after `query.after`, at most `query.limit`.
    func events(_ query: EventQuery) async throws -> [EventRow]
    /// Yields after each commit that added events, from the call on; elements not yet consumed may be merged.
    func eventAnnouncements() throws -> AsyncStream<Void>
    /// Spent, reserved and left.
    func budget() async throws -> BudgetAnswer
    /// Contacts, people, money, and where callers are from.
    func report(_ query: ReportQuery) async throws -> ReportAnswer
    /// Adds to the total of the box.
    func addBudget(_ request: BudgetAddition) async throws -> BudgetAnswer
    /// Everybody who is never answered.
    func blocks() async throws -> BlocksAnswer
    /// Requests that a person is never answered again.
    func block(_ request: BlockRequest) async throws -> BlockRow
    /// Answers a blocked person again.
    func unblock(_ request: UnblockRequest) async throws -> UnblockAnswer
    /// Erases a person.
    func erase(_ request: ErasureRequest) async throws -> ErasureAnswer
    /// Everybody whose contacts are kept.
    func keeps() async throws -> KeepsAnswer
    /// Keeps a person's contacts.
    func keep(_ request: KeepRequest) async throws -> KeepRow
    /// Ends a keep.
    func endKeep(_ request: KeepEndRequest) async throws -> KeepEndAnswer
    /// The lines as they are configured.
    func lines() async throws -> LinesAnswer
    /// The modems that belong to no line and whose SIM can be read, with their whole ICCID.
    func sims() async throws -> [SIMAnswer]
    /// Pauses a line.
    func pause(line: String, _ request: PauseRequest) async throws -> LineRow
    /// Resumes a line.
    func resume(line: String) async throws -> LineRow
    /// Writes a notice that says it is a test.
    func notifyTest() async throws -> NotifyTestAnswer
    /// Begins or ends a raid by hand.
    func setRaid(_ request: RaidRequest) async throws -> RaidAnswer
    /// Asks for a one-time code that is to be texted to a line.
    func verify(line: String) async throws -> VerificationAnswer
    /// How far the newest verification of a line is.
    func verification(line: String) async throws -> VerificationAnswer
    /// Makes the next caller of a line hear a code.
    func tryVoice(line: String) async throws -> VoiceTrialAnswer
    /// How far the newest try of a line's voice is.
    func voiceTrial(line: String) async throws -> VoiceTrialAnswer
    /// Receives the code that the operator heard.
    func typeVoiceCode(line: String, _ request: VoiceCodeRequest) async throws -> VoiceTrialAnswer
    /// Makes a copy of the database and returns its path; the operator's action must already be recorded.
    ///
    /// The caller reads the copy and removes it.
    func copy() async throws -> String
    /// Everything about one person as a document of JSON, with the note of it in the log.
    func export(_ request: ExportRequest) async throws -> [UInt8]
    /// The newest signed head of the log.
    func head() async throws -> NewestHeadAnswer
    /// Reads the configuration again.
    func reload() async throws -> ReloadAnswer
    /// Records what the operator is about to do; nothing may be shown before this returns.
    func operatorAction(_ action: OperatorAction) async throws
}
