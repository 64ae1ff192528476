import LinePolicy
import Vocabulary

/// The question for the balance of the SIM: when it may be asked, what it waits for, and what came of it; a value.
///
/// It is committed as asked before it is written, so that no restart asks again. While the network thinks about it,
/// everything else goes on.
struct BalanceWatch: Sendable {
    /// How long the network may take.
    static let timeout = Span.seconds(60)
    /// How long to wait for a better answer after one that holds no amount: some modems print the end of the dialogue
    /// first.
    static let betterAnswerTimeout = Span.seconds(5)

    enum Stage: Sendable {
        /// Nothing is asked.
        case idle
        /// Committed as asked, and nothing is written yet.
        case committed(BalanceQuestion, usesOtherForm: Bool)
        /// Written; `found` is what came so far without an amount.
        case asked(BalanceQuestion, until: Uptime, found: BalanceOutcome?)
        /// To be stored.
        case answered(BalanceOutcome)
    }

    private(set) var stage = Stage.idle
    /// What the store is asked about.
    private var wanted: BalanceQuestion?
    /// The dialogue with the network is still open.
    private(set) var isOpen = false
    /// When to look again.
    private(set) var next = Uptime.zero
    /// Whether a person should know something, as the store last said.
    private(set) var standing = BalanceStanding.fine

    /// Whether something is asked of this line.
    private var isWanted = true

    /// When there is something to do.
    var due: Uptime? { isWanted || isOpen ? next : nil }

    /// The next step, if the line may take one now.
    mutating func step(_ question: BalanceQuestion?, mayAsk: Bool, mayStore: Bool, at now: Uptime) -> WorkLane.Step? {
        guard next <= now else { return nil }
        if case .asked(_, let until, let found) = stage, until <= now {
            stage = .answered(found ?? .failed(.noAnswer, answer: nil))
            // It may still be open in the network.
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
                // Another question now: this one is as if it had never been.
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

    /// The settings changed: what is asked, or the floor.
    mutating func settingsChanged(at now: Uptime) {
        isWanted = true
        next = min(next, now)
        if case .idle = stage { next = now }
    }

    /// The store is about to be asked whether it is time.
    mutating func beginning(_ question: BalanceQuestion?) { wanted = question }

    /// What the store said: to ask now, or later.
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

    /// The store could not be asked or told.
    mutating func storeFailed(at now: Uptime) { next = now + .seconds(60) }

    /// It is about to be written: from here on an answer may come.
    mutating func asking(at now: Uptime) {
        guard case .committed(let question, _) = stage else { return }
        stage = .asked(question, until: now + Self.timeout, found: nil)
        next = now + Self.timeout
    }

    /// The modem or the network would not take it.
    mutating func refused(at now: Uptime) {
        guard case .asked(_, _, nil) = stage else { return }
        stage = .answered(.failed(.refused, answer: nil))
        next = now
    }

    /// The network says something; what nobody asked for is passed over.
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
        // A text says more than none.
        let found = text.readings.isEmpty ? before ?? outcome : outcome
        let limit = min(until, now + Self.betterAnswerTimeout)
        stage = .asked(question, until: limit, found: found)
        next = limit
    }

    /// The dialogue was ended, or cannot be.
    mutating func ended(at now: Uptime) {
        isOpen = false
        next = now
    }

    /// What the store is to be told when the port is given up.
    mutating func releaseEffects() -> BalanceOutcome? {
        defer { stage = .idle }
        return switch stage {
        case .committed: .notAsked
        case .answered(let outcome): outcome
        // The question was asked; the answer will not be heard.
        case .asked(_, _, let found): found ?? .failed(.noAnswer, answer: nil)
        case .idle: nil
        }
    }
}

/// What the store says of the balance of a line's SIM.
package struct BalanceTurn: Hashable, Sendable {
    /// Whether to ask.
    package enum Answer: Hashable, Sendable {
        /// Now: it is committed as asked. After a question that failed, in another form.
        case ask(usesOtherForm: Bool)
        /// Not before this time has passed.
        case notBefore(Span)
        /// There is no usable clock.
        case noClock
    }

    /// Whether to ask.
    package var answer: Answer
    /// Whether a person should know something.
    package var standing: BalanceStanding

    package init(_ answer: Answer, standing: BalanceStanding) {
        self.answer = answer
        self.standing = standing
    }
}
