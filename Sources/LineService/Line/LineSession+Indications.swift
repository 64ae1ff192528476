import Modems
import NIOCore

extension LineSession {
    /// Takes note of what the modem says unasked; the work is done later, one piece at a time.
    func note(_ event: ModemEvent) {
        switch event {
        case .stored(let memory, let index): pending.announce(memory: memory, index: index)
        case .direct(let hex): pending.deliver(hex: hex)
        case .sweepNeeded: pending.requestSweep()
        case .registration(let status): noteRegistration(status)
        // A modem that restarts has forgotten its settings: the port is opened afresh.
        case .restarted:
            isLost = true
            // Whatever is in flight will never be answered by this start of the modem.
            Task { await closePort() }
        case .ring, .caller, .waitingCaller, .key, .audioFlow, .callEnded: noteCall(event)
        case .none: break
        }
    }

    /// Registration by 3GPP TS 27.007 7.2: 1, 6, 9 home, 5, 7, 10 roaming.
    func noteRegistration(_ status: Int) {
        let isNowRegistered = [1, 5, 6, 7, 9, 10].contains(status)
        if isNowRegistered != isRegistered {
            conditionIsShown = false
            nextReplyCheck = .now()
        }
        isRegistered = isNowRegistered
        isRoaming = [5, 7, 10].contains(status)
    }
}
