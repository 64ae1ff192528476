import EventStore
import LineCore
import LinePolicy
import Modems

/// Somebody who calls while another call stands.
extension LineSession {
    /// Somebody calls during a call: told that the line is busy, and texted by the rules of one who is hung up on.
    func noteKnock(_ caller: CallDesk.Caller) {
        // Modems repeat the knock.
        guard calls.isAnswered, !knocks.contains(where: { $0 == caller }) else { return }
        knocks.append(caller)
        Task { await turnAway(caller) }
    }

    private func turnAway(_ caller: CallDesk.Caller) async {
        let contact = await contact(of: CallDesk.Ringing(since: .now(), lastRing: .now(), caller: caller))
        let details: Details = ["during_a_call": true]
        let result: CallResult
        do {
            result = try await store.recordCall(
                contact, details: details, in: context(speaks: false), now: await clock.now(), start: .notNow)
        } catch {
            storageFailed(error)
            keep(.rang(contact, details, in: context()))
            _ = await modem.refuseWaitingCall()
            return
        }
        if result.reason == nil || !setup.letsRefusedCallersRing {
            let isConfirmed = await modem.refuseWaitingCall()
            await recordCallStep(.rejected, of: result.call, details: ["confirmed": .bool(isConfirmed)])
        }
        await recordCallStep(.ended, of: result.call, details: ["ended_by": "line"])
        tell(.callIsOver)
    }
}
