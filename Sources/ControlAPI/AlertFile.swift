import Vocabulary

/// An alert as a program of the operator's reads it: the only thing in its file.
public struct AlertFile: Codable, Equatable, Sendable {
    /// One for each alert; a file that comes twice has the same.
    public var id: String
    /// `raid budget line_down sim disk crash alive test`.
    public var kind: Word<AlertKind>
    /// `began`, `ended` or `once`.
    public var phase: Word<AlertPhase>
    /// When it was written.
    public var at: ZonedTime
    /// Since when it has been so; nil for what is no state.
    @Nullable public var since: ZonedTime?
    /// How long it lasted, in seconds; nil while it goes on.
    @Nullable public var lastedSeconds: Int?
    /// The lines it is about; none = the box.
    public var lines: [String]
    /// What happened, in a sentence.
    public var text: String
    /// The language of the sentence.
    public var language: String
    /// Texts and calls that a raid refused; nil for everything else.
    @Nullable public var contacts: Int?
    /// Money a raid cost, or that is used of a limit; nil for everything else.
    @Nullable public var spent: String?
    /// The limit; nil for everything else.
    @Nullable public var limit: String?
    /// No more than this one will come before midnight.
    public var isLastToday: Bool

    private enum CodingKeys: String, CodingKey {
        case id, kind, phase, at, since, lines, text, language, contacts, spent, limit
        case lastedSeconds = "lasted_seconds"
        case isLastToday = "last_today"
    }

    /// A file about an alert, from its parts.
    public init(
        _ alert: Alert, id: String, text: String, language: Language, isLastToday: Bool,
        now: Timestamp, time: (Timestamp) -> ZonedTime
    ) {
        self.id = id
        kind = .known(alert.kind)
        phase = .known(alert.phase)
        at = time(now)
        lines = alert.lines
        self.text = text
        self.language = language.rawValue
        self.isLastToday = isLastToday
        var lasted: Span?
        switch alert {
        case .troubleBegan(_, _, let since): self.since = time(since)
        case .troubleEnded(_, _, let span): lasted = span
        case .raidEnded(_, let raid):
            lasted = raid?.lasted
            contacts = (raid?.contacts).flatMap(Int.init(exactly:))
            spent = raid?.spent.decimal
        case .budgetWarning(_, let limit), .budgetExhausted(_, let limit):
            spent = limit.used.decimal
            self.limit = limit.amount.decimal
        case .raidBegan, .crashed, .alive, .test: break
        }
        lastedSeconds = lasted.flatMap { Int(exactly: $0.milliseconds / 1000) }
    }
}

/// How a test of the way of notices went so far.
public struct NotifyTestAnswer: Codable, Equatable, Sendable {
    /// The name of the file in the spool.
    public var file: String
    /// The folder.
    public var spool: String

    /// An answer from its parts.
    public init(file: String, spool: String) {
        self.file = file
        self.spool = spool
    }
}
