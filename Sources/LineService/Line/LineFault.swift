import Modems
import SerialPort

/// Why a line does not work now: the state to show, and the sentence.
struct LineFault: Error, Sendable {
    var state: LineState
    var sentence: String
    /// Nothing is there to be brought back: wait for it, do not punish it.
    var isAbsence = false

    init(state: LineState, sentence: String) {
        self.state = state
        self.sentence = sentence
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
    }
}
