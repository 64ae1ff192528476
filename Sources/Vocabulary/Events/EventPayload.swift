/// The details of an event beside its fixed fields: one case for each ``EventKind``.
///
/// Each has one stored form, ``details``, from which the same payload is read back.
public enum EventPayload: Hashable, Sendable {
    /// A text arrived.
    case smsReceived(TextDetails)
    /// A reply of so many parts was stored and its money reserved.
    case replyPlanned(parts: Int)
    /// The network took all parts of the reply.
    case replySent(parts: Int)
    /// The reply was definitely not sent; nil = an older version did not say why.
    case replyFailed(ReplyFault?)
    /// It is not known whether the reply was sent; nil = an older version did not say why.
    case replyUnknown(ReplyFault?)
    /// A planned reply was cancelled.
    case refused
    /// A call rang.
    case callReceived(RingDetails)
    /// A call was answered; `call` is the `seq` of its `call_received`, here and below.
    case callAnswered(call: Int64, rang: Span?, rings: Int?)
    /// A call was hung up on; the modem confirmed it, or did not; nil = it was not asked.
    case callRejected(call: Int64, isConfirmed: Bool?)
    /// A call is over.
    case callEnded(call: Int64, CallEndDetails)
    /// A sender said STOP for the first time.
    case senderStopped
    /// Too many distinct senders at once, or declared by an operator.
    case raidStarted(isByHand: Bool)
    /// The line is back to normal; nil = an older version did not say what the raid was.
    case raidEnded(RaidEndDetails?)
    /// A limit is nearly used up.
    case budgetWarning(LimitDetails)
    /// A contact was refused because of a limit.
    case budgetExhausted(LimitDetails)
    /// The network was asked for the balance of a SIM.
    case balanceRead(BalanceDetails)
    /// A modem was attached.
    case modemAttached(AttachedDetails)
    /// A modem was lost.
    case modemLost(LostDetails)
    /// The state of a line changed.
    case lineState(StateDetails)
    /// An alert about the box was sent.
    case notice(AlertDetails)
    /// An action that must be traceable; nil = by the program itself.
    case operatorAction(OperatorAction, by: OperatorIdentity?)
    /// Further texts of one sender and day were counted.
    case textsFolded(FoldDetails)
    /// What was old enough was erased.
    case retentionRun(RetentionDetails)
    /// The log was signed.
    case headSigned(HeadDetails)
}

extension EventPayload {
    /// What kind of event it is.
    public var kind: EventKind {
        switch self {
        case .smsReceived: .smsReceived
        case .replyPlanned: .replyPlanned
        case .replySent: .replySent
        case .replyFailed: .replyFailed
        case .replyUnknown: .replyUnknown
        case .refused: .refused
        case .callReceived: .callReceived
        case .callAnswered: .callAnswered
        case .callRejected: .callRejected
        case .callEnded: .callEnded
        case .senderStopped: .senderStopped
        case .raidStarted: .raidStarted
        case .raidEnded: .raidEnded
        case .budgetWarning: .budgetWarning
        case .budgetExhausted: .budgetExhausted
        case .balanceRead: .balanceRead
        case .modemAttached: .modemAttached
        case .modemLost: .modemLost
        case .lineState: .lineState
        case .notice: .notice
        case .operatorAction: .operatorAction
        case .textsFolded: .textsFolded
        case .retentionRun: .retentionRun
        case .headSigned: .headSigned
        }
    }

    /// The one form in which it is stored.
    public var details: Details {
        switch self {
        case .smsReceived(let text): text.details
        case .replyPlanned(let parts), .replySent(let parts): ["parts": .count(parts)]
        case .replyFailed(let fault): Self.details(fault, legacyName: "code")
        case .replyUnknown(let fault): Self.details(fault, legacyName: "note")
        case .refused, .senderStopped: [:]
        case .raidStarted(let isByHand): Details(["by_hand": .flag(isByHand)])
        case .raidEnded(let raid): raid?.details ?? [:]
        case .callReceived(let ring): ring.details
        case .callAnswered(let call, let rang, let rings):
            Details(["call": .integer(call), "rang_ms": rang.map { .span($0) }, "rings": rings.map { .count($0) }])
        case .callRejected(let call, let isConfirmed):
            Details(["call": .integer(call), "confirmed": isConfirmed.map { .bool($0) }])
        case .callEnded(let call, let end): end.details.with("call", .integer(call))
        case .budgetWarning(let limit), .budgetExhausted(let limit): limit.details
        case .balanceRead(let balance): balance.details
        case .modemAttached(let attached): attached.details
        case .modemLost(let lost): lost.details
        case .lineState(let state): state.details
        case .notice(let alert): alert.details
        case .operatorAction(let action, let identity): action.details.with("by", identity?.value ?? .null)
        case .textsFolded(let fold): fold.details
        case .retentionRun(let run): run.details
        case .headSigned(let head): head.details
        }
    }

    /// An older version wrote a sentence, or null, under the name `name`.
    private static func details(_ fault: ReplyFault?, legacyName name: String) -> Details {
        switch fault {
        case nil: ["code": .null]
        case .legacy(let words)?: [name: .string(words)]
        case let fault?: ["fault": fault.json]
        }
    }

    /// Reads the stored form; nil for that of another version, which is shown unchanged.
    public init?(_ kind: EventKind, _ details: Details) {
        guard let payload = Self.read(kind, details), payload.details == details else { return nil }
        self = payload
    }

    private static func read(_ kind: EventKind, _ details: Details) -> EventPayload? {
        switch kind {
        case .smsReceived: .smsReceived(TextDetails(details))
        case .replyPlanned: details.count("parts").map { .replyPlanned(parts: $0) }
        case .replySent: details.count("parts").map { .replySent(parts: $0) }
        case .replyFailed: .replyFailed(ReplyFault(json: details["fault"] ?? details["code"]))
        case .replyUnknown: .replyUnknown(ReplyFault(json: details["fault"] ?? details["note"]))
        case .refused: .refused
        case .callReceived: .callReceived(RingDetails(details))
        case .callAnswered:
            details.integer("call").map {
                .callAnswered(call: $0, rang: details.span("rang_ms"), rings: details.count("rings"))
            }
        case .callRejected:
            details.integer("call").map { .callRejected(call: $0, isConfirmed: details.flag("confirmed")) }
        case .callEnded: details.integer("call").map { .callEnded(call: $0, CallEndDetails(details)) }
        case .senderStopped: .senderStopped
        case .raidStarted: .raidStarted(isByHand: details.flag("by_hand") ?? false)
        case .raidEnded: .raidEnded(RaidEndDetails(details))
        case .budgetWarning: LimitDetails(details).map { .budgetWarning($0) }
        case .budgetExhausted: LimitDetails(details).map { .budgetExhausted($0) }
        case .balanceRead: BalanceDetails(details).map { .balanceRead($0) }
        case .modemAttached: .modemAttached(AttachedDetails(details))
        case .modemLost: LostDetails(details).map { .modemLost($0) }
        case .lineState: StateDetails(details).map { .lineState($0) }
        case .notice: AlertDetails(details).map { .notice($0) }
        case .operatorAction:
            OperatorAction(details).map { .operatorAction($0, by: OperatorIdentity(details["by"])) }
        case .textsFolded: FoldDetails(details).map { .textsFolded($0) }
        case .retentionRun: RetentionDetails(details).map { .retentionRun($0) }
        case .headSigned: HeadDetails(details).map { .headSigned($0) }
        }
    }
}

extension Details {
    fileprivate func with(_ name: String, _ value: JSONValue) -> Details {
        var all = self
        all[name] = value
        return all
    }
}
