import Vocabulary

/// One line in `status`.
public struct LineStatus: Codable, Equatable, Sendable {
    /// The id of the line.
    public var id: String
    /// The region it stands for.
    @Nullable public var region: String?
    /// Its own number, E.164, never masked: it is the number that people are given.
    public var number: String
    /// `starting ready degraded absent pin_required sim_missing no_network paused failed`.
    public var state: Word<LineState>
    /// One sentence about the state.
    public var detail: String
    /// What is wrong with it; nil while nothing is, or while it is only starting or paused.
    @Nullable public var notice: Notice? = nil
    /// The modem profile in use.
    @Nullable public var profile: String? = nil
    /// The model that the modem reports.
    @Nullable public var model: String? = nil
    /// The signal in dBm.
    @Nullable public var signalDBm: Int? = nil
    /// The network on which it is registered.
    @Nullable public var network: String? = nil
    /// Whether texts can be received and answered.
    public var sms = false
    /// `verified`, `unverified` or `none`.
    public var voice = Word<VoiceState>.known(.none)
    /// Why the voice is off, or its condition; nil before the modem was examined.
    @Nullable public var voiceDetail: String? = nil
    /// The same, as a code with its values.
    @Nullable public var voiceNotice: VoiceNotice? = nil
    /// Texts received since the line exists, without status reports.
    public var received = 0
    /// Replies that the network accepted.
    public var replied = 0
    /// Texts and calls with a reason, plus cancelled replies.
    public var refused = 0
    /// Calls that rang.
    public var calls = 0
    /// Replies planned or being sent.
    public var queued = 0
    /// The pause of the line, whatever its state; nil while it is not paused.
    @Nullable public var paused: PauseRow? = nil
    /// Whether a raid is on: the line counts and does not answer.
    public var raid = false
    /// Since when the raid is on; nil while none is.
    @Nullable public var raidSince: ZonedTime? = nil
    /// Whether an operator began the raid: then it lasts until an operator ends it.
    public var raidByHand = false
    /// When the present quiet hours end; nil outside quiet hours.
    @Nullable public var quietUntil: ZonedTime? = nil
    /// The notice of the law that keeps the line from answering by text until it is acknowledged; nil = none does.
    @Nullable public var heldBy: Word<LawNotice>? = nil
    /// The modem's memory for messages.
    public var storage = StorageUse(used: nil, size: nil)
    /// Whether the SIM is roaming; nil when that is not known.
    @Nullable public var roaming: Bool? = nil
    /// Whether voice over LTE is registered: `registered` or `not_registered`; nil when unknown.
    @Nullable public var ims: Word<IMSState>? = nil
    /// When the modem is tried again; nil while it works or is absent.
    @Nullable public var nextTryAt: ZonedTime? = nil
    /// The recovery step that the next try begins with.
    @Nullable public var recovery: Word<RecoveryStep>? = nil
    /// When `line verify` last proved that it receives and answers; nil = never.
    @Nullable public var verifiedAt: ZonedTime? = nil
    /// When the last text came.
    @Nullable public var lastReceivedAt: ZonedTime? = nil
    /// When the last reply was sent.
    @Nullable public var lastRepliedAt: ZonedTime? = nil

    enum CodingKeys: String, CodingKey {
        case id, region, number, state, detail, notice, profile, model, network, sms, voice
        case received, replied, refused, calls, queued, paused, raid, storage, roaming, ims, recovery
        case voiceDetail = "voice_detail"
        case raidSince = "raid_since"
        case raidByHand = "raid_by_hand"
        case quietUntil = "quiet_until"
        case heldBy = "held_by"
        case voiceNotice = "voice_notice"
        case nextTryAt = "next_try_at"
        case verifiedAt = "verified_at"
        case signalDBm = "signal_dbm"
        case lastReceivedAt = "last_received_at"
        case lastRepliedAt = "last_replied_at"
    }

    /// A line known from the configuration only.
    public init(id: String, region: String?, number: String, state: Word<LineState>, detail: String) {
        self.id = id
        self.region = region
        self.number = number
        self.state = state
        self.detail = detail
    }
}

/// How full the modem's memory for messages is.
public struct StorageUse: Codable, Equatable, Sendable {
    /// Messages in it.
    @Nullable public var used: Int?
    /// Messages it can hold.
    @Nullable public var size: Int?

    /// Makes a memory.
    public init(used: Int?, size: Int?) {
        self.used = used
        self.size = size
    }
}
