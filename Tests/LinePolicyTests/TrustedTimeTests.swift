import LinePolicy
import SeededRandom
import Testing
import Vocabulary

/// Clocks that a test sets: hours around the build of the program, and the age of the service.
private struct Clocks {
    var box: Timestamp = .noon
    var isSynchronised = false
    var uptime = Span.zero
    var newestStored: Timestamp?

    static func at(_ hours: Int64) -> Timestamp { .noon + .hours(hours) }

    var look: TrustedTime.ClockReading {
        .init(box: box, isSynchronised: isSynchronised, uptime: uptime, newestStored: newestStored)
    }

    func began(network: Timestamp? = nil) -> TrustedTime {
        TrustedTime(buildDate: .noon, newestNetworkTime: network, look: look)
    }

    mutating func pass(_ span: Span) {
        box = box + span
        uptime = uptime + span
    }
}

struct TrustedTimeTests {
    @Test(
        "now is the latest of what can be trusted",
        arguments: [
            // box, stored, network -> now
            (10, nil, nil, 10), (10, 12, nil, 12), (10, 12, 14, 14), (10, nil, 9, 10),
            // Nothing before the build counts.
            (-500, nil, nil, nil), (-500, -1, -2, nil), (-500, 5, nil, 5), (-500, nil, 7, 7), (0, nil, nil, 0),
            // The network may be 26 hours ahead of the other two, no more, unless it is all there is.
            (10, 12, 38, 38), (10, 12, 39, 12), (10, nil, 36, 36), (10, nil, 37, 10), (-500, 12, 39, 12),
            (-500, nil, 90_000, 90_000), (-500, -3, 90_000, 90_000),
        ] as [(Int64, Int64?, Int64?, Int64?)])
    func unsynchronised(box: Int64, stored: Int64?, network: Int64?, now: Int64?) {
        let clocks = Clocks(box: Clocks.at(box), newestStored: stored.map(Clocks.at))
        // Remembered by an earlier run, or heard now: it is the same.
        #expect(clocks.began(network: network.map(Clocks.at)).trusted == now.map(Clocks.at))
        var time = clocks.began()
        if let network { _ = time.accept(Clocks.at(network), at: clocks.look) }
        _ = time.take(clocks.look)
        #expect(time.trusted == now.map(Clocks.at))
    }

    @Test("a synchronised clock is right, whatever was stored")
    func synchronised() {
        let clocks = Clocks(box: Clocks.at(10), isSynchronised: true, newestStored: Clocks.at(400))
        #expect(clocks.began(network: Clocks.at(12)).trusted == Clocks.at(10))
    }

    @Test("a reference ages by the clock that cannot be set")
    func ages() {
        var clocks = Clocks(box: Clocks.at(-500))
        var time = clocks.began()
        #expect(time.trusted == nil && time.now == Clocks.at(-500))
        let isBelieved = time.accept(Clocks.at(7), at: clocks.look)
        #expect(isBelieved)
        let change = time.take(clocks.look)
        #expect(change?.becameKnown == true && change?.shift == .hours(507))
        clocks.uptime = .minutes(30)
        let later = time.take(clocks.look)
        #expect(later == nil)
        #expect(time.trusted == Clocks.at(7) + .minutes(30))
    }

    @Test("one network time days ahead is ignored, and not remembered")
    func spoofed() {
        var clocks = Clocks(box: Clocks.at(24))
        var time = clocks.began()
        var believed = [time.accept(Clocks.at(48), at: clocks.look)]
        _ = time.take(clocks.look)
        clocks.newestStored = time.now
        believed.append(time.accept(Clocks.at(48 + 72), at: clocks.look))
        believed.append(time.accept(Clocks.at(175_000), at: clocks.look))
        let change = time.take(clocks.look)
        #expect(change == nil && time.trusted == Clocks.at(48))
        believed.append(time.accept(Clocks.at(50), at: clocks.look))
        _ = time.take(clocks.look)
        #expect(time.trusted == Clocks.at(50) && believed == [true, false, false, true])
    }

