import Vocabulary

/// What `doctor --json` prints: what is wrong on this box, and how to mend it.
public struct DoctorAnswer: Codable, Equatable, Sendable {
    /// When the box was looked at.
    public var checkedAt: ZonedTime
    /// The version of the program that looked.
    public var version: String
    /// The user it ran as: root sees most.
    public var user: String
    /// What was found, the most blocking first.
    public var findings: [DoctorFinding]

    enum CodingKeys: String, CodingKey {
        case version, user, findings
        case checkedAt = "checked_at"
    }

    /// An answer from its parts.
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
    /// It works, and will not for ever, or not as well as it should.
    case warning
    /// Something does not work until it is mended.
    case problem

    /// Less blocking comes first.
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

/// One thing that was looked at.
public struct DoctorFinding: Codable, Equatable, Sendable {
    /// A ``FindingCode``, or `line_` and the state of a line: a name for programs that does not change.
    public var id: String
    /// How much it matters.
    public var severity: DoctorSeverity
    /// What it is about, such as `USB port 1-1.2`.
    public var subject: String
    /// What was found.
    public var what: String
    /// Why it matters; nil where all is well.
    @Nullable public var why: String?
    /// The command, or what to do, that mends it; nil where nothing has to be done.
    @Nullable public var mend: String?

    /// A finding from its parts.
    public init(
        _ code: FindingCode, _ severity: DoctorSeverity, _ subject: String, what: String, why: String? = nil,
        mend: String? = nil
    ) {
        self.init(id: code.rawValue, severity, subject, what: what, why: why, mend: mend)
    }

    /// How a line is that the service runs.
    public init(
        line state: Word<LineState>, _ severity: DoctorSeverity, _ subject: String, what: String, why: String? = nil,
        mend: String? = nil
    ) {
        self.init(id: "line_\(state.text)", severity, subject, what: what, why: why, mend: mend)
    }

    private init(
        id: String, _ severity: DoctorSeverity, _ subject: String, what: String, why: String?, mend: String?
    ) {
        self.id = id
        self.severity = severity
        self.subject = subject
        self.what = what
        self.why = why
        self.mend = mend
    }
}
