import Vocabulary

/// What `line list --json` prints.
public struct LinesAnswer: Codable, Equatable, Sendable {
    /// The lines, in the order of the configuration.
    public var lines: [LineRow]
    /// Modems that are plugged in and belong to no line.
    public var unclaimed: [UnclaimedModem]

    /// A list of lines.
    public init(lines: [LineRow], unclaimed: [UnclaimedModem] = []) {
        self.lines = lines
        self.unclaimed = unclaimed
    }
}

/// A line as it is configured, and whether it is paused.
public struct LineRow: Codable, Equatable, Sendable {
    /// The id of the line.
    public var id: String
    /// The region it stands for.
    @Nullable public var region: String?
    /// Its own number, E.164.
    public var number: String
    /// `answer`, `shadow` or `record`.
    public var mode: Word<LineMode>
    /// `auto`, `speak`, `hang-up`, `hang-up-and-text` or `speak-and-text`.
    public var calls: Word<CallMode>
    /// How to find its modem, such as `device /dev/ttyUSB2`.
    public var modem: String
    /// One of the states of a line.
    public var state: Word<LineState>
    /// One sentence about the state.
    public var detail: String
    /// The pause; nil when it is not paused.
    @Nullable public var paused: PauseRow?
    /// The law it goes by.
    public var law: LawRow

    /// Makes a line.
    public init(
        id: String, region: String?, number: String, mode: Word<LineMode>, calls: Word<CallMode>, modem: String,
        state: Word<LineState>, detail: String, paused: PauseRow?, law: LawRow = LawRow()
    ) {
        self.id = id
        self.region = region
        self.number = number
        self.mode = mode
        self.calls = calls
        self.modem = modem
        self.state = state
        self.detail = detail
        self.paused = paused
        self.law = law
    }
}

/// The country profile of a line.
public struct LawRow: Codable, Equatable, Sendable {
    /// Its name; nil when none is about the line's number.
    @Nullable public var profile: Word<Law>?
    /// Whether the line's number decides, not a name in the configuration.
    public var byNumber: Bool
    /// What keeps the line from answering by text until it is acknowledged; nil = nothing does.
    @Nullable public var heldBy: Word<LawNotice>?

    enum CodingKeys: String, CodingKey {
        case profile
        case byNumber = "by_number"
        case heldBy = "held_by"
    }

    /// A profile from its parts.
    public init(profile: Word<Law>? = nil, byNumber: Bool = true, heldBy: Word<LawNotice>? = nil) {
        self.profile = profile
        self.byNumber = byNumber
        self.heldBy = heldBy
    }
}

/// A pause of a line.
public struct PauseRow: Codable, Equatable, Sendable {
    /// Since when.
    public var at: ZonedTime
    /// Why, in the operator's words.
    @Nullable public var why: String?
    /// Whether the port is closed for a person with a terminal.
    public var releasePort: Bool

    enum CodingKeys: String, CodingKey {
        case at, why
        case releasePort = "release_port"
    }

    /// Makes a pause.
    public init(at: ZonedTime, why: String?, releasePort: Bool) {
        self.at = at
        self.why = why
        self.releasePort = releasePort
    }
}

/// Pauses a line.
public struct PauseRequest: Codable, Equatable, Sendable {
    /// Why, in the operator's words.
    @Nullable public var why: String?
    /// Whether the port is closed for a person with a terminal.
    public var releasePort: Bool

    enum CodingKeys: String, CodingKey {
        case why
        case releasePort = "release_port"
    }

    /// Makes a request.
    public init(why: String?, releasePort: Bool) {
        self.why = why
        self.releasePort = releasePort
    }
}
