import Modems
import SerialPort

/// Why a line does not work now: the state to show, and the sentence.
struct LineFault: Error, Sendable {
    var state: LineState
    var sentence: String
    /// Nothing is there to be brought back: wait for it, do not punish it.
    var isAbsence = false
    /// How far the ladder may go to mend it.
    var remedy = Remedy.none

    /// What may be done to a modem that does not work.
    enum Remedy: Comparable {
        /// Nothing helps but a person, or time.
        case none
        /// Its radio may be switched off and on, which also makes it look for its SIM again.
        case radio
        /// Anything up to a reset of its USB port.
        case reset
    }

    init(state: LineState, sentence: String) {
        self.state = state
        self.sentence = sentence
    }

    /// Nothing is plugged in.
    init(absence sentence: String) {
        self.init(state: .absent, sentence: sentence)
        isAbsence = true
    }

    /// It is only a matter of seconds.
    init(waiting sentence: String) {
        self.init(state: .starting, sentence: sentence)
        isAbsence = true
    }

    init(_ error: SerialPortError) {
        sentence = error.description
        switch error {
        case .missing:
            state = .absent
            isAbsence = true
        case .permissionDenied, .notATTY, .held, .system: state = .failed
        }
    }

    init(_ fault: ModemFault) {
        sentence = fault.description
        state =
            switch fault {
            case .lost: .absent
            case .simMissing: .simMissing
            case .simLocked: .pinRequired
            case .notAModem, .silent, .simBusy, .refused: .failed
            }
        isAbsence = fault == .lost
        remedy =
            switch fault {
            case .silent, .refused, .notAModem: .reset
            case .simMissing, .simBusy: .radio
            case .lost, .simLocked: .none
            }
    }
}
