import Testing

@testable import Voice

/// How far ahead is written.
struct PlayoutModelTests {
    @Test(
        "the lead has room for a frame and a tick, and is 100 ms at most",
        arguments: [(320, 2, 640), (320, 4, 1280), (640, 2, 960), (640, 4, 1280), (1600, 2, 1600), (320, 9, 1600)])
    func leadOfFrames(frame: Int, ticks: Int, lead: Int) {
        #expect(PlayoutModel(tick: 320, frame: frame, ticks: ticks).lead == lead)
    }

    @Test("a frame a tick keeps the lead")
    func steady() {
        var model = PlayoutModel(tick: 320, frame: 320, ticks: 2)
        var frames = 0
        for tick in 0..<100 {
            model.advance(ticks: tick == 0 ? 0 : 1)
            while model.hasRoom(for: 320, queued: 0) {
                model.took(320)
                frames += 1
            }
            #expect(model.depth == 640)
        }
        #expect(frames == 101)
    }

    @Test("a gap is not made up for: the lead is written again, no more", arguments: [2, 3, 15, 100, Int.max])
    func gap(ticks: Int) {
        var model = PlayoutModel(tick: 320, frame: 320, ticks: 2)
        model.took(640)
        model.advance(ticks: ticks)
        #expect(model.isDry)
        var frames = 0
        while model.hasRoom(for: 320, queued: 0) {
            model.took(320)
            frames += 1
        }
        #expect(frames == 2)
    }

    @Test("a modem that refuses counts as full, so one frame a tick is offered")
    func refused() {
        var model = PlayoutModel(tick: 320, frame: 320, ticks: 2)
        model.bufferIsFull()
        #expect(!model.hasRoom(for: 320, queued: 0))
        model.advance(ticks: 1)
        #expect(model.hasRoom(for: 320, queued: 0))
        #expect(!model.hasRoom(for: 640, queued: 0))
    }

    @Test("what a card says counts where it is more than the clock says")
    func queued() {
        var model = PlayoutModel(tick: 320, frame: 320, ticks: 3)
        model.took(320)
        #expect(model.hasRoom(for: 320, queued: 640))
        #expect(!model.hasRoom(for: 320, queued: 641))
    }
}

/// The timer of ticks.
struct TickTimerTests {
    @Test("a late wake-up is one tick and moves none of the later ones")
    func late() {
        var timer = TickTimer(now: 0)
        #expect(timer.dueTicks(at: 20_100_000) == 1)
        #expect(timer.lateness == 100_000)
        #expect(timer.dueTicks(at: 55_000_000) == 1)
        #expect(timer.lateness == 15_000_000)
        #expect(timer.due == 40_000_000)
        #expect(timer.dueTicks(at: 60_000_000) == 1)
        #expect(timer.lateness == 0)
    }

    @Test("a stall is so many ticks, and the next is due at its own time")
    func stall() {
        var timer = TickTimer(now: 0)
        #expect(timer.dueTicks(at: 310_000_000) == 15)
        #expect(timer.due == 300_000_000)
        #expect(timer.lateness == 290_000_000)
    }

    @Test("after a gap it begins anew")
    func restart() {
        var timer = TickTimer(now: 0)
        timer.restart(at: 7_000_000)
        #expect(timer.dueTicks(at: 27_000_000) == 1)
        #expect(timer.lateness == 0)
    }
}
