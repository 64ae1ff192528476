/// What `modem_attached` says.
public struct AttachedDetails: Hashable, Sendable {
    /// The model the modem names; nil where it names none.
    public var model: String?
    /// When it had been lost, RFC 3339; nil where it was not.
    public var lostAt: String?
    /// How long it was away, in seconds; nil where it was not.
    public var recoverySeconds: Int64?

    /// A modem that was not lost before.
    public init(model: String?) {
        self.model = model
    }
}

/// What `modem_lost` says.
public struct LostDetails: Hashable, Sendable {
    /// Why, in a sentence.
    public var detail: String
    /// The same as a code with its values; nil where an older version did not say.
    public var notice: Notice?
    /// When, RFC 3339; nil where an older version did not say.
    public var lostAt: String?

    /// A loss from its parts.
    public init(detail: String, notice: Notice? = nil, lostAt: String?) {
        self.detail = detail
        self.notice = notice
        self.lostAt = lostAt
    }
}

/// What `line_state` says.
public struct StateDetails: Hashable, Sendable {
    /// The state now.
    public var state: LineState
    /// One sentence about it.
    public var detail: String
    /// The same as a code with its values; nil where an older version did not say.
    public var notice: Notice?
    /// The state before; nil = there was none.
    public var was: LineState?

    /// A change from its parts.
    public init(state: LineState, detail: String, notice: Notice? = nil, was: LineState?) {
        self.state = state
        self.detail = detail
        self.notice = notice
        self.was = was
    }
}

extension AttachedDetails {
    /// The one form in which they are stored.
    var details: Details {
        Details([
            "model": JSONValue(model), "lost_at": lostAt.map { .string($0) },
            "recovery_seconds": recoverySeconds.map { .integer($0) },
        ])
    }

    init(_ details: Details) {
        model = details.text("model")
        lostAt = details.text("lost_at")
        recoverySeconds = details.integer("recovery_seconds")
    }
}

extension LostDetails {
    /// The one form in which they are stored.
    var details: Details {
        Details(["detail": .string(detail), "notice": notice?.json, "lost_at": lostAt.map { .string($0) }])
    }

    init?(_ details: Details) {
        guard let detail = details.text("detail") else { return nil }
        self.init(detail: detail, notice: Notice(json: details["notice"]), lostAt: details.text("lost_at"))
    }
}

extension StateDetails {
    /// The one form in which they are stored.
    var details: Details {
        Details([
            "state": .word(state), "detail": .string(detail), "notice": notice?.json, "was": JSONValue(was?.rawValue),
        ])
    }

    init?(_ details: Details) {
        guard let state: LineState = details.word("state"), let detail = details.text("detail") else { return nil }
        self.init(
            state: state, detail: detail, notice: Notice(json: details["notice"]), was: details.word("was"))
    }
}
