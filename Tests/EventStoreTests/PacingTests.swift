import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

struct PacingTests {
    private func text(_ number: Int) -> IncomingMessage { .text("x", from: "+1514555\(3_000 + number)") }

    @Test("an hourly cap delays further replies, and refuses none")
    func hour() async throws {
        let box = try TestBox()
        let context = LineContext.line { $0.repliesPerHour = 2 }
        #expect(try await box.answer(text(0), in: context) != nil)
        #expect(try await box.answer(text(1), in: context, now: noon + .minutes(10)) != nil)
        #expect(try await box.answer(text(2), in: context, now: noon + .minutes(20)) == nil)
        let next = try await box.store.begin(in: context, now: noon + .minutes(59))
        guard case .waitUntil(let due) = next else { return #expect(Bool(false), "\(next)") }
        #expect(due > noon + .hours(1) && due < noon + .hours(1) + .seconds(1))
        guard case .send = try await box.store.begin(in: context, now: due) else {
            return #expect(Bool(false), "it still waits")
        }
        #expect(try await !box.kinds().contains(.refused))
    }

    @Test("a reply that is longer than the cap is sent when no other was")
    func longReply() async throws {
        let box = try TestBox()
        let context = LineContext.line {
            $0.repliesPerHour = 2
            $0.replyParts = 3
        }
        #expect(try await box.answer(text(0), in: context) != nil)
        #expect(try await box.answer(text(1), in: context, now: noon + .minutes(1)) == nil)
    }

    @Test("after five refusals in a row a SIM waits twice as long each time, until one reply is sent")
    func backoff() async throws {
        let box = try TestBox()
        var now = noon
        var waits: [Int64] = []
        for number in 0..<9 {
            now = now + .seconds(6)
            let result = try await box.store.ingest([text(number)], in: .line(), now: now, start: .allowed)
            var started = result.started
            if started == nil, case .waitUntil(let due) = try await box.store.begin(in: .line(), now: now) {
                waits.append((due - now).milliseconds / 1_000)
                now = due
                if case .send(let reply) = try await box.store.begin(in: .line(), now: now) { started = reply }
            }
            let reply = try #require(started)
            try await box.store.settle(
                Settlement(reply: reply.id, outcome: .failed(.answered(answer: "+CMS ERROR: 50"))), now: now)
        }
        #expect(waits == [6, 18, 42, 90])
        let working = try await box.store.begin(in: .line(), now: now + .hours(2))
        #expect(working == .nothing)
        #expect(try await box.answer(text(20), now: now + .hours(2)) != nil)
        #expect(try await box.answer(text(21), now: now + .hours(2)) != nil)
    }

    @Test("refusals caused by the recipient do not count, so that a stranger cannot silence a line")
    func recipients() async throws {
        let box = try TestBox()
        for number in 0..<12 {
            let reply = try await box.answer(
                text(number), now: noon,
                outcome: .failed(.answered(answer: "+CMS ERROR: \([1, 21, 27, 28, 30][number % 5])")))
            #expect(reply != nil)
        }
    }

    @Test("a refusal that a wrong clock dated into the future delays nobody")
    func wrongClock() async throws {
        let box = try TestBox()
        for number in 0..<6 {
            _ = try await box.answer(
                text(number), now: noon + .days(Int64(900 + number)),
                outcome: .failed(.answered(answer: "+CMS ERROR: 50")))
        }
        #expect(try await box.answer(text(9), now: noon) != nil)
    }
}
