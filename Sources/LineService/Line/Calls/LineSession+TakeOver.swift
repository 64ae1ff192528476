import ControlAPI
import EventStore
import LineCore
import LinePolicy
import Logging
import Modems
import Vocabulary

/// Calls that were there before the port was opened.
extension LineSession {
    /// Ends a call that stands and that nobody here sees through, as after a crash or a lost port.
    ///
    /// False when the modem does not end it: then its radio was switched off and on.
    func endStrayCall() async -> Bool {
        guard !calls.isBusy else { return true }
        guard case .calls(let listed) = await modem.listedCalls(), let stray = listed.first(where: \.stands) else {
            await runner.note(ghostCall: false)
            return true
        }
        if await runner.hasGhostCall {
            // Switching the radio off did not take it off the list: there is none, or nothing ends it. Texts go on.
            _ = await modem.hangUp(of: stray.number)
            return true
        }
        for attempt in 1...CallDesk.mostHangUps {
            // Somebody may call meanwhile, and be answered.
            guard !calls.isBusy else { return true }
            let outcome = await modem.hangUp(of: stray.number)
            if outcome == .ended || outcome == .untold { return true }
            if outcome == .ignored { break }
            guard await ModemPause.pause(milliseconds: CallDesk.pause(after: attempt)) else { break }
        }
        runner.logger.warning(
            "the modem does not end a call that nobody answered: its radio is switched off and on",
            metadata: ["line": "\(setup.id)"])
        _ = await modem.restartRadio()
        await runner.note(ghostCall: true)
        return false
    }

    /// Takes note of a call that rang already when the port was opened.
    func takeOverRingingCall() async {
        guard !calls.isBusy, case .calls(let listed) = await modem.listedCalls(),
            let call = listed.first(where: { !$0.stands }), !calls.isBusy
        else { return }
        calls.found(CallDesk.Caller(number: call.number ?? "", type: call.type), at: .now())
        seeCallThrough()
    }

    /// Whether a call that was found ringing is the one that a crash or a lost port cut off just now.
    func wasRecorded(_ call: CallDesk.Ringing) async -> Bool {
        let longest = CallDesk.longestRinging
        do {
            return try await store.isCutOffCall(
                from: contact(of: call).sender, line: setup.id, notBefore: await clock.now() - longest)
        } catch {
            storageFailed(error)
            return false
        }
    }
}
