import LinePolicy
import Vocabulary

/// The query for the balance of the SIM: when it may be sent, what it waits for, and its outcome; a value.
///
/// It is committed before it is written to the modem, so that no restart repeats it. The line's other work continues
/// while the network has not answered.
struct BalanceWatch: Sendable {
    /// How long the network may take.
    static let timeout = Span.seconds(60)
    /// How long to wait for a better answer after one without an amount: some modems print the end of the dialogue
    /// first.
    static let betterAnswerTimeout = Span.seconds(5)

    enum Stage: Sendable {
        /// No query is in progress.
        case idle
        /// The query is committed, and nothing is written to the modem yet.
        case committed(BalanceQuestion, usesOtherForm: Bool)
        /// The query is written to the modem; `found` is an answer so far without an amount.
        case asked(BalanceQuestion, until: Uptime, found: BalanceOutcome?)
        /// The outcome has to be stored.
        case answered(BalanceOutcome)
    }

    private(set) var stage = Stage.idle
    /// The query that the store was asked about.
    private var wanted: BalanceQuestion?
    /// The dialogue with the network is still open.
    private(set) var isOpen = false
    /// When to check again.
    private(set) var next = Uptime.zero
    /// The standing of the balance, as the store last reported it.
    private(set) var standing = BalanceStanding.fine

    /// Whether the line queries a balance.
    private var isWanted = true

    /// When there is something to do.
    var due: Uptime? { isWanted || isOpen ? next : nil }

    /// The next step, if the line may take one now.
    mutating func step(_ question: BalanceQuestion?, mayAsk: Bool, mayStore: Bool, at now: Uptime) -> WorkLane.Step? {
        guard next <= now else { return nil }
        if case .asked(_, let until, let found) = stage, until <= now {
            stage = .answered(found ?? .failed(.noAnswer, answer: nil))
            // The dialogue may still be open in the network.
            isOpen = isOpen || found == nil
        }
        switch stage {
        case .idle:
            if isOpen {
                next = now + .seconds(5)
                return mayAsk ? .endMenu : nil
            }
            guard question != nil else {
                isWanted = false
                return nil
            }
            if mayAsk, mayStore { return .beginBalance }
            next = now + .seconds(60)
        case .committed(let asked, let usesOtherForm):
            if question != asked {
                // The configured query has changed, so this one does not count.
                stage = .answered(.notAsked)
                return mayStore ? .noteBalance(.notAsked) : nil
            }
            if mayAsk { return .askNetwork(asked.code, usesOtherForm: usesOtherForm) }
            next = now + .seconds(1)
        case .asked(_, let until, _):
            next = until
        case .answered(let outcome):
            if isOpen, mayAsk { return .endMenu }
            if mayStore { return .noteBalance(outcome) }
            next = now + .seconds(5)
        }
        return nil
    }

    /// Notes that the settings changed: the query, or the floor.
    mutating func settingsChanged(at now: Uptime) {
        isWanted = true
        next = min(next, now)
        if case .idle = stage { next = now }
    }

    /// Notes that the store is about to be asked whether a query is due.
    mutating func beginning(_ question: BalanceQuestion?) { wanted = question }

    /// Takes the store's answer: query now, or later.
    mutating func took(_ turn: BalanceTurn, at now: Uptime) {
        standing = turn.standing
        switch turn.answer {
        case .ask(let usesOtherForm):
            guard let wanted else { return stage = .answered(.notAsked) }
            stage = .committed(wanted, usesOtherForm: usesOtherForm)
            next = now
        case .notBefore(let span):
            stage = .idle
            next = now + (isOpen ? .seconds(1) : min(max(span, .seconds(1)), .hours(1)))
        case .noClock:
            stage = .idle
            next = now + .seconds(60)
        }
    }

    /// Notes that the store could not be read or written.
    mutating func storeFailed(at now: Uptime) { next = now + .seconds(60) }

    /// Notes that the query is about to be written, so that an answer may come from now on.
    mutating func asking(at now: Uptime) {
        guard case .committed(let question, _) = stage else { return }
        stage = .asked(question, until: now + Self.timeout, found: nil)
        next = now + Self.timeout
    }

    /// Notes that the modem or the network refused the query.
    mutating func refused(at now: Uptime) {
        guard case .asked(_, _, nil) = stage else { return }
        stage = .answered(.failed(.refused, answer: nil))
        next = now
    }

    /// Takes a text of the network; unsolicited texts are ignored.
    mutating func heard(_ text: NetworkText, at now: Uptime) {
        guard case .asked(let question, let until, let before) = stage else { return }
        if text.stage == .waits { isOpen = true }
        var outcome = question.outcome(of: text.readings)
        if case .amount = outcome {
            stage = .answered(outcome)
            next = now
            return
        }
        if text.readings.isEmpty {
            switch text.stage {
            case .timedOut: outcome = .failed(.noAnswer, answer: nil)
            case .refused: outcome = .failed(.refused, answer: nil)
            case .over, .waits: outcome = .failed(.unreadable, answer: nil)
            }
        }
        // An answer with a text is better than one without.
        let found = text.readings.isEmpty ? before ?? outcome : outcome
        let limit = min(until, now + Self.betterAnswerTimeout)
        stage = .asked(question, until: limit, found: found)
        next = limit
    }

    /// Notes that the dialogue was ended, or cannot be ended.
    mutating func ended(at now: Uptime) {
        isOpen = false
        next = now
    }

    /// The outcome to be stored when the port is released.
    mutating func releaseEffects() -> BalanceOutcome? {
        defer { stage = .idle }
        return switch stage {
        case .committed: .notAsked
        case .answered(let outcome): outcome
        // The query was sent, but its answer will not be read.
        case .asked(_, _, let found): found ?? .failed(.noAnswer, answer: nil)
        case .idle: nil
        }
    }
}

/// The store's answer about the balance of a line's SIM.
package struct BalanceTurn: Hashable, Sendable {
    /// Whether to query it.
    package enum Answer: Hashable, Sendable {
        /// Now; the query is committed, and takes the other form after a failed one.
        case ask(usesOtherForm: Bool)
        /// Not before this time has passed.
        case notBefore(Span)
        /// There is no usable clock.
        case noClock
    }

    /// Whether to query it.
    package var answer: Answer
    /// The standing of the balance.
    package var standing: BalanceStanding

    package init(_ answer: Answer, standing: BalanceStanding) {
        self.answer = answer
        self.standing = standing
    }
}
