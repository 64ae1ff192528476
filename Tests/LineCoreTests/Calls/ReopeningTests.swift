import LinePolicy
import Testing
import Vocabulary

@testable import LineCore

/// The state of calls that is kept from one opening of the port to the next.
struct ReopeningTests {
    @Test("a call that rang when the port was lost may ring on, until the modem shows that it does not")
    func ringBeforeReopening() {
        let now = Uptime(milliseconds: 1_000_000)
        var before = CallLane()
        before.heard(.ring, at: now)
        before.asked(.modemLost, at: now + .seconds(1))
        var lane = CallLane(memory: before.memory)
        #expect(lane.mayRing(latestIndication: .zero, at: now + .seconds(3)))
        #expect(!lane.mayRing(latestIndication: .zero, at: now + .seconds(10)))
        lane.asked(.findRingingCall, at: now + .seconds(2))
        let world = CallWorld(mode: .hangUp, permission: Permission(generation: 0))
        #expect(lane.next(.modem, in: world, at: now + .seconds(2)) == .askCalls(soon: false))
        // A refused list proves nothing; an empty one does.
        var refused = lane
        refused.done(.calls(.unsupported), in: .modem, at: now + .seconds(3))
        #expect(refused.mayRing(latestIndication: .zero, at: now + .seconds(3)))
        lane.done(.calls(.calls([])), in: .modem, at: now + .seconds(3))
        #expect(!lane.mayRing(latestIndication: .zero, at: now + .seconds(3)))
    }

    @Test("a caller who rings while the previous one is hung up is looked for, and delays a reply until then")
    func ringInHangUp() {
        let now = Uptime(milliseconds: 1_000_000)
        let world = CallWorld(mode: .hangUp, permission: Permission(generation: 0))
        var lane = CallLane()
        lane.asked(.identified, at: now)
        lane.asked(.broughtUp, at: now)
        #expect(lane.next(.sound, in: world, at: now) == .lookForVoice(forTrial: false))
        lane.done(.voice(VoiceLook(commands: nil)), in: .sound, at: now)
        lane.heard(.ring, at: now)
        lane.heard(.caller(number: "+15145550123", type: 145), at: now)
        #expect(lane.next(.store, in: world, at: now) != nil)
        lane.done(.recorded(call: 1, reason: nil, manner: nil), in: .store, at: now)
        #expect(lane.next(.modem, in: world, at: now) == .hangUp(number: "+15145550123"))
        lane.heard(.ring, at: now + .milliseconds(200))
        let then = now + .milliseconds(300)
        lane.done(.hungUp(.ended), in: .modem, at: then)
        while lane.next(.store, in: world, at: then) != nil { lane.done(.finished, in: .store, at: then) }
        #expect(lane.call == nil && lane.mayRing(latestIndication: .zero, at: then))
        #expect(lane.next(.modem, in: world, at: then) == .askCalls(soon: false))
        let next = ListedCall(stands: false, number: "+15145550124", type: 145)
        lane.done(.calls(.calls([next])), in: .modem, at: then)
        #expect(lane.call?.caller?.number == "+15145550124")
    }

    @Test("a second caller who rings on when the first call is hung up is looked for too")
    func waitingCallerRingsOn() {
        var bench = CallBench(.speak)
        bench.took = { if case .hangUp = $0 { 600 } else { 20 } }
        bench.at(0, .calls("+15145550123", rings: 12))
        bench.at(2, .modem(.waitingCaller(number: "+15145550124", type: 145)))
        bench.run(seconds: 2.5)
        while bench.first(\.isHangUp) == nil, bench.step(until: bench.start + .seconds(60)) {}
        bench.lane.heard(.ring, at: bench.now + .milliseconds(300))
        bench.run(seconds: 60)
        let hungUp = bench.log.firstIndex { $0.effect.isHangUp } ?? 0
        #expect(bench.log[hungUp...].contains { $0.effect.isAsking })
    }
}
