/// What somebody far away is told of the box: in one file each, which a program of the operator's takes on.
public enum Alert: Hashable, Sendable {
    /// A raid began on lines.
    case raidBegan(lines: [String], isByHand: Bool)
    /// The raid on a line is over; nil = an older version did not say what it was.
    case raidEnded(line: String, RaidEndDetails?)
    /// A limit is nearly used up; nil = of the box.
    case budgetWarning(line: String?, LimitDetails)
    /// Contacts are refused because of a limit; nil = of the box.
    case budgetExhausted(line: String?, LimitDetails)
    /// Something has been wrong for long enough; no lines = the box itself.
    case troubleBegan(TroubleKind, lines: [String], since: Timestamp)
    /// It has been right again for long enough.
    case troubleEnded(TroubleKind, lines: [String], lasted: Span)
    /// The service had ended without an orderly stop.
    case crashed
    /// Everything that is meant to go on does; so many lines of so many are ready.
    case alive(ready: Int, of: Int)
    /// A person tries the way.
    case test
}

/// What an operator can ask to be told: the `kinds` of `[notify]`.
public enum AlertKind: String, CaseIterable, Hashable, Sendable, Codable {
    /// The beginning and the end of raids.
    case raid
    /// Limits that are nearly, or wholly, used up.
    case budget
    /// Lines that can receive nothing.
    case lineDown = "line_down"
    /// SIMs that are missing or locked.
    case sim
    /// A disk on which nothing can be written, or soon.
    case disk
    /// An end of the service that nobody asked for.
    case crash
    /// The key that signs heads of the log.
    case evidenceKey = "evidence_key"
    /// A sign of life: a dead box sends no alarm.
    case alive
    /// A person tries the way.
    case test
}

/// What can be wrong for a while.
public enum TroubleKind: String, CaseIterable, Hashable, Sendable, Codable {
    /// A line can receive nothing.
    case lineDown = "line_down"
    /// A SIM is missing or locked.
    case sim
    /// Nothing can be written, or soon.
    case disk
    /// The key that signed the heads of the log is gone or cannot be used, or another took its place.
    case evidenceKey = "evidence_key"
    /// The balance of a prepaid SIM is below its floor.
    case balanceLow = "balance_low"
    /// The balance of a prepaid SIM has not been told for days.
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

/// Whether an alert begins something, ends it, or stands alone.
public enum AlertPhase: String, CaseIterable, Hashable, Sendable, Codable {
    /// It began and goes on.
    case began
    /// It is over.
    case ended
    /// It has no end.
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

    /// Whether it begins something, ends it, or stands alone.
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
