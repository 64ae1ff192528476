import EventStore
import LinePolicy
import Logging
import Modems
import NIOCore
import Voice

extension LineSession {
    /// Takes note of what the modem says about a call; what has to be done goes before every command that waits.
    func noteCall(_ event: ModemEvent) {
        switch event {
        case .ring:
            // A modem without call waiting rings during a call too; the number that follows says more.
            if !calls.isAnswered { calls.ring(at: .now()) }
        case .caller(let number, let type):
            if calls.isAnswered {
                // The number of a call that was decided without one may still come.
                if calls.ringing?.caller != nil { noteKnock(CallDesk.Caller(number: number, type: type)) }
            } else {
                calls.identify(number: number, type: type, at: .now())
            }
        case .waitingCaller(let number, let type): noteKnock(CallDesk.Caller(number: number, type: type))
        case .key(let key): conversation?.press(key)
        case .audioFlow(let isOpen): conversation?.audio.hold(!isOpen)
        default:
            if calls.isAnswered { Task { await lookWhetherCallStands(saidToBeOver: true) } } else { calls.hasEnded() }
        }
        if calls.isBusy, callTask == nil { callTask = Task { await handleCall() } }
    }

    /// Sees one call through: waits for its number, records and decides, hangs up or answers, closes.
    private func handleCall() async {
        while let step = await nextCallStep() {
            switch step {
            case .decide: await decideCall()
            case .hangUp: await hangUpCall()
            case .force: await forceCallToEnd()
            case .answer: await answerCall()
            case .close: await closeCall()
            }
        }
        callTask = nil
        nextReplyCheck = .now()
        wake.wake()
    }

    private func nextCallStep() async -> CallDesk.Step? {
        while let due = calls.nextStep {
            if let step = calls.step(at: .now()) { return step }
            // Indications change the desk while this waits, so it looks again soon.
            let wait = min(max((due - .now()).nanoseconds, 0), 50_000_000)
            guard await ModemPause.pause(milliseconds: wait / 1_000_000 + 1) else { return nil }
        }
        return nil
    }

    private func decideCall() async {
        guard let call = calls.ringing else { return }
        let isVanished = calls.hasFallenSilent(at: .now())
        let trial = isVanished ? nil : await runner.openTrial
        let speech = isVanished ? nil : await openSpeech(forTrial: trial)
        let isTrial = speech?.trial != nil
        let contact = await contact(of: call, purpose: isTrial ? .verification : .consent)
        var manner: ReplyPlan.Manner?
        var isRefused = true
        do {
            let result = try await store.recordCall(
                contact, details: isTrial ? ["verification": true] : [:], in: context(speaks: speech != nil),
                now: await clock.now(), start: .notNow)
            isRefused = result.reason != nil
            manner = result.manner
            let speaks = manner == .spoken || manner == .spokenAndText
            calls.decided(event: result.call, answerAfter: speaks ? (isTrial ? 1 : setup.answerAfterRings) : nil)
            if let reason = result.reason, isTrial { await runner.trialRefused(reason) }
        } catch {
            await storageFailed(error)
            calls.decided(event: 0)
        }
        if let speech, manner == .spoken || manner == .spokenAndText {
            self.speech = speech
            return
        }
        await speech?.audio.stop()
        if isRefused && setup.letsRefusedCallersRing { return }
        await hangUpCall()
        await recordCallStep(.rejected, of: calls.ringing?.event, details: ["confirmed": .bool(calls.isGone)])
    }

    /// Who called, and when.
    func contact(of call: CallDesk.Ringing, purpose: Contact.Purpose = .consent) async -> Contact {
        let ringTime = await clock.now() - Span(milliseconds: (NIODeadline.now() - call.since).nanoseconds / 1_000_000)
        var contact = Contact(
            kind: .call, sender: sender(of: call.caller), text: nil, isPerson: true, networkTime: ringTime)
        contact.purpose = purpose
        return contact
    }

    /// Hangs up; a call that rings on is hung up on again.
    func hangUpCall() async {
        calls.hangUp(at: .now())
        // NO CARRIER, which ``noteCall(_:)`` sees, is as good as the modem's own list of calls.
        if await modem.hangUp() { calls.hasEnded() }
    }

    /// Switches the radio off, which ends every call, and opens the port afresh.
    func forceCallToEnd() async {
        runner.logger.warning(
            "the modem does not end a call: its radio is switched off and on", metadata: ["line": "\(setup.id)"])
        _ = await modem.restartRadio()
        calls.hasEnded()
        // What was set up may be gone.
        isLost = true
        wake.wake()
    }

    private func closeCall() async {
        guard let call = calls.ringing else { return }
        // One that gave up before its answer is treated as one that was hung up on.
        if call.answersAfter != nil { await endUnanswered(call, fault: nil) }
        let rang = (NIODeadline.now() - call.since).nanoseconds / 1_000_000
        var details = callDetails
        details["rang_ms"] = details["rang_ms"] ?? .integer(rang)
        details["ended_by"] = details["ended_by"] ?? .string(call.hangUps > 0 ? "line" : "caller")
        await recordCallStep(.ended, of: call.event, details: details)
        callDetails = [:]
        calls.close()
    }

    func recordCallStep(_ step: CallStep, of event: Int64?, details: Details) async {
        guard let event, event != 0 else { return }
        do {
            try await store.recordCallStep(step, of: event, details: details, now: await clock.now())
        } catch {
            await storageFailed(error)
        }
    }

    private func sender(of caller: CallDesk.Caller?) -> Sender {
        guard let caller, !caller.number.isEmpty else { return .withheld }
        // Type of number in bits 5 to 7 (3GPP TS 24.008 10.5.4.7): 1 international, 2 national.
        let kind: AddressKind =
            switch (caller.type ?? 129) >> 4 & 0b111 {
            case 1: .international
            case 2: .national
            default: .unknown
            }
        return Sender(address: caller.number, kind: kind, lineCountry: setup.country)
    }

    // MARK: A second caller

    /// Somebody calls during a call: told that the line is busy, and texted by the rules of one who is hung up on.
    private func noteKnock(_ caller: CallDesk.Caller) {
        // Modems repeat the knock, and some tell the number of the call that was just answered once more.
        guard calls.isAnswered, caller != calls.ringing?.caller, !knocks.contains(where: { $0 == caller }) else {
            return
        }
        knocks.append(caller)
        Task { await turnAway(caller) }
    }

    private func turnAway(_ caller: CallDesk.Caller) async {
        let knock = CallDesk.Ringing(since: .now(), lastRing: .now(), caller: caller)
        let result: CallResult
        do {
            result = try await store.recordCall(
                contact(of: knock), details: ["during_a_call": true], in: context(speaks: false),
                now: await clock.now(), start: .notNow)
        } catch {
            return await storageFailed(error)
        }
        if result.reason == nil || !setup.letsRefusedCallersRing {
            let isConfirmed = await modem.refuseWaitingCall()
            await recordCallStep(.rejected, of: result.call, details: ["confirmed": .bool(isConfirmed)])
        }
        await recordCallStep(.ended, of: result.call, details: ["ended_by": "line"])
        nextReplyCheck = .now()
    }
}
