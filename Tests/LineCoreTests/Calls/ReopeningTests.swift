import LinePolicy
import Testing
import Vocabulary

@testable import LineCore

/// What is remembered of calls from one opening of the port to the next.
struct ReopeningTests {
    @Test("a call that rang when the port was lost may ring on, until the modem says that it does not")
    func ringBeforeReopening() {
        let now = Uptime(milliseconds: 1_000_000)
        var before = CallLane()
        before.heard(.ring, at: now)
        before.asked(.modemLost, at: now + .seconds(1))
        var lane = CallLane(memory: before.memory)
        #expect(lane.mayRing(newestSign: .zero, at: now + .seconds(3)))
        #expect(!lane.mayRing(newestSign: .zero, at: now + .seconds(10)))
        lane.asked(.findRingingCall, at: now + .seconds(2))
        let world = CallWorld(mode: .hangUp, permission: Permission(generation: 0))
        #expect(lane.next(.modem, in: world, at: now + .seconds(2)) == .askCalls(soon: false))
        // A list that is refused says nothing; one that is empty does.
        var refused = lane
        refused.done(.calls(.unsupported), in: .modem, at: now + .seconds(3))
        #expect(refused.mayRing(newestSign: .zero, at: now + .seconds(3)))
        lane.done(.calls(.calls([])), in: .modem, at: now + .seconds(3))
        #expect(!lane.mayRing(newestSign: .zero, at: now + .seconds(3)))
    }
}
