import ControlAPI
import EventStore
import LineConfiguration
import LinePolicy
import Vocabulary
import Words

extension LineStatus {
    /// A line as configured, with its present or last known state.
    init(_ line: LineSettings, picture: LinePicture?, time: (Timestamp) -> ZonedTime) {
        self.init(
            id: line.id, region: line.region, number: line.number, state: .known(picture?.state ?? .starting),
            detail: picture?.detail ?? Notice.starting(.never).detail)
        guard let picture else { return }
        notice = picture.notice?.trouble
        profile = picture.profile
        model = picture.model
        signalDBm = picture.signalDBm
        network = picture.network
        sms = picture.sms
        voice = .known(picture.voice)
        voiceDetail = picture.voiceNotice?.detail ?? picture.legacyVoiceDetail
        voiceNotice = picture.voiceNotice
        storage = StorageUse(used: picture.storageUsed, size: picture.storageSize)
        roaming = picture.isRoaming
        ims = picture.ims.map { .known($0) }
        nextTryAt = picture.nextTryAt.map(time)
        recovery = picture.recovery.map { .known($0) }
    }

    mutating func count(_ counters: LineCounters, time: (Timestamp) -> ZonedTime) {
        received = counters.received
        replied = counters.replied
        refused = counters.refused
        calls = counters.calls
        queued = counters.queued
        lastReceivedAt = counters.lastReceivedAt.map(time)
        lastRepliedAt = counters.lastRepliedAt.map(time)
    }
}

extension LinePicture {
    /// The sentence of the line, in English.
    var detail: String { notice?.detail ?? legacyDetail ?? Notice.starting(.never).detail }
}

extension LineRow {
    /// A line as configured, and its pause.
    init(_ line: LineSettings, picture: LinePicture?, pause: Pause?, time: (Timestamp) -> ZonedTime) {
        let status = LineStatus(line, picture: picture, time: time)
        self.init(
            id: line.id, region: line.region, number: line.number, mode: .known(line.rules.mode),
            calls: .known(line.rules.calls), modem: line.modem.words, state: status.state, detail: status.detail,
            paused: pause.map { PauseRow($0, time: time) },
            law: LawRow(line.rules.law))
    }
}

extension PauseRow {
    /// A pause as it is stored.
    init(_ pause: Pause, time: (Timestamp) -> ZonedTime) {
        self.init(at: time(pause.at), why: pause.why, releasePort: pause.releasesPort)
    }
}

extension LawRow {
    /// The law that applies to a line.
    init(_ law: LineLaw) {
        self.init(
            profile: law.applied.map { .known($0) }, byNumber: law.chosen == nil,
            heldBy: law.holding.map { .known($0.notice) })
    }
}

extension LineBudget {
    /// The budget of one scope, as decimal strings.
    init(_ state: BudgetState, currency: String?, time: (Timestamp) -> ZonedTime) {
        self.init(
            currency: currency, spent: state.spent.decimal, reserved: state.reserved.decimal,
            left: state.left?.decimal, contactsLeft: state.contactsLeft, total: state.total?.decimal,
            perMonth: state.perMonth?.decimal, perDay: state.perDay?.decimal,
            runsOutOn: state.runsOutAt.map { time($0).day })
    }
}

extension BalanceRow {
    /// The balance of a line's SIM; unknown when it was never queried.
    init(_ stored: StoredBalance?, floor: Money?, now: Timestamp, time: (Timestamp) -> ZonedTime) {
        self.init(
            amount: stored?.known.amount?.decimal, at: stored?.known.readAt.map(time), floor: floor?.decimal,
            spentSince: (stored?.known.spentSince ?? .zero).decimal,
            left: stored?.known.left(at: now).map { max($0, .zero).decimal }, difference: stored?.difference?.decimal,
            askedAt: stored?.askedAt.map(time), fault: stored?.known.fault?.rawValue,
            answer: stored?.answer.map { Masking.maskedText($0) })
    }
}

extension LineRules {
    /// The price of the line's most expensive single reply.
    var highestReplyPrice: Money {
        let text = pricePerPart * replyParts
        return switch calls {
        case .speak: max(text, pricePerCall)
        case .speakAndText: text + pricePerCall
        case .auto, .hangUp, .hangUpAndText: text
        }
    }
}
