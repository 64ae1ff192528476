import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

struct CallTests {
    private let speaking = LineContext.line(condition: LineCondition(speaks: true))

    private func call(_ sender: Sender = .number(caller), at time: Timestamp = noon) -> Contact {
        Contact(kind: .call, sender: sender, text: nil, isPerson: true, networkTime: time)
    }

    @Test("a caller who is hung up on is texted by the same rules as the sender of a text")
    func callerHung() async throws {
        let box = try TestBox()
        let result = try await box.store.recordCall(
            call(), details: RingDetails(isDuringCall: true), in: .line(), now: noon, start: .notNow)
        #expect(result.reason == nil && result.manner == .text && result.started == nil)
        try await box.store.recordCallStep(.rejected(isConfirmed: true), of: result.call, now: noon)
        try await box.store.recordCallStep(.ended(CallEndDetails(ending: .caller)), of: result.call, now: noon)
        guard case .send(let reply) = try await box.store.begin(in: .line(), now: noon) else {
            return #expect(Bool(false))
        }
        #expect(reply.to == caller)
        #expect(try await box.kinds() == [.callReceived, .replyPlanned, .callRejected, .callEnded])
        let ended = try #require(try await box.last(.callEnded))
        #expect(ended.payload == .callEnded(call: result.call, CallEndDetails(ending: .caller)))
        #expect(ended.sender == caller)
        #expect(ended.cost == nil)
        var counters = LineCounters()
        counters.calls = 1
        counters.queued = 1
        #expect(try await box.counters() == counters)
        #expect(try await box.take(.text("and a text")) == [.repliedInWindow])
    }

    @Test("a call that was active during a crash is ended at the next start, once")
    func callCrash() async throws {
        let box = try TestBox()
        let over = try await box.store.recordCall(call(), in: .line(), now: noon, start: .notNow)
        try await box.store.recordCallStep(.ended(CallEndDetails()), of: over.call, now: noon)
        let cut = try await box.store.recordCall(call(.number(other)), in: .line(), now: noon, start: .notNow)
        _ = try await box.store.recover(now: noon + .seconds(5))
        _ = try await box.store.recover(now: noon + .seconds(9))
        #expect(try await box.kinds().filter { $0 == .callEnded }.count == 2)
        let ended = try #require(try await box.last(.callEnded))
        #expect(ended.details == ["call": .integer(cut.call), "note": "the service was interrupted"])
        #expect(ended.sender == other && ended.at == noon + .seconds(5))
    }

    @Test("a crash during a call ends that call too, and not only that of a second caller")
    func crashDuringCall() async throws {
        let box = try TestBox()
        let stood = try await box.store.recordCall(call(), in: .line(), now: noon, start: .notNow)
        let waited = try await box.store.recordCall(call(.number(other)), in: .line(), now: noon, start: .notNow)
        try await box.store.recordCallStep(.ended(CallEndDetails()), of: waited.call, now: noon)
        for _ in 1...2 { _ = try await box.store.recover(now: noon + .seconds(5)) }
        let ends = try await box.store.events().compactMap { event -> Int64? in
            if case .callEnded(let call, _) = event.payload { call } else { nil }
        }
        #expect(ends == [waited.call, stood.call])
    }

    @Test("a crash while a call is being answered counts as an answer, and is charged")
    func crashWhile() async throws {
        let box = try TestBox()
        let call = try await box.store.recordCall(call(), in: speaking, now: noon, start: .notNow)
        #expect(call.manner == .spoken)
        #expect(try await box.store.commitAnswering(of: call.call, in: speaking, now: noon) != nil)
        #expect(try await box.counters().queued == 0)
        #expect(try await box.store.recover(now: noon + .seconds(5)) == 1)
        #expect(try await box.kinds() == [.callReceived, .replyUnknown, .callEnded])
        let unknown = try #require(try await box.last(.replyUnknown))
        #expect(unknown.cost == Money(micros: 30_000))
        try await box.expectConsistentMoney()
        #expect(try await box.take(.text("again")) == [.repliedInWindow])
    }

