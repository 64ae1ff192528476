/// An alert about the box for a person elsewhere: a file that a program of the operator forwards.
public enum Alert: Hashable, Sendable {
    /// A raid began on lines.
    case raidBegan(lines: [String], isByHand: Bool)
    /// The raid on a line is over; nil = an older version did not say what it was.
    case raidEnded(line: String, RaidEndDetails?)
    /// A limit is nearly used up; nil = of the box.
    case budgetWarning(line: String?, LimitDetails)
    /// Contacts are refused because of a limit; nil = of the box.
    case budgetExhausted(line: String?, LimitDetails)
    /// A trouble has lasted for the configured time; no lines = the box itself.
    case troubleBegan(TroubleKind, lines: [String], since: Timestamp)
    /// A trouble has been gone for the configured time.
    case troubleEnded(TroubleKind, lines: [String], lasted: Span)
    /// The service ended without an orderly stop.
    case crashed
    /// A sign of life: so many lines of so many are ready.
    case alive(ready: Int, of: Int)
    /// An operator tests the delivery.
    case test
}

/// The kinds of alerts an operator can choose: the `kinds` of `[notify]`.
public enum AlertKind: String, CaseIterable, Hashable, Sendable, Codable {
    /// The beginning and the end of raids.
    case raid
    /// Limits that are nearly, or wholly, used up.
    case budget
    /// Lines that can receive nothing.
    case lineDown = "line_down"
    /// SIMs that are missing or locked.
    case sim
    /// A disk that is full, or will be soon.
    case disk
    /// An unexpected end of the service.
    case crash
    /// The key that signs heads of the log.
    case evidenceKey = "evidence_key"
    /// A regular sign of life, because a dead box sends no alert.
    case alive
    /// An operator tests the delivery.
    case test
}

/// A fault that lasts.
public enum TroubleKind: String, CaseIterable, Hashable, Sendable, Codable {
    /// A line can receive nothing.
    case lineDown = "line_down"
    /// A SIM is missing or locked.
    case sim
    /// The disk is full, or will be soon.
    case disk
    /// The key that signed the heads of the log is gone or cannot be used, or another took its place.
    case evidenceKey = "evidence_key"
    /// The balance of a prepaid SIM is below its floor.
    case balanceLow = "balance_low"
    /// The network has not reported the balance of a prepaid SIM for days.
    case balanceUnknown = "balance_unknown"

    /// The kind of its alerts.
    public var alertKind: AlertKind {
        switch self {
        case .lineDown: .lineDown
        case .sim: .sim
        case .disk: .disk
        case .evidenceKey: .evidenceKey
        case .balanceLow, .balanceUnknown: .budget
        }
    }
}

/// Whether an alert reports a beginning, an end, or a single event.
public enum AlertPhase: String, CaseIterable, Hashable, Sendable, Codable {
    /// A beginning.
    case began
    /// An end.
    case ended
    /// A single event.
    case once
}

extension Alert {
    /// What it is about.
    public var kind: AlertKind {
        switch self {
        case .raidBegan, .raidEnded: .raid
        case .budgetWarning, .budgetExhausted: .budget
        case .troubleBegan(let kind, _, _), .troubleEnded(let kind, _, _): kind.alertKind
        case .crashed: .crash
        case .alive: .alive
        case .test: .test
        }
    }

    /// Whether it reports a beginning, an end, or a single event.
    public var phase: AlertPhase {
        switch self {
        case .raidBegan, .troubleBegan: .began
        case .raidEnded, .troubleEnded: .ended
        case .budgetWarning, .budgetExhausted, .crashed, .alive, .test: .once
        }
    }

    /// The lines it is about; none = the box.
    public var lines: [String] {
        switch self {
        case .raidBegan(let lines, _), .troubleBegan(_, let lines, _), .troubleEnded(_, let lines, _): lines
        case .raidEnded(let line, _): [line]
        case .budgetWarning(let line, _), .budgetExhausted(let line, _): line.map { [$0] } ?? []
        case .crashed, .alive, .test: []
        }
    }
}
