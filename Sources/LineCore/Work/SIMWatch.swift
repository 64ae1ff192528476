import Vocabulary

/// Whether the SIM that the line was brought up with is still in its modem.
///
/// A line, its slots, caps and PIN belong to one SIM. From the first indication that it may be another one until the modem has
/// told its number again, nothing is read, recorded or sent.
package struct SIMWatch: Equatable {
    /// How often a modem without its SIM is asked, and in the first seconds.
    package static let pollWhileOut = Span.seconds(3)
    package static let firstPolls = Span.seconds(1)
    /// Between two questions, however many indications come.
    package static let minimumPause = Span.seconds(1)
    /// The same for a command that was refused, which may mean nothing.
    package static let refusalPause = Span.seconds(5)
    /// A SIM that is out for so long is shown to be missing.
    package static let standing = Span.seconds(2)
    /// A SIM that was confirmed so short a time ago is not asked again without an indication.
    package static let freshness = Span.seconds(20)
    /// A SIM that is there and does not tell its number is asked so often.
    package static let maximumWithoutNumber = 20
    /// When the SIM's power is taken and given back; a modem that says itself that its SIM was pulled has more time.
    package static let powerCycles: [Span] = [.seconds(100), .minutes(10), .minutes(40)]
    package static let powerCyclesOfPulledSIM: [Span] = [.seconds(150), .minutes(12), .minutes(42)]
    /// And after those.
    package static let laterPowerCycle = Span.hours(1)

    /// What the line has to do.
    package enum Step: Equatable {
        /// Ask the modem for its SIM.
        case ask
        /// Take the SIM's power and give it back.
        case cyclePower
    }

    /// What an answer means.
    package enum Verdict: Equatable {
        /// It is the line's SIM.
        case same
        /// It is the line's SIM, which was away: what was set up may be forgotten.
        case returned
        /// Another SIM, or one that wants to be unlocked: the line starts afresh.
        case afresh
        /// There is no SIM that works.
        case out
        /// It is there and does not tell its number yet.
        case again
    }

    package init() {}

    /// Signs that came; a question answers those before it.
    private var indications = 0
    private var indicationsAsked = 0
    package private(set) var isInDoubt = false
    /// Since when there is none; nil = there is one, as far as is known.
    package private(set) var outSince: Uptime?
    /// It was pulled, or does not answer any more, in the modem's own words.
    private var wasPulled = false
    private var lastAsked: Uptime?
    private var confirmedAt: Uptime?
    private var nextAsk: Uptime?
    private var cycles = 0
    private var withoutNumber = 0

    /// The line's own SIM is in, as far as is known: what comes may be recorded, what is planned may be sent.
    package var mayWork: Bool { !isInDoubt && outSince == nil }

    /// There is no SIM, and has not been for a moment.
    package func isMissing(at now: Uptime) -> Bool { outSince.map { $0 + Self.standing <= now } ?? false }

    /// The SIM was confirmed just now.
    package func isFresh(at now: Uptime) -> Bool { mayWork && confirmedAt.map { now < $0 + Self.freshness } ?? false }

    /// An indication that the SIM may be away, or another one.
    package mutating func note(_ sign: SIMIndication, at now: Uptime) {
        // What is refused while there is none says nothing new.
        if sign == .refusal, outSince != nil { return }
        indications += 1
        isInDoubt = true
        if sign == .gone { wasPulled = true }
        let pause = sign == .refusal ? Self.refusalPause : Self.minimumPause
        let due = max(now, lastAsked.map { $0 + pause } ?? now)
        nextAsk = min(nextAsk ?? due, due)
    }

    /// The line was brought up without a SIM.
    package mutating func isOut(at now: Uptime) {
        isInDoubt = true
        let since = outSince ?? now
        outSince = since
        nextAsk = now + (now < since + .seconds(10) ? Self.firstPolls : Self.pollWhileOut)
    }

    /// What was set up when the SIM came back was refused: it still starts; false when that has lasted too long.
    package mutating func isNotReady(at now: Uptime) -> Bool {
        withoutNumber += 1
        isInDoubt = true
        wasPulled = true
        nextAsk = now + .seconds(2)
        return withoutNumber < Self.maximumWithoutNumber
    }

    /// The modem is being asked.
    package mutating func asking(at now: Uptime) {
        lastAsked = now
        nextAsk = nil
        indicationsAsked = indications
    }

    /// What the modem says of its SIM; `known` is the number of the line's.
    package mutating func answered(_ answer: SIMCondition, known: String?, at now: Uptime) -> Verdict {
        switch answer {
        case .away:
            isOut(at: now)
            return .out
        case .locked: return .afresh
        case .present(let iccid?):
            if let known, known != iccid { return .afresh }
            return confirm(at: now)
        case .present(nil):
            // One that never told its number cannot do so now; without an indication nothing has happened.
            guard known != nil, isInDoubt || outSince != nil else { return confirm(at: now) }
            withoutNumber += 1
            guard withoutNumber < Self.maximumWithoutNumber else { return .afresh }
            nextAsk = now + Self.minimumPause
            return .again
        }
    }

    private mutating func confirm(at now: Uptime) -> Verdict {
        let wasAway = outSince != nil || wasPulled
        outSince = nil
        cycles = 0
        if !wasAway { withoutNumber = 0 }
        confirmedAt = now
        // What came while it was asked may be about another one.
        isInDoubt = indications != indicationsAsked
        if isInDoubt { nextAsk = now + Self.minimumPause } else { wasPulled = false }
        return wasAway ? .returned : .same
    }

    /// The SIM's power is being taken and given back.
    package mutating func cyclingPower(at now: Uptime) {
        cycles += 1
        nextAsk = now + Self.pollWhileOut
    }

    /// What is due at `now`; nil = nothing yet.
    package func step(at now: Uptime) -> Step? {
        if let nextCycle, nextCycle <= now { return .cyclePower }
        return nextAsk.map { $0 <= now } ?? false ? .ask : nil
    }

    /// When ``step(at:)`` has to be asked again.
    package var due: Uptime? { [nextAsk, nextCycle].compactMap { $0 }.min() }

    private var nextCycle: Uptime? {
        guard let outSince else { return nil }
        let steps = wasPulled ? Self.powerCyclesOfPulledSIM : Self.powerCycles
        let wait = cycles < steps.count ? steps[cycles] : steps[steps.count - 1] + Self.laterPowerCycle * (cycles - 2)
        return outSince + wait
    }
}