    @Test("an event committed after the decision prevents the answer to a caller")
    func wasCommitted() async throws {
        let forbid: [(EventStore) async throws -> Void] = [
            { try await $0.pauseLine("montreal", why: nil, releasePort: false, now: noon) },
            { try await $0.block(.number(caller), note: nil, now: noon) },
        ]
        for change in forbid {
            for isCommitted in [false, true] {
                let box = try TestBox()
                let call = try await box.store.recordCall(call(), in: speaking, now: noon, start: .notNow)
                var permission: Permission?
                if isCommitted {
                    permission = try await box.store.commitAnswering(of: call.call, in: speaking, now: noon)
                    #expect(permission == box.store.permission)
                }
                try await change(box.store)
                if let permission { #expect(permission != box.store.permission) }
                #expect(try await box.store.commitAnswering(of: call.call, in: speaking, now: noon) == nil)
                try await box.store.recordCallStep(.ended(CallEndDetails()), of: call.call, now: noon)
                try await box.expectConsistentMoney()
            }
        }
    }

    @Test("a call that could not be answered costs nothing and may be texted")
    func callCould() async throws {
        let box = try TestBox()
        let first = try await box.store.recordCall(call(), in: speaking, now: noon, start: .notNow)
        #expect(try await box.store.commitAnswering(of: first.call, in: speaking, now: noon) != nil)
        #expect(try await box.store.textInstead(of: first.call, call(), in: .line(), now: noon) == nil)
        try await box.store.recordCallStep(.ended(CallEndDetails()), of: first.call, now: noon)
        guard case .send(let reply) = try await box.store.begin(in: .line(), now: noon) else {
            return #expect(Bool(false))
        }
        #expect(reply.to == caller)
        try await box.expectConsistentMoney()
    }

    @Test("a call that a fault cut off is identified by its caller, its time and its end")
    func callFault() async throws {
        let box = try TestBox()
        let store = box.store
        func isCutOff(_ sender: Sender = .number(caller), line: String = "montreal", after: Timestamp = noon)
            async throws
            -> Bool
        {
            try await store.isCutOffCall(from: sender, line: line, notBefore: after)
        }
        #expect(try await !isCutOff())
        let cut = try await store.recordCall(call(), in: .line(), now: noon, start: .notNow)
        #expect(try await isCutOff())
        #expect(try await !isCutOff(after: noon + .seconds(1)))
        #expect(try await !isCutOff(.number(other)))
        #expect(try await !isCutOff(line: "quebec"))
        try await store.recordCallStep(
            .ended(CallEndDetails(interruption: .modemLost)), of: cut.call, now: noon)
        #expect(try await isCutOff())
        let whole = try await store.recordCall(call(), in: .line(), now: noon, start: .notNow)
        try await store.recordCallStep(.ended(CallEndDetails(ending: .line)), of: whole.call, now: noon)
        #expect(try await !isCutOff())
        _ = try await store.recordCall(call(.withheld), in: .line(), now: noon, start: .notNow)
        #expect(try await isCutOff(.withheld))
        #expect(try await !isCutOff())
    }

    @Test("a call may start its text immediately")
    func callMay() async throws {
        let box = try TestBox()
        let result = try await box.store.recordCall(call(), in: .line(), now: noon, start: .allowed)
        #expect(result.started?.to == caller)
    }

    @Test("a call without a number is recorded as a call")
    func withheldCall() async throws {
        let box = try TestBox()
        let result = try await box.store.recordCall(call(.withheld), in: .line(), now: noon, start: .notNow)
        #expect(result.reason == .withheld)
        let event = try #require(try await box.store.events().first)
        #expect(event.kind == .callReceived && event.sender == nil && event.senderID == nil)
        #expect(try await box.counters().calls == 1)
        #expect(try await box.counters().refused == 1)
    }

    @Test("calls that are only hung up on are refused with `replies_off`")
    func callsOnly() async throws {
        let box = try TestBox()
        let silent = LineContext.line { $0.calls = .hangUp }
        let result = try await box.store.recordCall(call(), in: silent, now: noon, start: .allowed)
        #expect(result.reason == .repliesOff)
    }

    @Test("a spoken reply reserves the price, is charged when answered, and counts for the window")
    func spokenAnswer() async throws {
        let box = try TestBox()
        let result = try await box.store.recordCall(call(), in: speaking, now: noon, start: .allowed)
        #expect(result.manner == .spoken && result.started == nil)
        #expect(try await box.number("SELECT reserved FROM ledger WHERE scope = ''") == 30_000)
        #expect(try await box.store.begin(in: speaking, now: noon) == .nothing)
        #expect(try await box.counters().queued == 0)
        try await box.store.recordCallStep(.answered(rang: nil, rings: nil), of: result.call, now: noon)
        try await box.store.recordCallStep(.answered(rang: nil, rings: nil), of: result.call, now: noon)
        try await box.store.recordCallStep(.ended(CallEndDetails()), of: result.call, now: noon)
        #expect(try await box.kinds() == [.callReceived, .callAnswered, .callAnswered, .callEnded])
        #expect(try await box.store.events()[1].cost == Money(micros: 30_000))
        #expect(try await box.store.events()[2].cost == nil)
        #expect(try await box.number("SELECT spent FROM ledger WHERE scope = ''") == 30_000)
        #expect(try await box.take(.text("a")) == [.repliedInWindow])
        try await box.expectConsistentMoney()
    }

    @Test(
        "a call that was never answered costs nothing and counts for no window",
        arguments: [CallStep.rejected(isConfirmed: true), .ended(CallEndDetails())])
    func callWasNever(step: CallStep) async throws {
        let box = try TestBox()
        let result = try await box.store.recordCall(call(), in: speaking, now: noon, start: .allowed)
        try await box.store.recordCallStep(step, of: result.call, now: noon)
        #expect(try await box.take(.text("a")) == [nil])
        #expect(try await box.number("SELECT count(*) FROM reply WHERE state = 'cancelled' AND reserved = 0") == 1)
        try await box.expectConsistentMoney()
    }

    @Test("spoken replies to withheld callers are counted together")
    func spokenAnswers() async throws {
        let box = try TestBox()
        let two = LineContext.line(condition: LineCondition(speaks: true)) { $0.withheldCallsPerDay = 2 }
        var reasons: [Reason?] = []
        for _ in 0..<3 {
            let result = try await box.store.recordCall(call(.withheld), in: two, now: noon, start: .notNow)
            try await box.store.recordCallStep(.answered(rang: nil, rings: nil), of: result.call, now: noon)
            reasons.append(result.reason)
        }
        #expect(reasons == [nil, nil, .dailyCap])
    }

    @Test("after a crash the price of an unanswered call is released")
    func afterCrash() async throws {
        let box = try TestBox()
        _ = try await box.store.recordCall(call(), in: speaking, now: noon, start: .notNow)
        #expect(try await box.store.recover(now: noon) == 0)
        #expect(try await box.number("SELECT sum(reserved) FROM ledger") == 0)
        try await box.expectConsistentMoney()
    }

    @Test("a step of a call that was not recorded is ignored")
    func stepCall() async throws {
        let box = try TestBox()
        try await box.store.recordCallStep(.ended(CallEndDetails()), of: 42, now: noon)
        #expect(try await box.kinds().isEmpty)
    }

    // MARK: Calls that were to be spoken to

    @Test("a caller to whom the line could not speak is texted instead, and only once")
    func callerCould() async throws {
        let box = try TestBox()
        let result = try await box.store.recordCall(call(), in: speaking, now: noon, start: .notNow)
        let reason = try await box.store.textInstead(of: result.call, call(), in: speaking, now: noon)
        #expect(reason == nil)
        try await box.store.textInstead(of: result.call, call(), in: speaking, now: noon)
        try await box.store.recordCallStep(.ended(CallEndDetails()), of: result.call, now: noon)
        guard case .send(let reply) = try await box.store.begin(in: .line(), now: noon) else {
            return #expect(Bool(false))
        }
        #expect(reply.to == caller)
        #expect(try await box.kinds() == [.callReceived, .replyPlanned, .callEnded])
        #expect(try await box.take(.text("and a text")) == [.repliedInWindow])
        try await box.expectConsistentMoney()
    }

    @Test("a caller who may only be spoken to gets no text, and the events give the reason")
    func callerMay() async throws {
        let box = try TestBox()
        let abroad = call(.number("+33612345678"))
        let result = try await box.store.recordCall(abroad, in: speaking, now: noon, start: .notNow)
        #expect(result.manner == .spoken)
        let reason = try await box.store.textInstead(of: result.call, abroad, in: speaking, now: noon)
        #expect(reason == .destinationNotAllowed)
        let refused = try #require(try await box.last(.refused))
        #expect(refused.reason == .destinationNotAllowed && refused.replyID != nil)
        #expect(try await box.store.begin(in: .line(), now: noon) == .nothing)
        try await box.expectConsistentMoney()
    }

    @Test("an answered call is not texted instead")
    func callWas() async throws {
        let box = try TestBox()
        let result = try await box.store.recordCall(call(), in: speaking, now: noon, start: .notNow)
        try await box.store.recordCallStep(.answered(rang: nil, rings: nil), of: result.call, now: noon)
        try await box.store.textInstead(of: result.call, call(), in: speaking, now: noon)
        #expect(try await box.kinds() == [.callReceived, .callAnswered])
    }

    @Test("the STOP key is recorded as a STOP, once, and only for a caller with a number")
    func keyMeans() async throws {
        let box = try TestBox()
        let result = try await box.store.recordCall(call(), in: speaking, now: noon, start: .notNow)
        try await box.store.stopCaller(of: result.call, now: noon)
        try await box.store.stopCaller(of: result.call, now: noon)
        #expect(try await box.kinds() == [.callReceived, .senderStopped])
        let again = try await box.store.recordCall(
            call(), in: speaking, now: noon + .days(3), start: .notNow)
        #expect(again.reason == .stopRequested)
        let withheld = try await box.store.recordCall(call(.withheld), in: speaking, now: noon, start: .notNow)
        try await box.store.stopCaller(of: withheld.call, now: noon)
        #expect(try await box.kinds().filter { $0 == .senderStopped }.count == 1)
    }

    @Test("the operator's trial call is answered in every mode but shadow, and counts for no limit")
    func operatorsTry() async throws {
        let box = try TestBox()
        var trial = call()
        trial.purpose = .verification
        for mode in [CallMode.auto, .hangUp, .hangUpAndText, .speak, .speakAndText] {
            let line = LineContext.line(condition: LineCondition(speaks: true)) { $0.calls = mode }
            let result = try await box.store.recordCall(trial, in: line, now: noon, start: .notNow)
            #expect(result.manner == .spoken && result.reason == nil)
            try await box.store.recordCallStep(.answered(rang: nil, rings: nil), of: result.call, now: noon)
        }
        let shadow = LineContext.line(condition: LineCondition(speaks: true)) { $0.mode = .shadow }
        #expect(try await box.store.recordCall(trial, in: shadow, now: noon, start: .notNow).reason == .shadow)
        #expect(try await box.take(.text("hello")) == [nil])
        try await box.expectConsistentMoney()
    }
}
