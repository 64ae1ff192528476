import Vocabulary

/// What of the log goes out with each alert.
public struct AlertEvidence: Sendable {
    /// The newest signed head; nil before the first one.
    public var head: HeadAnswer?
    /// The key that signed the earlier heads is gone, or cannot be used.
    public var isKeyLost: Bool

    /// What goes out, from its parts.
    public init(head: HeadAnswer?, isKeyLost: Bool) {
        self.head = head
        self.isKeyLost = isKeyLost
    }
}

/// An alert as a program of the operator's reads it: the only thing in its file.
public struct AlertFile: Codable, Equatable, Sendable {
    /// The id of the alert; a file written twice has the same one.
    public var id: String
    /// `raid budget line_down sim disk crash alive test`.
    public var kind: Word<AlertKind>
    /// `began`, `ended` or `once`.
    public var phase: Word<AlertPhase>
    /// When it was written.
    public var at: ZonedTime
    /// Since when the state has lasted; nil for a single event.
    @Nullable public var since: ZonedTime?
    /// How long it lasted, in seconds; nil while it continues.
    @Nullable public var lastedSeconds: Int?
    /// The lines it is about; empty = the box.
    public var lines: [String]
    /// What happened, in a sentence.
    public var text: String
    /// The language of the sentence.
    public var language: String
    /// Texts and calls refused during a raid; nil for other alerts.
    @Nullable public var contacts: Int?
    /// The cost of a raid, or the used part of a limit; nil for other alerts.
    @Nullable public var spent: String?
    /// The limit; nil for other alerts.
    @Nullable public var limit: String?
    /// Whether no further alert but a sign of life will come before midnight.
    public var isLastToday: Bool
    /// The newest signed head of the log: so it leaves the box; nil before the first one.
    @Nullable public var head: HeadAnswer?
    /// The key that signed the earlier heads is gone, or cannot be used.
    public var isEvidenceKeyLost: Bool

    private enum CodingKeys: String, CodingKey {
        case id, kind, phase, at, since, lines, text, language, contacts, spent, limit, head
        case lastedSeconds = "lasted_seconds"
        case isLastToday = "last_today"
        case isEvidenceKeyLost = "evidence_key_lost"
    }

    /// Makes the file of an alert.
    public init(
        _ alert: Alert, id: String, text: String, language: Language, isLastToday: Bool,
        evidence: AlertEvidence?, now: Timestamp, time: (Timestamp) -> ZonedTime
    ) {
        head = evidence?.head
        isEvidenceKeyLost = evidence?.isKeyLost ?? false
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

/// The answer of a test of the notices.
public struct NotifyTestAnswer: Codable, Equatable, Sendable {
    /// The name of the file in the spool.
    public var file: String
    /// The folder.
    public var spool: String

    /// Makes an answer.
    public init(file: String, spool: String) {
        self.file = file
        self.spool = spool
    }
}
