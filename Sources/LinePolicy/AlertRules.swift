import Vocabulary

/// Which alerts leave the box, and how often (`[notify]`).
public struct AlertRules: Hashable, Sendable {
    /// The kinds of alerts that are sent.
    public var kinds: Set<AlertKind>
    /// How long a trouble lasts before its alert is sent, and how long it is gone before it counts as ended.
    public var after: Span
    /// The interval between signs of life; zero = none.
    public var alive: Span
    /// The most alerts in a calendar day, not counting signs of life: whoever watches takes a silent box for dead.
    public var perDay: Int

    /// Rules from their parts.
    public init(kinds: Set<AlertKind> = Set(AlertKind.allCases), after: Span, alive: Span = .zero, perDay: Int = .max) {
        self.kinds = kinds
        self.after = after
        self.alive = alive
        self.perDay = perDay
    }
}

/// The state of the box at one moment, from which alerts follow.
public struct BoxStatus: Sendable {
    /// A line and its state.
    public struct Line: Sendable {
        /// Its id.
        public var id: String
        /// Its state.
        public var state: LineState
        /// The code of its notice; nil = none.
        public var code: NoticeCode?

        /// Makes a line.
        public init(_ id: String, _ state: LineState, _ code: NoticeCode? = nil) {
            self.id = id
            self.state = state
            self.code = code
        }
    }

    /// An event since the previous check.
    public struct Occurrence: Sendable {
        /// The line it is about; nil = the box.
        public var line: String?
        /// The event.
        public var payload: EventPayload

        /// Makes an occurrence.
        public init(line: String?, _ payload: EventPayload) {
            self.line = line
            self.payload = payload
        }
    }

    /// Every line of the configuration.
    public var lines: [Line]
    /// How the balance of each prepaid SIM stands, by line.
    public var balances: [String: BalanceStanding]
    /// The disk is full, or will be soon.
    public var isDiskFull: Bool
    /// The key that signed the heads of the log is gone, or another took its place.
    public var isEvidenceKeyLost: Bool
    /// The service ended without an orderly stop, and no alert was sent for that yet.
    public var hasCrashed: Bool
    /// The events since the previous check, in order.
    public var occurrences: [Occurrence]

    /// Makes a state of the box.
    public init(
        lines: [Line] = [], balances: [String: BalanceStanding] = [:], isDiskFull: Bool = false,
        isEvidenceKeyLost: Bool = false, hasCrashed: Bool = false, occurrences: [Occurrence] = []
    ) {
        self.lines = lines
        self.balances = balances
        self.isDiskFull = isDiskFull
        self.isEvidenceKeyLost = isEvidenceKeyLost
        self.hasCrashed = hasCrashed
        self.occurrences = occurrences
    }
}

extension BoxStatus {
    /// The present troubles.
    ///
    /// A paused or degraded line still receives, so it is no trouble; a line that cannot record has a full disk.
    var troubles: Set<Trouble> {
        var troubles = Set(
            lines.compactMap { line -> Trouble? in
                switch line.state {
                case .pinRequired, .simMissing: Trouble(.sim, line: line.id)
                case .absent, .noNetwork, .failed, .starting: Trouble(.lineDown, line: line.id)
                case .degraded: line.code == .notRecorded ? Trouble(.disk) : nil
                case .ready, .paused: nil
                }
            })
        if isDiskFull { troubles.insert(Trouble(.disk)) }
        if isEvidenceKeyLost { troubles.insert(Trouble(.evidenceKey)) }
        for (line, standing) in balances {
            switch standing {
            case .fine: break
            case .low: troubles.insert(Trouble(.balanceLow, line: line))
            case .unknown: troubles.insert(Trouble(.balanceUnknown, line: line))
            }
        }
        return troubles
    }

    /// The alerts for single events; raids that began between two checks share one.
    var singleAlerts: [Alert] {
        var told: [Alert] = hasCrashed ? [.crashed] : []
        let raids = occurrences.compactMap { event -> (line: String, isByHand: Bool)? in
            if case .raidStarted(let isByHand) = event.payload, let line = event.line { (line, isByHand) } else { nil }
        }
        if !raids.isEmpty {
            told.append(
                .raidBegan(lines: Set(raids.map(\.line)).sorted(), isByHand: raids.allSatisfy(\.isByHand)))
        }
        return told + occurrences.compactMap(\.alert)
    }

    /// The sign of life.
    var signOfLife: Alert { .alive(ready: lines.count { $0.state == .ready }, of: lines.count) }
}

extension BoxStatus.Occurrence {
    /// The alert for this event alone; nil = none, or one shared with other events.
    fileprivate var alert: Alert? {
        switch payload {
        case .raidEnded(let raid): .raidEnded(line: line ?? "", raid)
        case .budgetWarning(let limit): .budgetWarning(line: limit.scope == .line ? line : nil, limit)
        case .budgetExhausted(let limit): .budgetExhausted(line: limit.scope == .line ? line : nil, limit)
        default: nil
        }
    }
}
