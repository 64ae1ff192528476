import LineConfiguration
import LineCore
import Modems
import SerialPort
import Vocabulary

/// Why a line does not work now: the state to show, and the notice.
struct LineFault: Error, Sendable {
    var state: LineState
    var notice: Notice
    /// There is no modem to recover: the line waits for a signal that something has changed.
    var isAbsence = false
    /// The modem does not answer at all, so no command can recover it.
    var isUnresponsive = false
    /// How far the recovery ladder may go.
    var remedy = RecoveryLadder.Remedy.none

    init(state: LineState, _ notice: Notice) {
        self.state = state
        self.notice = notice
    }

    /// Nothing is plugged in.
    init(absence notice: Notice) {
        self.init(state: .absent, notice)
        isAbsence = true
    }

    /// A fault that passes within seconds.
    init(waiting notice: Notice) {
        self.init(state: .starting, notice)
        isAbsence = true
    }

    /// A fault that the directory recovers from, and then wakes the line.
    init(leftToTheDirectory notice: Notice, state: LineState = .failed) {
        self.init(state: state, notice)
        isAbsence = true
    }

    init(_ error: SerialPortError) {
        notice = Notice(error)
        switch error {
        case .missing:
            state = .absent
            isAbsence = true
        case .settling:
            state = .starting
            isAbsence = true
        case .hung:
            state = .failed
            remedy = .reset
            isUnresponsive = true
        case .permissionDenied, .notATTY, .held, .system: state = .failed
        }
    }

    init(_ fault: ModemFault) {
        notice = Notice(fault)
        state =
            switch fault {
            case .lost: .absent
            case .simMissing: .simMissing
            case .simPIN, .simPUK, .simLocked: .pinRequired
            case .notAModem, .silent, .simBusy, .storeBusy, .textModeOnly, .refused: .failed
            }
        isAbsence = fault == .lost
        isUnresponsive = fault == .silent(command: "AT") || fault == .notAModem
        remedy =
            switch fault {
            case .silent, .refused, .storeBusy, .notAModem: .reset
            case .simMissing, .simBusy: .radio
            // No recovery step gives a modem a feature that it lacks.
            case .lost, .simPIN, .simPUK, .simLocked, .textModeOnly: .none
            }
    }

    /// Any error of a line at work.
    init(of error: any Error) {
        switch error {
        case let fault as LineFault: self = fault
        case let fault as ModemFault: self.init(fault)
        case let error as SerialPortError: self.init(error)
        case let fault as PINFile.Fault: self.init(state: .pinRequired, fault.notice)
        default: self.init(state: .failed, .internalFault("\(error)"))
        }
    }
}

extension RecoveryLadder {
    /// Notes a failure of a line.
    mutating func next(after fault: LineFault, at now: Uptime) -> Try {
        next(after: Fault(remedy: fault.remedy, isUnresponsive: fault.isUnresponsive), at: now)
    }
}
