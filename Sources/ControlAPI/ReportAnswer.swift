import Vocabulary

/// What `report --json` prints: contacts, people, money, and where callers are from.
public struct ReportAnswer: Codable, Equatable, Sendable {
    /// When it was made.
    public var madeAt: ZonedTime
    /// From which moment on: its whole day, week and month are counted; nil = since the box counts.
    @Nullable public var since: ZonedTime?
    /// ISO 4217, as configured.
    @Nullable public var currency: String?
    /// Each line of the configuration, then each that counted and is gone.
    public var lines: [ReportLine]
    /// Contacts of each line and day, oldest first.
    public var days: [ReportDay]
    /// People of each week: of the box, then of each line.
    public var weeks: [ReportWeek]
    /// Money of each month: of the box, then of each line.
    public var months: [ReportMonth]
    /// Where the numbers of the callers are at home, most people first: of the box, then of each line.
    public var regions: [ReportRegion]
    /// Who wrote or called more than once in one of the last weeks, numbers masked.
    public var repeatSenders: [RepeatSender]
    /// A guess: the region without a line from which most people come back; nil where nothing speaks for one.
    @Nullable public var mostWanted: MostWanted?

    enum CodingKeys: String, CodingKey {
        case since, currency, lines, days, weeks, months, regions
        case madeAt = "made_at"
        case repeatSenders = "repeat_senders"
        case mostWanted = "most_wanted"
    }

    /// Makes a report.
    public init(
        madeAt: ZonedTime, since: ZonedTime?, currency: String?, lines: [ReportLine], days: [ReportDay],
        weeks: [ReportWeek], months: [ReportMonth], regions: [ReportRegion], repeatSenders: [RepeatSender],
        mostWanted: MostWanted?
    ) {
        self.madeAt = madeAt
        self.since = since
        self.currency = currency
        self.lines = lines
        self.days = days
        self.weeks = weeks
        self.months = months
        self.regions = regions
        self.repeatSenders = repeatSenders
        self.mostWanted = mostWanted
    }
}

/// One line in a report.
public struct ReportLine: Codable, Equatable, Sendable {
    /// The id of the line.
    public var id: String
    /// The region it stands for; nil when it has none, or is not configured any more.
    @Nullable public var region: String?
    /// Where its own number is at home; nil when it is not configured any more.
    @Nullable public var home: Word<CallerRegion>?
    /// Texts.
    public var texts: Int
    /// Calls.
    public var calls: Int
    /// Texts and calls that were to be answered.
    public var answered: Int
    /// Texts and calls that were not, by reason.
    public var refused: [String: Int]
    /// What it spent, a decimal string.
    public var spent: String

    /// Makes a line.
    public init(
        id: String, region: String?, home: Word<CallerRegion>?, texts: Int, calls: Int, answered: Int,
        refused: [String: Int], spent: String
    ) {
        self.id = id
        self.region = region
        self.home = home
        self.texts = texts
        self.calls = calls
        self.answered = answered
        self.refused = refused
        self.spent = spent
    }
}

/// The contacts of one line on one day.
public struct ReportDay: Codable, Equatable, Sendable {
    /// The day, `2026-11-25`, in the time zone of the box.
    public var day: String
    /// The line.
    public var line: String
    /// Texts.
    public var texts: Int
    /// Calls.
    public var calls: Int
    /// Texts and calls that were to be answered.
    public var answered: Int
    /// Texts and calls that were not, by reason.
    public var refused: [String: Int]

    /// Makes a day.
    public init(day: String, line: String, texts: Int, calls: Int, answered: Int, refused: [String: Int]) {
        self.day = day
        self.line = line
        self.texts = texts
        self.calls = calls
        self.answered = answered
        self.refused = refused
    }
}

