import Vocabulary

/// Something that is wrong now: with a line, or with the box (nil).
public struct Trouble: Hashable, Sendable {
    /// What is wrong.
    public var kind: TroubleKind
    /// With which line; nil = with the box.
    public var line: String?

    /// Trouble from its parts.
    public init(_ kind: TroubleKind, line: String? = nil) {
        self.kind = kind
        self.line = line
    }
}

/// Trouble that is remembered until it has been over for long enough.
public struct OpenTrouble: Hashable, Sendable {
    /// What and where.
    public var trouble: Trouble
    /// Since when.
    public var since: Timestamp
    /// When somebody was told; nil = not yet.
    public var toldAt: Timestamp?
    /// Since when it has been right again; nil = it is still wrong.
    public var calmSince: Timestamp?

    /// Open trouble from its parts.
    public init(_ trouble: Trouble, since: Timestamp, toldAt: Timestamp? = nil, calmSince: Timestamp? = nil) {
        self.trouble = trouble
        self.since = since
        self.toldAt = toldAt
        self.calmSince = calmSince
    }
}

/// What is wrong with the box, who was told, and what has to be told next: told after a while, over after a while, several
/// lines at once as one, never more than the day's number.
///
/// A value: it is stored after each look, so that a restart neither repeats nor forgets.
public struct TroubleBoard: Hashable, Sendable {
    /// What is open.
    public private(set) var open: [OpenTrouble]
    /// When the last sign of life was given; nil = never.
    public private(set) var aliveAt: Timestamp?
    /// How many alerts were given in the calendar day, signs of life left out.
    public private(set) var toldToday: Int
    private let rules: AlertRules
    /// What begins or ends within so long of each other is one alert.
    private static let together = Span.minutes(1)

    /// A board as it was stored.
    public init(_ open: [OpenTrouble], aliveAt: Timestamp? = nil, toldToday: Int = 0, rules: AlertRules) {
        self.open = open
        self.aliveAt = aliveAt
        self.toldToday = toldToday
        self.rules = rules
    }

    /// Looks at the box at `now`; returns what has to be told.
    ///
    /// Trouble for which the day has no room is told at a later look, if it is still so; what stands alone is dropped.
    public mutating func look(at view: BoxView, now: Timestamp) -> [Alert] {
        remember(view.wrong.filter { rules.kinds.contains($0.kind.alertKind) }, now: now)
        var told = Array(view.single.filter { rules.kinds.contains($0.kind) }.prefix(room))
        toldToday += told.count
        for change in [Self.begin, Self.end] {
            for kind in TroubleKind.allCases where room > 0 {
                guard let alert = change(&self, kind, now) else { continue }
                told.append(alert)
                toldToday += 1
            }
        }
        if isSignDue(now) {
            told.insert(view.alive, at: 0)
            aliveAt = now
        }
        return told
    }

    /// Whether the day has no room for anything more.
    public var isFull: Bool { room == 0 }

    private var room: Int { max(0, rules.perDay - toldToday) }

    /// A clock that went back makes no box dead.
    private func isSignDue(_ now: Timestamp) -> Bool {
        guard rules.alive > .zero, rules.kinds.contains(.alive) else { return false }
        return aliveAt.map { now - $0 >= rules.alive || now < $0 } ?? true
    }

    private mutating func remember(_ wrong: Set<Trouble>, now: Timestamp) {
        for index in open.indices {
            open[index].calmSince = wrong.contains(open[index].trouble) ? nil : open[index].calmSince ?? now
        }
        // What nobody was told of, or wants to be told of any more, ends without a word.
        open.removeAll { ($0.toldAt == nil && $0.calmSince != nil) || !rules.kinds.contains($0.trouble.kind.alertKind) }
        let new = wrong.subtracting(open.map(\.trouble)).sorted {
            ($0.kind.rawValue, $0.line ?? "") < ($1.kind.rawValue, $1.line ?? "")
        }
        open += new.map { OpenTrouble($0, since: now) }
    }

    private static func begin(_ board: inout Self, _ kind: TroubleKind, _ now: Timestamp) -> Alert? {
        let waiting = board.open.indices.filter { board.open[$0].trouble.kind == kind && board.open[$0].toldAt == nil }
        guard let first = waiting.map({ board.open[$0].since }).min(), now - first >= board.rules.after else {
            return nil
        }
        let told = waiting.filter { board.open[$0].since - first <= together }
        for index in told { board.open[index].toldAt = now }
        return .troubleBegan(kind, lines: told.compactMap { board.open[$0].trouble.line }.sorted(), since: first)
    }

    private static func end(_ board: inout Self, _ kind: TroubleKind, _ now: Timestamp) -> Alert? {
        let calm = board.open.filter { $0.trouble.kind == kind && $0.toldAt != nil && $0.calmSince != nil }
        guard let first = calm.compactMap(\.calmSince).min(), now - first >= board.rules.after else { return nil }
        let over = calm.filter { ($0.calmSince ?? now) - first <= together }
        board.open.removeAll { over.contains($0) }
        let began = over.map(\.since).min() ?? first
        return .troubleEnded(
            kind, lines: over.compactMap(\.trouble.line).sorted(), lasted: max(.zero, first - began))
    }
}
