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

/// What is wrong with the box and who was told: told after a while, over after a while, several lines at once as one.
///
/// A value: it is stored after each look, so that a restart neither repeats nor forgets.
public struct TroubleBoard: Hashable, Sendable {
    /// What is open.
    public private(set) var open: [OpenTrouble]
    /// How long something is wrong before it is told, and right before it is over.
    private let after: Span
    /// What begins or ends within so long of each other is one alert.
    private static let together = Span.minutes(1)

    /// A board as it was stored.
    public init(_ open: [OpenTrouble], after: Span) {
        self.open = open
        self.after = after
    }

    /// Looks at what is wrong at `now`; returns what has to be told, at most `count` alerts.
    ///
    /// What does not fit is told at a later look, if it is still so.
    public mutating func look(at wrong: Set<Trouble>, now: Timestamp, atMost count: Int = .max) -> [Alert] {
        for index in open.indices {
            let isWrong = wrong.contains(open[index].trouble)
            open[index].calmSince = isWrong ? nil : open[index].calmSince ?? now
        }
        // What nobody was told of ends without a word.
        open.removeAll { $0.toldAt == nil && $0.calmSince != nil }
        let known = Set(open.map(\.trouble))
        let new = wrong.subtracting(known).sorted {
            ($0.kind.rawValue, $0.line ?? "") < ($1.kind.rawValue, $1.line ?? "")
        }
        open += new.map { OpenTrouble($0, since: now) }
        var told: [Alert] = []
        for kind in TroubleKind.allCases where told.count < count {
            if let began = begin(kind, now: now) { told.append(began) }
        }
        for kind in TroubleKind.allCases where told.count < count {
            if let ended = end(kind, now: now) { told.append(ended) }
        }
        return told
    }

    private mutating func begin(_ kind: TroubleKind, now: Timestamp) -> Alert? {
        let waiting = open.indices.filter { open[$0].trouble.kind == kind && open[$0].toldAt == nil }
        guard let first = waiting.map({ open[$0].since }).min(), now - first >= after else { return nil }
        let told = waiting.filter { open[$0].since - first <= Self.together }
        for index in told { open[index].toldAt = now }
        return .troubleBegan(kind, lines: told.compactMap { open[$0].trouble.line }.sorted(), since: first)
    }

    private mutating func end(_ kind: TroubleKind, now: Timestamp) -> Alert? {
        let calm = open.filter { $0.trouble.kind == kind && $0.toldAt != nil && $0.calmSince != nil }
        guard let first = calm.compactMap(\.calmSince).min(), now - first >= after else { return nil }
        let over = calm.filter { ($0.calmSince ?? now) - first <= Self.together }
        open.removeAll { over.contains($0) }
        let began = over.map(\.since).min() ?? first
        return .troubleEnded(
            kind, lines: over.compactMap(\.trouble.line).sorted(), lasted: max(.zero, first - began))
    }
}
