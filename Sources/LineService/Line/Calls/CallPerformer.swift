import EventStore
import LineCore
import LinePolicy
import Logging
import Modems
import NIOCore
import Vocabulary

/// Performs what ``LineCore/CallLane`` hands out, and tells it how that ended; nothing is decided here.
extension LineSession {
    /// Takes note of what the modem says about a call.
    func heardCall(_ event: ModemEvent) {
        calls.heard(event, at: .now())
        performCalls()
    }

    /// Takes note of what somebody wants of the calls.
    func ask(ofCalls request: CallRequest) {
        calls.asked(request, at: .now())
        performCalls()
    }

    /// Begins every effect that may happen now, each lane side by side with the others.
    func performCalls() {
        var hasMore = true
        while hasMore {
            hasMore = false
            for lane in CallLane.Lane.allCases {
                guard let effect = calls.next(lane, in: callWorld, at: .now()) else { continue }
                hasMore = true
                if case .bringUpAfresh(let loss) = effect {
                    bringUpAfresh(after: loss)
                    calls.done(.finished, in: lane, at: .now())
                    continue
                }
                Task {
                    let result = await perform(effect)
                    calls.done(result, in: lane, at: .now())
                    performCalls()
                }
            }
        }
        setCallAlarm()
        callsChanged()
    }

    /// What there is now, read in the very step that comes before the effect.
    private var callWorld: CallWorld {
        let setup = setup
        return CallWorld(
            mode: setup.rules.calls, answerAfterRings: setup.answerAfterRings,
            letsRefusedCallersRing: setup.letsRefusedCallersRing,
            isLeaving: isLettingGo || runner.facts.ending != nil || runner.facts.pause?.releasesPort == true,
            hasStorageFault: storageFault != nil, answersNobody: isRoaming && !setup.rules.answersWhileRoaming,
            permission: store.permission)
    }

    private func setCallAlarm() {
        guard let due = calls.due else {
            callWork.alarm?.task.cancel()
            callWork.alarm = nil
            return
        }
        guard callWork.alarm?.due != due else { return }
        callWork.alarm?.task.cancel()
        let wait = max((due - .now()).milliseconds, 0)
        let task = Task {
            guard await ModemPause.pause(milliseconds: wait) else { return }
            callWork.alarm = nil
            performCalls()
        }
        callWork.alarm = CallWork.Alarm(due: due, task: task)
    }

    /// Tells those who wait for it what has become of the calls.
    private func callsChanged() {
        if calls.settled != callWork.settled {
            callWork.settled = calls.settled
            tell(.callIsOver)
        }
        let ready = callWork.waiters.filter { $0.condition(calls) }
        callWork.waiters.removeAll { waiter in ready.contains { $0.id == waiter.id } }
        for waiter in ready { waiter.continuation.resume() }
    }

    /// Waits until the calls satisfy a condition, or the time is up.
    func waitForCalls(atMost time: Span? = nil, until condition: @escaping @Sendable (CallLane) -> Bool) async {
        guard !condition(calls) else { return }
        let id = callWork.makeID()
        let alarm = time.map { time in
            Task {
                if await ModemPause.pause(milliseconds: time.milliseconds) { stopWaiting(id) }
            }
        }
        await withCheckedContinuation { continuation in
            callWork.waiters.append(CallWork.Waiter(id: id, condition: condition, continuation: continuation))
        }
        alarm?.cancel()
    }

    private func stopWaiting(_ id: Int) {
        guard let index = callWork.waiters.firstIndex(where: { $0.id == id }) else { return }
        callWork.waiters.remove(at: index).continuation.resume()
    }

    /// Waits until what is known of calls is written down; once the port is closed, that is soon.
    func waitForCall() async { await waitForCalls { $0.isIdle } }

    /// Ends a call that stands and that nobody here sees through, as after a crash or a lost port.
    ///
    /// False when the modem does not end it: then its radio was switched off and on.
    func endStrayCall() async -> Bool {
        ask(ofCalls: .endStrayCall)
        await waitForCalls { !$0.isLookingForStrayCall }
        return !calls.isLost
    }

    /// Takes note of a call that rang already when the port was opened.
    func takeOverRingingCall() async {
        ask(ofCalls: .findRingingCall)
        await waitForCalls { !$0.isLookingForStrayCall }
    }

    /// The modem has to be brought up afresh.
    private func bringUpAfresh(after loss: CallLoss) {
        switch loss {
        case .silent(let command): lose(LineFault(ModemFault.silent(command: command)))
        case .callNotEnded: lose(LineFault(.callNotEnded))
        }
    }
}
