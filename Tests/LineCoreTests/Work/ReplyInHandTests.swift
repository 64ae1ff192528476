import SeededRandom
import Testing
import Vocabulary

@testable import LineCore

/// A reply being sent: inputs between two of its steps decide, and nothing is sent twice.
struct ReplyInHandTests {
    private typealias World = ReplyInHand.World
    private let now = Uptime(milliseconds: 1_000_000)

    private func hand(parts count: Int) -> ReplyInHand {
        let reply = OutgoingReply(
            id: 1, to: "+15145550123", text: "", part: 0, parts: count, attempt: 0,
            permission: Permission(generation: 0))
        return ReplyInHand(reply, parts: count, at: now)
    }

    private static let obstacles: [(String, @Sendable (inout World) -> Void)] = [
        ("a call", { $0.hasCall = true }), ("the end", { $0.isEnding = true }), ("no SIM", { $0.hasSIM = false }),
        ("no network", { $0.isRegistered = false }), ("a SIM in doubt", { $0.isSIMInDoubt = true }),
    ]

    @Test("a reply of which nothing was written goes back, whatever happened")
    func nothingWas() {
        let hand = hand(parts: 3)
        #expect(hand.step(in: World(), at: now) == .send(part: 0))
        for (name, change) in Self.obstacles {
            var world = World()
            change(&world)
            #expect(hand.step(in: world, at: now) == .takeBack, "\(name)")
        }
        #expect(hand.step(in: World(isLeaving: true), at: now) == .takeBack)
        #expect(hand.step(in: World(isPermitted: false), at: now) == .ask)
    }

    @Test("a begun reply waits for the end of a call, and ends with the SIM, the port or the service")
    func wasBegun() {
        var hand = hand(parts: 3)
        hand.accepted()
        #expect(hand.step(in: World(), at: now) == .commit(part: 1))
        // A line that starts over sends the remaining parts.
        #expect(hand.step(in: World(isLeaving: true), at: now) == .commit(part: 1))
        #expect(hand.step(in: World(hasCall: true), at: now) == .wait)
        #expect(hand.step(in: World(isRegistered: false), at: now) == .wait)
        #expect(hand.step(in: World(isSIMInDoubt: true), at: now) == .wait)
        for world in [World(isEnding: true), World(hasSIM: false)] {
            guard case .giveUp = hand.step(in: world, at: now) else { return #expect(Bool(false)) }
        }
        // Between its commit and the command the same conditions apply, and then it is no attempt.
        hand.committed(hand.permission)
        #expect(hand.step(in: World(), at: now) == .send(part: 1))
        for (name, change) in Self.obstacles {
            var world = World()
            change(&world)
            #expect(hand.step(in: world, at: now) == .takeBack, "\(name)")
        }
        #expect(hand.step(in: World(isPermitted: false), at: now) == .takeBack)
        hand.tookBack(at: now)
        #expect(hand.step(in: World(), at: now) == .commit(part: 1))
    }

    @Test("it is held for two minutes at most for each part, and checked every second or when woken")
    func heldTwo() {
        var hand = hand(parts: 3)
        hand.accepted()
        hand.held(at: now)
        #expect(hand.due == now + .seconds(1))
        hand.wake(at: now + .milliseconds(100))
        #expect(hand.due == now + .milliseconds(100))
        hand.held(at: now + .seconds(60))
        #expect(hand.step(in: World(hasCall: true), at: now + .seconds(119)) == .wait)
        guard case .giveUp = hand.step(in: World(hasCall: true), at: now + .seconds(120)) else {
            return #expect(Bool(false))
        }
        hand.committed(hand.permission)
        hand.accepted()
        #expect(hand.step(in: World(hasCall: true), at: now + .seconds(120)) == .wait)
    }

    @Test("in any order of events, no part is sent twice and none while forbidden")
    func whateverHappens() {
        let fresh = hand(parts: 3)
        for seed in 0..<2_000 {
            var random = SeededGenerator(seed: UInt64(seed))
            var (hand, clock, sent) = (fresh, now, [Int]())
            var isOver = false
            for _ in 0..<60 where !isOver {
                clock = clock + .milliseconds(Int64.random(in: 0...20_000, using: &random))
                let world = World(
                    hasCall: Int.random(in: 0..<4, using: &random) == 0,
                    isEnding: Int.random(in: 0..<60, using: &random) == 0,
                    hasSIM: Int.random(in: 0..<60, using: &random) != 0,
                    isRegistered: Int.random(in: 0..<8, using: &random) != 0,
                    isPermitted: Int.random(in: 0..<4, using: &random) != 0)
                switch hand.step(in: world, at: clock) {
                case .send(let part):
                    #expect(
                        !world.hasCall && !world.isEnding && world.hasSIM && world.isRegistered && world.isPermitted)
                    sent.append(part)
                    hand.accepted()
                    isOver = hand.isComplete
                case .commit:
                    if Bool.random(using: &random) { hand.committed(hand.permission) } else { hand.held(at: clock) }
                case .ask: hand.permitted(hand.permission)
                case .takeBack:
                    #expect(hand.isCommitted)
                    if hand.isBegun { hand.tookBack(at: clock) } else { isOver = true }
                case .wait: hand.held(at: clock)
                case .giveUp:
                    #expect(hand.isBegun && !hand.isCommitted)
                    isOver = true
                }
            }
            #expect(sent == Array(0..<sent.count))
            #expect(isOver, "it is held for ever")
        }
    }
}

struct TurnsTests {
    @Test("replies get as much time as the readings took, and no debt remains without a due reply")
    func repliesGet() {
        var turns = Turns()
        turns.spent(reading: .milliseconds(30))
        #expect(!turns.isReplyTurn)
        turns.spent(reading: .milliseconds(600))
        #expect(turns.isReplyTurn)
        turns.spent(replying: .milliseconds(300))
        #expect(turns.isReplyTurn)
        turns.spent(replying: .milliseconds(300))
        #expect(!turns.isReplyTurn)
        turns.spent(reading: .hours(1))
        turns.spent(replying: .seconds(5))
        #expect(!turns.isReplyTurn)
        turns.spent(reading: .seconds(1))
        turns.noReply()
        #expect(!turns.isReplyTurn)
    }
}

struct PendingRingTests {
    @Test("a ring on the wire counts until it is handled, and for a second if its event was dropped")
    func ringWire() {
        let now = Uptime(milliseconds: 1_000_000)
        var ring = PendingRing()
        #expect(!ring.isThere(latestIndication: .zero, at: now))
        #expect(ring.isThere(latestIndication: now, at: now))
        #expect(!ring.isThere(latestIndication: now, at: now + .seconds(1)))
        ring.heard(at: now + .milliseconds(1))
        #expect(!ring.isThere(latestIndication: now, at: now + .milliseconds(1)))
        #expect(ring.isThere(latestIndication: now + .seconds(3), at: now + .seconds(3)))
    }
}
