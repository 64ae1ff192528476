import Vocabulary

/// Watches whether the SIM with which the line started is still in its modem.
///
/// A line, its slots, caps and PIN belong to one SIM. From the first indication of another SIM until the ICCID has been
/// read again, nothing is read, recorded or sent.
package struct SIMWatch: Equatable {
    /// How often a modem without its SIM is queried; `firstPolls` in the first seconds.
    package static let pollWithoutSIM = Span.seconds(3)
    package static let firstPolls = Span.seconds(1)
    /// The least time between two queries, however many indications come.
    package static let minimumPause = Span.seconds(1)
    /// The same after a refused command, which may mean nothing.
    package static let refusalPause = Span.seconds(5)
    /// How long a SIM must be out before it is shown as missing.
    package static let stableDelay = Span.seconds(2)
    /// How long after a confirmation the SIM is not queried without an indication.
    package static let freshness = Span.seconds(20)
    /// How often a present SIM is queried for an ICCID that it does not return.
    package static let maximumWithoutNumber = 20
    /// When to power the SIM off and on; a modem that reported the removal of its SIM gets more time.
    package static let powerCycles: [Span] = [.seconds(100), .minutes(10), .minutes(40)]
    package static let powerCyclesOfPulledSIM: [Span] = [.seconds(150), .minutes(12), .minutes(42)]
    /// The interval after those.
    package static let laterPowerCycle = Span.hours(1)

    /// What to do next.
    package enum Step: Equatable {
        /// Query the SIM.
        case ask
        /// Power the SIM off and on.
        case cyclePower
    }

    /// What an answer means.
    package enum Verdict: Equatable {
        /// It is the line's SIM.
        case same
        /// It is the line's SIM, which was out: the modem's settings may be lost.
        case returned
        /// Another SIM, or a locked one: the line starts again.
        case restartLine
        /// There is no working SIM.
        case out
        /// It is present, but its ICCID cannot be read yet.
        case again
    }

    package init() {}

    /// The number of indications; a query settles those before it.
    private var indications = 0
    private var indicationsAsked = 0
    package private(set) var isInDoubt = false
    /// Since when there is none; nil = there is one, as far as known.
    package private(set) var outSince: Uptime?
    /// The modem itself reported that the SIM was removed or stopped answering.
    private var wasPulled = false
    private var lastAsked: Uptime?
    private var confirmedAt: Uptime?
    private var nextAsk: Uptime?
    private var cycles = 0
    private var withoutNumber = 0

    /// Whether the line's own SIM is in, as far as known, so that texts may be recorded and replies sent.
    package var mayWork: Bool { !isInDoubt && outSince == nil }

    /// Whether there has been no SIM for a moment.
    package func isMissing(at now: Uptime) -> Bool { outSince.map { $0 + Self.stableDelay <= now } ?? false }

    /// Whether the SIM was confirmed moments ago.
    package func isFresh(at now: Uptime) -> Bool { mayWork && confirmedAt.map { now < $0 + Self.freshness } ?? false }

    /// Notes an indication that the SIM may be out, or another one.
    package mutating func note(_ sign: SIMIndication, at now: Uptime) {
        // A refusal while there is no SIM means nothing new.
        if sign == .refusal, outSince != nil { return }
        indications += 1
        isInDoubt = true
        if sign == .gone { wasPulled = true }
        let pause = sign == .refusal ? Self.refusalPause : Self.minimumPause
        let due = max(now, lastAsked.map { $0 + pause } ?? now)
        nextAsk = min(nextAsk ?? due, due)
    }

    /// Notes that the line started without a SIM.
    package mutating func startedWithoutSIM(at now: Uptime) {
        isInDoubt = true
        let since = outSince ?? now
        outSince = since
        nextAsk = now + (now < since + .seconds(10) ? Self.firstPolls : Self.pollWithoutSIM)
    }

    /// Notes that the set-up after the SIM's return was refused because it is starting; false when that lasts too long.
    package mutating func isNotReady(at now: Uptime) -> Bool {
        withoutNumber += 1
        isInDoubt = true
        wasPulled = true
        nextAsk = now + .seconds(2)
        return withoutNumber < Self.maximumWithoutNumber
    }

    /// Notes that the SIM is being queried.
    package mutating func asking(at now: Uptime) {
        lastAsked = now
        nextAsk = nil
        indicationsAsked = indications
    }

    /// Takes the modem's answer about its SIM; `known` is the ICCID of the line's SIM.
    package mutating func answered(_ answer: SIMCondition, known: String?, at now: Uptime) -> Verdict {
        switch answer {
        case .away:
            startedWithoutSIM(at: now)
            return .out
        case .locked: return .restartLine
        case .present(let iccid?):
            if let known, known != iccid { return .restartLine }
            return confirm(at: now)
        case .present(nil):
            // A SIM whose ICCID could never be read cannot be checked; without an indication it counts as unchanged.
            guard known != nil, isInDoubt || outSince != nil else { return confirm(at: now) }
            withoutNumber += 1
            guard withoutNumber < Self.maximumWithoutNumber else { return .restartLine }
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
        // An indication during the query may be about another SIM.
        isInDoubt = indications != indicationsAsked
        if isInDoubt { nextAsk = now + Self.minimumPause } else { wasPulled = false }
        return wasAway ? .returned : .same
    }

    /// Notes that the SIM is being powered off and on.
    package mutating func cyclingPower(at now: Uptime) {
        cycles += 1
        nextAsk = now + Self.pollWithoutSIM
    }

    /// The step due at `now`; nil = none yet.
    package func step(at now: Uptime) -> Step? {
        if let nextCycle, nextCycle <= now { return .cyclePower }
        return nextAsk.map { $0 <= now } ?? false ? .ask : nil
    }

    /// When to call ``step(at:)`` again.
    package var due: Uptime? { [nextAsk, nextCycle].compactMap { $0 }.min() }

    private var nextCycle: Uptime? {
        guard let outSince else { return nil }
        let steps = wasPulled ? Self.powerCyclesOfPulledSIM : Self.powerCycles
        let wait = cycles < steps.count ? steps[cycles] : steps[steps.count - 1] + Self.laterPowerCycle * (cycles - 2)
        return outSince + wait
    }
}
