import Vocabulary

/// What people elsewhere are told, and how often (`[notify]`).
public struct AlertRules: Hashable, Sendable {
    /// The kinds they asked for.
    public var kinds: Set<AlertKind>
    /// How long something is wrong before it is told, and right before it is over.
    public var after: Span
    /// How often a sign of life is given; zero = never.
    public var alive: Span
    /// The most alerts in a calendar day, signs of life left out: without one a watcher elsewhere takes the box for dead.
    public var perDay: Int

    /// Rules from their parts.
    public init(kinds: Set<AlertKind> = Set(AlertKind.allCases), after: Span, alive: Span = .zero, perDay: Int = .max) {
        self.kinds = kinds
        self.after = after
        self.alive = alive
        self.perDay = perDay
    }
}

/// What one look at the box shows.
public struct BoxView: Sendable {
    /// A line and how it is.
    public struct Line: Sendable {
        /// Its id.
        public var id: String
        /// Its state.
        public var state: LineState
        /// What it says of itself; nil = nothing.
        public var code: NoticeCode?

        /// A line from its parts.
        public init(_ id: String, _ state: LineState, _ code: NoticeCode? = nil) {
            self.id = id
            self.state = state
            self.code = code
        }
    }

    /// Something that happened since the last look.
    public struct Happening: Sendable {
        /// On which line; nil = to the box.
        public var line: String?
        /// What.
        public var payload: EventPayload

        /// A happening from its parts.
        public init(line: String?, _ payload: EventPayload) {
            self.line = line
            self.payload = payload
        }
    }

    /// Every line of the configuration.
    public var lines: [Line]
    /// How the balance of each prepaid SIM stands, by line.
    public var balances: [String: BalanceStanding]
    /// Nothing can be written soon.
    public var isDiskFull: Bool
    /// The key that signed the heads of the log is gone, or another took its place.
    public var isEvidenceKeyLost: Bool
    /// The service had ended without an orderly stop, and nobody was told.
    public var hasCrashed: Bool
    /// What happened since the last look, in order.
    public var happened: [Happening]

    /// A look from its parts.
    public init(
        lines: [Line] = [], balances: [String: BalanceStanding] = [:], isDiskFull: Bool = false,
        isEvidenceKeyLost: Bool = false, hasCrashed: Bool = false, happened: [Happening] = []
    ) {
        self.lines = lines
        self.balances = balances
        self.isDiskFull = isDiskFull
        self.isEvidenceKeyLost = isEvidenceKeyLost
        self.hasCrashed = hasCrashed
        self.happened = happened
    }
}

extension BoxView {
    /// What is wrong now: a paused or degraded line can still receive, one that cannot record has a full disk.
    var wrong: Set<Trouble> {
        var wrong = Set(
            lines.compactMap { line -> Trouble? in
                switch line.state {
                case .pinRequired, .simMissing: Trouble(.sim, line: line.id)
                case .absent, .noNetwork, .failed, .starting: Trouble(.lineDown, line: line.id)
                case .degraded: line.code == .notRecorded ? Trouble(.disk) : nil
                case .ready, .paused: nil
                }
            })
        if isDiskFull { wrong.insert(Trouble(.disk)) }
        if isEvidenceKeyLost { wrong.insert(Trouble(.evidenceKey)) }
        for (line, standing) in balances {
            switch standing {
            case .fine: break
            case .low: wrong.insert(Trouble(.balanceLow, line: line))
            case .unknown: wrong.insert(Trouble(.balanceUnknown, line: line))
            }
        }
        return wrong
    }

    /// What happened and is told at once; raids that began between two looks are one.
    var single: [Alert] {
        var told: [Alert] = hasCrashed ? [.crashed] : []
        let raids = happened.compactMap { event -> (line: String, isByHand: Bool)? in
            if case .raidStarted(let isByHand) = event.payload, let line = event.line { (line, isByHand) } else { nil }
        }
        if !raids.isEmpty {
            told.append(
                .raidBegan(lines: Set(raids.map(\.line)).sorted(), isByHand: raids.allSatisfy(\.isByHand)))
        }
        return told + happened.compactMap(\.alert)
    }

    /// The sign of life.
    var alive: Alert { .alive(ready: lines.count { $0.state == .ready }, of: lines.count) }
}

extension BoxView.Happening {
    /// What is told of it alone; nil = nothing, or together with others.
    fileprivate var alert: Alert? {
        switch payload {
        case .raidEnded(let raid): .raidEnded(line: line ?? "", raid)
        case .budgetWarning(let limit): .budgetWarning(line: limit.scope == .line ? line : nil, limit)
        case .budgetExhausted(let limit): .budgetExhausted(line: limit.scope == .line ? line : nil, limit)
        default: nil
        }
    }
}