/// The people of one week.
public struct ReportWeek: Codable, Equatable, Sendable {
    /// The week by ISO 8601, `2026-W48`.
    public var week: String
    /// Its Monday, `2026-11-23`.
    public var monday: String
    /// The line; nil = the whole box, where a person counts once.
    @Nullable public var line: String?
    /// Texts and calls of people with a number.
    public var contacts: Int
    /// How many people.
    public var senders: Int
    /// Those who wrote or called more than once.
    public var repeatSenders: Int
    /// Those who tried three lines or more; 0 for a single line.
    public var curious: Int

    enum CodingKeys: String, CodingKey {
        case week, monday, line, contacts, senders, curious
        case repeatSenders = "repeat_senders"
    }

    /// Makes a week.
    public init(
        week: String, monday: String, line: String?, contacts: Int, senders: Int, repeatSenders: Int, curious: Int
    ) {
        self.week = week
        self.monday = monday
        self.line = line
        self.contacts = contacts
        self.senders = senders
        self.repeatSenders = repeatSenders
        self.curious = curious
    }
}

/// The money of one month.
public struct ReportMonth: Codable, Equatable, Sendable {
    /// The month, `2026-11`.
    public var month: String
    /// The line; nil = the whole box.
    @Nullable public var line: String?
    /// What was spent, a decimal string.
    public var spent: String

    /// Makes a month.
    public init(month: String, line: String?, spent: String) {
        self.month = month
        self.line = line
        self.spent = spent
    }
}

/// The people whose numbers are at home in one region; a person counts once a week.
public struct ReportRegion: Codable, Equatable, Sendable {
    /// The region.
    public var region: Word<CallerRegion>
    /// The line; nil = the whole box.
    @Nullable public var line: String?
    /// Texts and calls.
    public var contacts: Int
    /// People, once a week.
    public var senders: Int
    /// Those who came more than once in a week.
    public var repeatSenders: Int
    /// Those who tried three lines or more; 0 for a single line.
    public var curious: Int
    /// Whether one of our lines has a number of this region.
    public var hasLine: Bool

    enum CodingKeys: String, CodingKey {
        case region, line, contacts, senders, curious
        case repeatSenders = "repeat_senders"
        case hasLine = "has_line"
    }

    /// Makes a region.
    public init(
        region: Word<CallerRegion>, line: String?, contacts: Int, senders: Int, repeatSenders: Int, curious: Int,
        hasLine: Bool
    ) {
        self.region = region
        self.line = line
        self.contacts = contacts
        self.senders = senders
        self.repeatSenders = repeatSenders
        self.curious = curious
        self.hasLine = hasLine
    }
}

/// Somebody who wrote or called more than once in a week.
public struct RepeatSender: Codable, Equatable, Sendable {
    /// The week by ISO 8601.
    public var week: String
    /// The number, masked; nil once it is forgotten.
    @Nullable public var sender: String?
    /// `s-` and 16 hex digits, stable on this box.
    public var senderID: String
    /// Texts and calls of that week.
    public var contacts: Int
    /// On how many lines.
    public var lines: Int

    enum CodingKeys: String, CodingKey {
        case week, sender, contacts, lines
        case senderID = "sender_id"
    }

    /// Makes a row.
    public init(week: String, sender: String?, senderID: String, contacts: Int, lines: Int) {
        self.week = week
        self.sender = sender
        self.senderID = senderID
        self.contacts = contacts
        self.lines = lines
    }
}

/// The region without a line from which most people come back.
public struct MostWanted: Codable, Equatable, Sendable {
    /// The region.
    public var region: Word<CallerRegion>
    /// People who came more than once in a week.
    public var repeatSenders: Int
    /// People after the first week of the box, when many only try: the curious left out.
    public var laterSenders: Int

    enum CodingKeys: String, CodingKey {
        case region
        case repeatSenders = "repeat_senders"
        case laterSenders = "later_senders"
    }

    /// Makes a guess.
    public init(region: Word<CallerRegion>, repeatSenders: Int, laterSenders: Int) {
        self.region = region
        self.repeatSenders = repeatSenders
        self.laterSenders = laterSenders
    }
}
