import EventStore
import LineCore
import LinePolicy
import Logging
import Modems
import Vocabulary
import Voice

extension LineSession {
    /// Takes note of what the modem says about a call; what has to be done goes before every command that waits.
    func noteCall(_ event: ModemEvent) {
        switch event {
        case .ring, .caller, .waitingCaller: unheardRing.heard(at: .now())
        default: break
        }
        switch event {
        case .ring:
            // A modem without call waiting rings during a call too; the number that follows says more.
            if !calls.isAnswered { calls.ring(at: .now()) }
        case .caller(let number, let type):
            if calls.isAnswered, conversation == nil {
                // Nobody knows yet whom ATA answers.
                let caller = CallDesk.Caller(number: number, type: type)
                if calls.ringing?.caller.map({ caller.isOther(than: $0, knownAsNone: true) }) == true {
                    calls.waitBehind(caller, at: .now())
                }
            } else if calls.isAnswered {
                // The number of a call that was decided without one may still come.
                let caller = CallDesk.Caller(number: number, type: type)
                // Some modems tell the number of the call that was just answered once more.
                if let known = calls.ringing?.caller, known != caller { noteKnock(caller) }
            } else {
                calls.identify(number: number, type: type, at: .now())
            }
        case .waitingCaller(let number, let type):
            let caller = CallDesk.Caller(number: number, type: type)
            if calls.isBusy, conversation == nil || !calls.isAnswered {
                calls.waitBehind(caller, at: .now())
            } else {
                noteKnock(caller)
            }
        case .key(let key): conversation?.press(key)
        case .audioFlow(let isOpen): conversation?.audio.hold(!isOpen)
        default:
            if calls.isAnswered { Task { await lookWhetherCallStands(saidToBeOver: true) } } else { calls.hasEnded() }
        }
        if !isBroughtUp { calls.rangAtBringUp() }
        seeCallThrough()
    }

    /// Begins to see a call through, if one rings and nobody does.
    func seeCallThrough() {
        if calls.isBusy, callTask == nil { callTask = Task { await handleCall() } }
    }

    /// Sees one call through: waits for its number, records and decides, hangs up or answers, closes.
    private func handleCall() async {
        while let step = await nextCallStep() {
            switch step {
            case .ask: await askForNumber()
            case .check: await checkRingingCall()
            case .decide: await decideCall()
            case .hangUp: await hangUpCall()
            case .force: await forceCallToEnd()
            case .answer: await answerCall()
            case .look: await lookWhetherCallRings()
            case .close: await closeCall()
            }
        }
        callTask = nil
        prepareVoiceAgain()
        tell(.callIsOver)
    }

    private func nextCallStep() async -> CallDesk.Step? {
        while let due = calls.nextStep {
            if let step = calls.step(at: .now()) { return step }
            // Indications change the desk while this waits, so it looks again soon.
            let wait = min(max((due - .now()).milliseconds, 0), 50)
            guard await ModemPause.pause(milliseconds: wait + 1) else { return nil }
        }
        return nil
    }

    /// No number came with the RING: the modem's list of calls may have it.
    private func askForNumber() async {
        guard let since = calls.ringing?.since else { return }
        calls.asking()
        guard case .calls(let listed) = await modem.callsListedSoon() else { return }
        let ringing = listed.first { !$0.stands }
        let number = ringing?.number.flatMap { $0.contains(where: \.isNumber) ? $0 : nil }
        calls.listed(
            number.map { CallDesk.Caller(number: $0, type: ringing?.type) },
            otherwise: ringing == nil ? .absent : .withoutNumber, since: since)
    }

    /// Whether a caller who is left ringing has given up: a reply waits for that.
    private func checkRingingCall() async {
        guard let call = calls.ringing else { return }
        switch await modem.listedCalls() {
        case .calls(let listed):
            let isListed = listed.contains { !$0.isOther(than: call.caller?.number) }
            calls.checked(isListed: isListed, afterRing: call.lastRing)
        case .untold: calls.checked(isListed: false, afterRing: call.lastRing)
        case .silent: lose(LineFault(ModemFault.silent(command: "AT+CLCC")))
        }
    }

    private func decideCall() async {
        guard let call = calls.ringing else { return }
        if isLettingGo, call.caller == nil {
            // Whoever opens the port next finds it ringing, and its number.
            return calls.decided(event: 0)
        }
        if call.isLeftover, await wasRecorded(call) {
            calls.decided(event: 0)
            await hangUpCall()
            return
        }
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
            calls.decided(event: 0)
            await speech?.audio.stop()
            await hangUpCall()
            storageFailed(error)
            return keep(.rang(contact, [:], in: context()))
        }
        if let speech, manner == .spoken || manner == .spokenAndText {
            self.speech = speech
            return
        }
        await speech?.audio.stop()
        if isRefused && setup.letsRefusedCallersRing { return }
        if await hangUpCall() == .silent { return }
        await recordCallStep(.rejected, of: calls.ringing?.event, details: ["confirmed": .bool(calls.isGone)])
    }

    /// Who called, and when.
    func contact(of call: CallDesk.Ringing, purpose: Contact.Purpose = .consent) async -> Contact {
        let ringTime = await clock.now() - (Uptime.now() - call.since)
        var contact = Contact(
            kind: .call, sender: sender(of: call.caller), text: nil, isPerson: true, networkTime: ringTime)
        contact.purpose = purpose
        return contact
    }

    /// Hangs up; a call that rings on is hung up on again.
    @discardableResult
    func hangUpCall() async -> HangUpOutcome {
        calls.hangUp(at: .now())
        // NO CARRIER, which ``noteCall(_:)`` sees, is as good as the modem's own list of calls.
        let outcome = await modem.hangUp(of: calls.ringing?.caller?.number)
        switch outcome {
        case .ended: calls.hasEnded()
        // It is brought up afresh, and finds the call then.
        case .silent: lose(LineFault(ModemFault.silent(command: "AT+CHUP")))
        case .ignored: await forceCallToEnd()
        case .untold, .stands: break
        }
        return outcome
    }

    /// Somebody else told a number: most modems say nothing of a caller who gives up, and the next one follows at once.
    private func lookWhetherCallRings() async {
        calls.looked()
        switch await modem.listedCalls() {
        case .calls(let listed):
            if listed.allSatisfy({ $0.isOther(than: calls.ringing?.caller?.number) }) { calls.hasEnded() }
        // Where there is no list, the newest number counts.
        case .untold: calls.hasEnded()
        case .silent: lose(LineFault(ModemFault.silent(command: "AT+CLCC")))
        }
    }

    /// Switches the radio off, which ends every call, and opens the port afresh.
    func forceCallToEnd() async {
        runner.logger.warning(
            "the modem does not end a call: its radio is switched off and on", metadata: ["line": "\(setup.id)"])
        _ = await modem.restartRadio()
        // What was set up may be gone.
        lose(LineFault(.callNotEnded))
    }

    private func closeCall() async {
        guard let call = calls.ringing else { return }
        // One that gave up before its answer is treated as one that was hung up on.
        if call.answersAfter != nil { await endUnanswered(call, fault: nil) }
        let rang = (Uptime.now() - call.since).milliseconds
        var details = callDetails
        details["rang_ms"] = details["rang_ms"] ?? .integer(rang)
        if isLost { details["note"] = "the modem was lost" }
        details["ended_by"] = details["ended_by"] ?? .string(call.hangUps > 0 ? "line" : "caller")
        await recordCallStep(.ended, of: call.event, details: details)
        callDetails = [:]
        calls.close()
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
}
