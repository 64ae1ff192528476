import Vocabulary

/// A lasting fault of a line, or of the box.
public struct Trouble: Hashable, Sendable {
    /// The kind of fault.
    public var kind: TroubleKind
    /// The line; nil = the box.
    public var line: String?

    /// Makes a trouble.
    public init(_ kind: TroubleKind, line: String? = nil) {
        self.kind = kind
        self.line = line
    }
}

/// A trouble that is remembered until it has been gone for long enough.
public struct OpenTrouble: Hashable, Sendable {
    /// The trouble.
    public var trouble: Trouble
    /// When it began.
    public var since: Timestamp
    /// When its alert was sent; nil = not yet.
    public var alertedAt: Timestamp?
    /// Since when it has been gone; nil = it is still there.
    public var resolvedSince: Timestamp?

    /// Makes an open trouble.
    public init(_ trouble: Trouble, since: Timestamp, alertedAt: Timestamp? = nil, resolvedSince: Timestamp? = nil) {
        self.trouble = trouble
        self.since = since
        self.alertedAt = alertedAt
        self.resolvedSince = resolvedSince
    }
}

/// The open troubles of the box, and the alerts that are due.
///
/// An alert is sent when a trouble has lasted for a while, and another when it has been gone for a while. Troubles of
/// one kind that begin or end together share an alert, and the number of alerts in a day is limited. The board is a
/// value that is stored after each check, so that a restart neither repeats nor forgets an alert.
public struct TroubleBoard: Hashable, Sendable {
    /// The open troubles.
    public private(set) var open: [OpenTrouble]
    /// When the last sign of life was sent; nil = never.
    public private(set) var aliveAt: Timestamp?
    /// The number of alerts sent in the calendar day, not counting signs of life.
    public private(set) var alertsToday: Int
    private let rules: AlertRules
    /// Troubles that begin or end within this time of each other share one alert.
    private static let mergeInterval = Span.minutes(1)

    /// Makes a board from its stored values.
    public init(_ open: [OpenTrouble], aliveAt: Timestamp? = nil, alertsToday: Int = 0, rules: AlertRules) {
        self.open = open
        self.aliveAt = aliveAt
        self.alertsToday = alertsToday
        self.rules = rules
    }

    /// Checks the box at `now`; returns the alerts to send.
    ///
    /// When the day's limit is reached, a trouble that lasts is reported later; an alert for a single event is dropped.
    public mutating func look(at view: BoxStatus, now: Timestamp) -> [Alert] {
        remember(view.troubles.filter { rules.kinds.contains($0.kind.alertKind) }, now: now)
        var told = Array(view.singleAlerts.filter { rules.kinds.contains($0.kind) }.prefix(remainingAlerts))
        alertsToday += told.count
        for change in [Self.begin, Self.end] {
            for kind in TroubleKind.allCases where remainingAlerts > 0 {
                guard let alert = change(&self, kind, now) else { continue }
                told.append(alert)
                alertsToday += 1
            }
        }
        if isSignDue(now) {
            told.insert(view.signOfLife, at: 0)
            aliveAt = now
        }
        return told
    }

    /// Whether the day's limit is reached.
    public var isFull: Bool { remainingAlerts == 0 }

    private var remainingAlerts: Int { max(0, rules.perDay - alertsToday) }

    /// Also due when the clock went back, because whoever watches would take the box for dead.
    private func isSignDue(_ now: Timestamp) -> Bool {
        guard rules.alive > .zero, rules.kinds.contains(.alive) else { return false }
        return aliveAt.map { now - $0 >= rules.alive || now < $0 } ?? true
    }

    private mutating func remember(_ wrong: Set<Trouble>, now: Timestamp) {
        for index in open.indices {
            open[index].resolvedSince = wrong.contains(open[index].trouble) ? nil : open[index].resolvedSince ?? now
        }
        // A trouble without an alert, or of a kind that is no longer wanted, ends without one.
        open.removeAll {
            ($0.alertedAt == nil && $0.resolvedSince != nil) || !rules.kinds.contains($0.trouble.kind.alertKind)
        }
        let new = wrong.subtracting(open.map(\.trouble)).sorted {
            ($0.kind.rawValue, $0.line ?? "") < ($1.kind.rawValue, $1.line ?? "")
        }
        open += new.map { OpenTrouble($0, since: now) }
    }

    private static func begin(_ board: inout Self, _ kind: TroubleKind, _ now: Timestamp) -> Alert? {
        let waiting = board.open.indices.filter {
            board.open[$0].trouble.kind == kind && board.open[$0].alertedAt == nil
        }
        guard let first = waiting.map({ board.open[$0].since }).min(), now - first >= board.rules.after else {
            return nil
        }
        let told = waiting.filter { board.open[$0].since - first <= mergeInterval }
        for index in told { board.open[index].alertedAt = now }
        return .troubleBegan(kind, lines: told.compactMap { board.open[$0].trouble.line }.sorted(), since: first)
    }

    private static func end(_ board: inout Self, _ kind: TroubleKind, _ now: Timestamp) -> Alert? {
        let calm = board.open.filter { $0.trouble.kind == kind && $0.alertedAt != nil && $0.resolvedSince != nil }
        guard let first = calm.compactMap(\.resolvedSince).min(), now - first >= board.rules.after else { return nil }
        let over = calm.filter { ($0.resolvedSince ?? now) - first <= mergeInterval }
        board.open.removeAll { over.contains($0) }
        let began = over.map(\.since).min() ?? first
        return .troubleEnded(
            kind, lines: over.compactMap(\.trouble.line).sorted(), lasted: max(.zero, first - began))
    }
}
