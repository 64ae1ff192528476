import LinePolicy
import SeededRandom
import Testing
import Vocabulary

struct RetentionClockTests {
    @Test("a clock that is wrong for a while makes nothing older", arguments: [400, 2, -400] as [Int64])
    func wrong(days: Int64) {
        var clock = RetentionClock(kept: .noon, trusted: .noon, uptime: .zero)
        var uptime = Span.zero
        for minute in 1...23 * 60 as ClosedRange<Int64> {
            uptime = .minutes(minute)
            let step = clock.advance(to: .noon + uptime + .days(days), uptime: uptime)
            #expect(step == nil && clock.time == .noon + uptime)
        }
        let step = clock.advance(to: .noon + uptime, uptime: uptime)
        #expect(step == nil && clock.time == .noon + uptime)
    }

    @Test("an hour after a night without power all is that much older, what came since the start as well")
    func night() {
        let gap = Span.hours(8)
        var clock = RetentionClock(kept: .noon, trusted: .noon + gap, uptime: .zero)
        let early = clock.advance(to: .noon + gap + .minutes(59), uptime: .minutes(59))
        #expect(early == nil && clock.time == .noon + .minutes(59))
        let step = clock.advance(to: .noon + gap + .minutes(60), uptime: .minutes(60))
        #expect(step == RetentionClock.Step(shift: gap, shiftBeforeStart: .zero))
        #expect(clock.time == .noon + gap + .minutes(60))
    }

    @Test("a clock set right while the service runs makes nothing older than the monotonic clock says")
    func setRight() {
        var clock = RetentionClock(kept: .noon, trusted: .noon, uptime: .zero)
        var step: RetentionClock.Step?
        for hour in 1...25 as ClosedRange<Int64> {
            step = clock.advance(to: .noon + .days(50) + .hours(hour), uptime: .hours(hour)) ?? step
        }
        #expect(step == RetentionClock.Step(shift: .days(50), shiftBeforeStart: .days(50)))
    }

    @Test("kept for as long as promised, and not for ever: random downtimes and wrong clocks", arguments: 0..<20)
    func properties(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var truth = Timestamp.noon
        var kept: Timestamp?
        // (true time, by the clock of retention, of this run)
        var events: [(truth: Timestamp, shown: Timestamp, run: Int)] = []
        for run in 0..<6 {
            var uptime = Span.zero
            var error = Span.zero
            var clock = RetentionClock(kept: kept, trusted: truth, uptime: uptime)
            for minute in 0..<Int.random(in: 100...4000, using: &random) {
                // Wrong clocks of less than an hour.
                if minute % 600 == 50 { error = .days(Int64.random(in: -500...500, using: &random)) }
                if minute % 600 == 95 { error = .zero }
                if let step = clock.advance(to: truth + error, uptime: uptime) {
                    for index in events.indices {
                        let shift = events[index].run == run ? step.shift : step.shiftBeforeStart
                        events[index].shown = events[index].shown + shift
                    }
                }
                if minute % 100 == 0 { events.append((truth, clock.time, run)) }
                // Never older than it is, to the tolerance of each start; looked at once an hour.
                if minute % 60 == 0 {
                    let isTooOld = events.contains { clock.time - $0.shown > truth - $0.truth + .minutes(10) }
                    #expect(!isTooOld)
                }
                truth = truth + .minutes(1)
                uptime = uptime + .minutes(1)
                kept = clock.time
            }
            truth = truth + .hours(Int64.random(in: 0...2000, using: &random))
        }
    }
}
