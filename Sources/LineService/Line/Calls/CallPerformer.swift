import EventStore
import LineCore
import LinePolicy
import Logging
import Modems
import NIOCore
import Vocabulary

/// Performs the effects of ``LineCore/CallLane`` and reports their outcomes; decides nothing itself.
extension LineSession {
    /// Passes a request to the call lane.
    func ask(ofCalls request: CallRequest) { change { $0.asked(request, at: .now()) } }

    /// Sets the alarm for the next effect that is due.
    func setCallAlarm() {
        guard let due = core.calls.due else {
            callResources.alarm?.task.cancel()
            callResources.alarm = nil
            return
        }
        guard callResources.alarm?.due != due else { return }
        callResources.alarm?.task.cancel()
        let wait = max((due - .now()).milliseconds, 0)
        let task = Task {
            guard await ModemPause.pause(milliseconds: wait) else { return }
            callResources.alarm = nil
            performCalls()
        }
        callResources.alarm = CallResources.Alarm(due: due, task: task)
    }

    /// Resumes waiters whose condition on the calls is met.
    func wakeWaiters() {
        let ready = callResources.waiters.filter { $0.condition(core.calls) }
        callResources.waiters.removeAll { waiter in ready.contains { $0.id == waiter.id } }
        for waiter in ready { waiter.continuation.resume() }
    }

    /// Waits until the calls satisfy a condition, or the time limit has passed.
    func waitForCalls(atMost time: Span? = nil, until condition: @escaping @Sendable (CallLane) -> Bool) async {
        guard !condition(core.calls) else { return }
        let id = callResources.makeID()
        let alarm = time.map { time in
            Task {
                if await ModemPause.pause(milliseconds: time.milliseconds) { stopWaiting(id) }
            }
        }
        await withCheckedContinuation { continuation in
            callResources.waiters.append(CallResources.Waiter(id: id, condition: condition, continuation: continuation))
        }
        alarm?.cancel()
    }

    private func stopWaiting(_ id: Int) {
        guard let index = callResources.waiters.firstIndex(where: { $0.id == id }) else { return }
        callResources.waiters.remove(at: index).continuation.resume()
    }

    /// Waits until everything about calls is written; after the port is closed, that is soon.
    func waitForCall() async { await waitForCalls { $0.isIdle } }

    /// Ends an active call that this session did not answer, as after a crash or a lost port.
    ///
    /// False when the modem did not end it, in which case its radio was switched off and on.
    func endStrayCall() async -> Bool {
        ask(ofCalls: .endStrayCall)
        await waitForCalls { !$0.isLookingForStrayCall }
        return core.calls.lostBy != .callNotEnded
    }

    /// Takes over a call that was already ringing when the port was opened.
    func takeOverRingingCall() async {
        ask(ofCalls: .findRingingCall)
        await waitForCalls { !$0.isLookingForStrayCall }
    }
}
