import EventStore
import LinePolicy
import Modems
import NIOCore

extension LineSession {
    /// Takes note of what the modem says about a call; the hang-up goes before every command that waits.
    func noteCall(_ event: ModemEvent) {
        switch event {
        case .ring: calls.ring(at: .now())
        case .caller(let number, let type): calls.identify(number: number, type: type, at: .now())
        default: calls.hasEnded()
        }
        if calls.isBusy, callTask == nil { callTask = Task { await handleCall() } }
    }

    /// Sees one call through: waits for its number, records and decides, hangs up, closes.
    private func handleCall() async {
        while let step = await nextCallStep() {
            switch step {
            case .decide: await decideCall()
            case .hangUpAgain: await hangUpCall()
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
        let ringTime = await clock.now() - Span(milliseconds: (NIODeadline.now() - call.since).nanoseconds / 1_000_000)
        let contact = Contact(
            kind: .call, sender: sender(of: call.caller), text: nil, isPerson: true, networkTime: ringTime)
        var isRefused = true
        do {
            let result = try await store.recordCall(
                contact, in: context(), now: await clock.now(), start: .notNow)
            isRefused = result.reason != nil
            calls.decided(event: result.call)
        } catch {
            await storageFailed(error)
            calls.decided(event: 0)
        }
        if isRefused && setup.letsRefusedCallersRing { return }
        await hangUpCall()
        await recordCallStep(.rejected, details: ["confirmed": .bool(calls.isGone)])
    }

    /// Hangs up; a call that rings on is hung up on again.
    private func hangUpCall() async {
        calls.hangUp(at: .now())
        // NO CARRIER, which ``noteCall(_:)`` sees, is as good as the modem's own list of calls.
        if await modem.hangUp() { calls.hasEnded() }
    }

    private func closeCall() async {
        guard let call = calls.ringing else { return }
        let rang = (NIODeadline.now() - call.since).nanoseconds / 1_000_000
        await recordCallStep(.ended, details: ["rang_ms": .integer(rang)])
        calls.close()
    }

    private func recordCallStep(_ step: CallStep, details: Details) async {
        guard let event = calls.ringing?.event, event != 0 else { return }
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
}
