import LineCore
import Modems
import Vocabulary

extension LineSession {
    /// Takes note of what the modem says unasked; the work is done later, one piece at a time.
    func note(_ event: ModemEvent) {
        switch event {
        case .stored(let memory, let index): pending.announce(memory: memory, index: index)
        case .direct(let hex, let length): pending.deliver(PendingWork.DirectDelivery(hex: hex, length: length))
        case .stray(let hex): pending.deliver(PendingWork.DirectDelivery(hex: hex, length: nil, wasAnnounced: false))
        case .sweepNeeded: pending.requestSweep()
        case .registration(let domain, let status):
            guard registration.note(domain, status: status, at: .now()) else { break }
            replyMayGo()
            // No SIM is exchanged without that.
            if !isRegistered { sim.note(.networkLost, at: .now()) }
        case .sim(let sign): sim.note(sign, at: .now())
        case .forgot: noteForgetfulness()
        // A modem that restarts has forgotten its settings: the port is opened afresh.
        case .restarted:
            isLost = true
            // Whatever is in flight will never be answered by this start of the modem.
            Task { await closePort() }
        case .ring, .caller, .waitingCaller, .key, .audioFlow, .callEnded: noteCall(event)
        case .none: break
        }
    }

    /// The network serves the SIM now.
    var isRegistered: Bool { registration.isRegistered }

    /// The network that serves it, or did last, is not its own.
    var isRoaming: Bool { registration.isRoaming }
}
