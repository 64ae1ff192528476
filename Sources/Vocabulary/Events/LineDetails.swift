/// The details of `modem_attached`.
public struct AttachedDetails: Hashable, Sendable {
    /// The model that the modem reports; nil = none.
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

/// The details of `modem_lost`.
public struct LostDetails: Hashable, Sendable {
    /// Why, in the words of an older version; nil where ``notice`` says it.
    public var detail: String?
    /// The reason; nil where an older version stored no code.
    public var notice: Notice?
    /// When, RFC 3339; nil where an older version did not say.
    public var lostAt: String?

    /// Makes the details of a loss.
    public init(detail: String? = nil, notice: Notice? = nil, lostAt: String?) {
        self.detail = detail
        self.notice = notice
        self.lostAt = lostAt
    }
}

/// The details of `line_state`.
public struct StateDetails: Hashable, Sendable {
    /// The state now.
    public var state: LineState
    /// The words of an older version about it; nil where ``notice`` says it.
    public var detail: String?
    /// The notice of the line; nil where an older version stored no code.
    public var notice: Notice?
    /// The state before; nil = there was none.
    public var was: LineState?

    /// Makes the details of a change.
    public init(state: LineState, detail: String? = nil, notice: Notice? = nil, was: LineState?) {
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
        Details(["detail": detail.map { .string($0) }, "notice": notice?.json, "lost_at": lostAt.map { .string($0) }])
    }

    init?(_ details: Details) {
        let notice = Notice(json: details["notice"])
        guard details.text("detail") != nil || notice != nil else { return nil }
        self.init(detail: details.text("detail"), notice: notice, lostAt: details.text("lost_at"))
    }
}

extension StateDetails {
    /// The one form in which they are stored.
    var details: Details {
        Details([
            "state": .word(state), "detail": detail.map { .string($0) }, "notice": notice?.json,
            "was": JSONValue(was?.rawValue),
        ])
    }

    init?(_ details: Details) {
        let notice = Notice(json: details["notice"])
        guard let state: LineState = details.word("state"), details.text("detail") != nil || notice != nil else {
            return nil
        }
        self.init(state: state, detail: details.text("detail"), notice: notice, was: details.word("was"))
    }
}
