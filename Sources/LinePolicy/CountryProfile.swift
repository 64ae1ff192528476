import Vocabulary

/// What a line must know about the law of one country: data with its sources, see `CountryProfile+Data.swift`.
public struct CountryProfile: Hashable, Sendable {
    /// The most that a SIM should send there; nil = nothing is known.
    public struct Caps: Hashable, Sendable {
        /// Segments in a calendar day.
        public var repliesPerDay: Int?
        /// Distinct numbers texted in a calendar month.
        public var newRecipientsPerMonth: Int?

        /// The smaller of a limit and of a cap; for a limit 0 is none.
        public static func lower(_ limit: Int, _ cap: Int?) -> Int {
            guard let cap else { return limit }
            return limit == 0 ? cap : min(limit, cap)
        }

        /// Whether a limit, 0 = none, lets more through than the cap.
        public static func exceeds(_ limit: Int, _ cap: Int?) -> Bool { lower(limit, cap) != limit }
    }

    /// The effect of an unacknowledged notice.
    public enum Effect: Hashable, Sendable {
        /// The notice is only shown.
        case informs
        /// It is a warning when the box has at least this many lines.
        case warns(fromLines: Int)
        /// No text of the line is answered.
        case holdsReplies
    }

    /// One thing to read; its words are in `Words`.
    public struct Note: Hashable, Sendable {
        /// The notice.
        public var notice: LawNotice
        /// The source.
        public var source: String
        /// The day since which the rule applies, `YYYY-MM-DD`.
        ///
        /// For a rule without such a day, the date of the source.
        public var date: String
        /// Its effect until it is acknowledged.
        public var effect: Effect
    }

    /// Its name.
    public var law: Law
    /// The country whose numbers it is about, and the destination of its lines where nothing else is configured.
    public var country: Country
    /// The languages of ours that are spoken there.
    public var languages: [Language]
    /// The words that stop a sender, as the carriers there name them; every line understands them all.
    public var stopWords: [String]
    /// The limits where the operator configured none.
    public var caps: Caps
    /// What to read, in the order in which it is shown.
    public var notes: [Note]

    /// The day on which all sources were last looked at, `YYYY-MM-DD`.
    public static let sourcesCheckedOn = "2026-11-24"
}

extension Law {
    /// The profile of a line's own number (E.164) in its country; nil = none is about such a number.
    public init?(number: String, in country: Country) {
        switch country {
        case .canada: self = .quebec
        case .unitedStates: self = .unitedStates
        case .unitedKingdom: self = .unitedKingdom
        case .belgium: self = .belgium
        case .switzerland: self = .switzerland
        case .france:
            guard number.hasPrefix("+336") || number.hasPrefix("+337") else { return nil }
            self = .frenchMobile
        }
    }
}

/// The country profile of a line, and the notices that its operator has acknowledged.
public struct LineLaw: Hashable, Sendable {
    /// The profile that the configuration names; nil = the one of the line's number.
    public var chosen: Law?
    /// The profile in force; nil = none is about the line's number.
    public var applied: Law?
    /// The acknowledged notices.
    public var acknowledged: Set<LawNotice> = []

    /// No profile, nothing acknowledged.
    public init() {}

    /// The data of the profile in force.
    public var profile: CountryProfile? { applied.map(\.profile) }

    /// The notices that are not acknowledged.
    public var unread: [CountryProfile.Note] {
        profile?.notes.filter { !acknowledged.contains($0.notice) } ?? []
    }

    /// The setting that acknowledges one more notice, as a configuration writes it.
    public func acknowledgement(of notice: LawNotice) -> String {
        let ids = LawNotice.allCases.filter { $0 == notice || acknowledged.contains($0) }
        return "law_acknowledged = [\(ids.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))]"
    }

    /// The notice that holds the replies of this line until it is acknowledged; nil = none.
    public var holding: CountryProfile.Note? {
        profile?.notes.first { $0.effect == .holdsReplies && !acknowledged.contains($0.notice) }
    }
}
