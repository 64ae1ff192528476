import Vocabulary

/// What `doctor --json` prints: what is wrong on this box, and the remedies.
public struct DoctorAnswer: Codable, Equatable, Sendable {
    /// When the box was examined.
    public var checkedAt: ZonedTime
    /// The version of the program that examined it.
    public var version: String
    /// The user it ran as; root can examine the most.
    public var user: String
    /// The findings, the most severe first.
    public var findings: [DoctorFinding]

    enum CodingKeys: String, CodingKey {
        case version, user, findings
        case checkedAt = "checked_at"
    }

    /// Makes an answer.
    public init(checkedAt: ZonedTime, version: String, user: String, findings: [DoctorFinding]) {
        self.checkedAt = checkedAt
        self.version = version
        self.user = user
        self.findings = findings
    }

    /// Whether anything keeps a line from working.
    public var hasProblem: Bool { findings.contains { $0.severity == .problem } }
}

/// How much a finding matters.
public enum DoctorSeverity: String, Codable, CaseIterable, Sendable, Comparable {
    /// As it should be.
    case ok
    /// Worth knowing.
    case note
    /// It works, but not as well as it should, or not for long.
    case warning
    /// Something does not work until it is repaired.
    case problem

    /// Orders by severity, the least severe first.
    public static func < (left: DoctorSeverity, right: DoctorSeverity) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .ok: 0
        case .note: 1
        case .warning: 2
        case .problem: 3
        }
    }
}

/// One result of an examination.
public struct DoctorFinding: Codable, Equatable, Sendable {
    /// A ``FindingCode``, or `line_` and the state of a line: a name for programs that does not change.
    public var id: String
    /// How much it matters.
    public var severity: DoctorSeverity
    /// What it is about, such as `USB port 1-1.2`.
    public var subject: String
    /// What was found.
    public var what: String
    /// Why it matters; nil when all is well.
    @Nullable public var why: String?
    /// The command or action that repairs it; nil when nothing has to be done.
    @Nullable public var remedy: String?

    private enum CodingKeys: String, CodingKey {
        case id, severity, subject, what, why
        case remedy = "mend"
    }

    /// Makes a finding.
    public init(
        _ code: FindingCode, _ severity: DoctorSeverity, _ subject: String, what: String, why: String? = nil,
        remedy: String? = nil
    ) {
        self.init(id: code.rawValue, severity, subject, what: what, why: why, remedy: remedy)
    }

    /// Makes a finding about the state of a line that the service runs.
    public init(
        line state: Word<LineState>, _ severity: DoctorSeverity, _ subject: String, what: String, why: String? = nil,
        remedy: String? = nil
    ) {
        self.init(id: "line_\(state.text)", severity, subject, what: what, why: why, remedy: remedy)
    }

    private init(
        id: String, _ severity: DoctorSeverity, _ subject: String, what: String, why: String?, remedy: String?
    ) {
        self.id = id
        self.severity = severity
        self.subject = subject
        self.what = what
        self.why = why
        self.remedy = remedy
    }
}