    @Test("what is ahead of a clock that the kernel trusts is not believed later either")
    func clamped() {
        var clocks = Clocks(box: Clocks.at(20))
        var time = clocks.began()
        _ = time.accept(Clocks.at(40), at: clocks.look)
        let forward = time.take(clocks.look)
        clocks.isSynchronised = true
        let back = time.take(clocks.look)
        #expect(forward?.shift == .hours(20) && back?.shift == .hours(-20))
        clocks.isSynchronised = false
        clocks.pass(.minutes(5))
        let change = time.take(clocks.look)
        #expect(change == nil)
        #expect(time.trusted == Clocks.at(20) + .minutes(5))
    }

    @Test("seconds are no jump")
    func drift() {
        var clocks = Clocks(isSynchronised: true)
        var time = clocks.began()
        for _ in 0..<100 {
            clocks.pass(.minutes(1))
            clocks.box = clocks.box + .seconds(3)
            let change = time.take(clocks.look)
            #expect(change == nil)
        }
        clocks.box = clocks.box + .seconds(6)
        let jump = time.take(clocks.look)
        #expect(jump?.shift == .seconds(6))
    }
}

/// Random clocks against what must always hold.
struct TrustedTimePropertyTests {
    @Test("it goes on, goes back only for a trusted or an unstored clock, and no spoofed time wins", arguments: 0..<200)
    func properties(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var truth = Timestamp.noon + .days(10)
        var clocks = Clocks(box: truth, isSynchronised: false)
        var remembered: Timestamp?
        var time = clocks.began()
        var told = time.trusted
        for _ in 0..<300 {
            let pause = Span.seconds(Int64.random(in: 0...3600, using: &random))
            truth = truth + pause
            clocks.pass(pause)
            var mayGoBack = clocks.isSynchronised
            var heard: Timestamp?
            switch Int.random(in: 0..<8, using: &random) {
            case 0:
                // Somebody sets the clock.
                let wrong = Span.hours(Int64.random(in: -10_000...10, using: &random))
                clocks.box = truth + wrong
                mayGoBack = true
            case 1:
                clocks.isSynchronised.toggle()
                if clocks.isSynchronised { clocks.box = truth }
                mayGoBack = mayGoBack || clocks.isSynchronised
            case 2:
                heard = truth + .seconds(Int64.random(in: -7200...0, using: &random))
            case 3:
                // Ahead of everything by more than a day and a zone: of 2046, say.
                let spoofed = max(time.now, truth, clocks.box) + .hours(Int64.random(in: 27...200_000, using: &random))
                if time.trusted ?? .distantPast >= .noon {
                    let isBelieved = time.accept(spoofed, at: clocks.look)
                    #expect(!isBelieved)
                }
            case 4:
                if let now = time.trusted { clocks.newestStored = max(clocks.newestStored ?? now, now) }
            case 5:
                // A restart: the age begins anew, the newest stored time counts.
                clocks.uptime = .zero
                time = clocks.began(network: remembered)
                told = nil
                mayGoBack = true
            default: break
            }
            if let heard, time.accept(heard, at: clocks.look) { remembered = max(remembered ?? heard, heard) }
            let before = time.now
            let change = time.take(clocks.look)
            let now = time.now
            if clocks.isSynchronised {
                #expect(time.quality == .synchronised && now == clocks.box)
                if let newest = clocks.newestStored, newest > now { clocks.newestStored = now }
            } else {
                #expect((time.trusted ?? now) <= max(truth, before + pause, clocks.box) + .seconds(1))
            }
            // Without a change exactly the time that passed has passed, to a few seconds.
            if let told, time.trusted != nil, change == nil {
                let difference = now - (told + pause)
                #expect(difference <= .seconds(5) && .zero - .seconds(5) <= difference)
            }
            if !mayGoBack, let told { #expect(now >= told + pause - .seconds(1)) }
            if clocks.box >= .noon || clocks.newestStored ?? .distantPast >= .noon || clocks.isSynchronised {
                #expect(time.trusted != nil)
            }
            told = time.trusted
        }
    }
}
