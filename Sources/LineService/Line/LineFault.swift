import ControlAPI
import LineConfiguration
import Modems
import SerialPort
import Vocabulary

/// Why a line does not work now: the state to show, and the sentence.
struct LineFault: Error, Sendable {
    var state: LineState
    var sentence: String
    /// The same for programs.
    var code: NoticeCode
    /// Nothing is there to be brought back by the line: it waits until it is told that something has changed.
    var isAbsence = false
    /// The modem answers nothing at all: no command can mend it.
    var isDeaf = false
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

    init(state: LineState, _ code: NoticeCode, sentence: String) {
        self.state = state
        self.code = code
        self.sentence = sentence
    }

    /// Nothing is plugged in.
    init(absence sentence: String, _ code: NoticeCode = .modemMissing) {
        self.init(state: .absent, code, sentence: sentence)
        isAbsence = true
    }

    /// It is only a matter of seconds.
    init(waiting sentence: String, _ code: NoticeCode = .modemStarting) {
        self.init(state: .starting, code, sentence: sentence)
        isAbsence = true
    }

    /// The directory brings the modem back, and says when.
    init(leftToTheDirectory sentence: String, state: LineState = .failed, _ code: NoticeCode) {
        self.init(state: state, code, sentence: sentence)
        isAbsence = true
    }

    init(_ error: SerialPortError) {
        sentence = error.description
        code =
            switch error {
            case .missing: .portMissing
            case .permissionDenied: .portPermission
            case .notATTY: .portNotSerial
            case .held: .portHeld
            case .system: .portError
            case .settling: .modemStarting
            case .hung: .modemSilent
            }
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
            isDeaf = true
        case .permissionDenied, .notATTY, .held, .system: state = .failed
        }
    }

    init(_ fault: ModemFault) {
        sentence = fault.description
        code =
            switch fault {
            case .lost: .modemLost
            case .notAModem: .notAModem
            case .silent: .modemSilent
            case .simMissing: .simMissing
            case .simBusy: .simBusy
            case .simLocked: .simLocked
            case .storeBusy: .storeBusy
            case .textModeOnly: .textModeOnly
            case .refused: .modemRefuses
            }
        state =
            switch fault {
            case .lost: .absent
            case .simMissing: .simMissing
            case .simLocked: .pinRequired
            case .notAModem, .silent, .simBusy, .storeBusy, .textModeOnly, .refused: .failed
            }
        isAbsence = fault == .lost
        isDeaf = fault == .silent(command: "AT") || fault == .notAModem
        remedy =
            switch fault {
            case .silent, .refused, .storeBusy, .notAModem: .reset
            case .simMissing, .simBusy: .radio
            // Nothing of ours gives a modem what it does not have.
            case .lost, .simLocked, .textModeOnly: .none
            }
    }

    /// Any error of a line at work.
    init(of error: any Error) {
        switch error {
        case let fault as LineFault: self = fault
        case let fault as ModemFault: self.init(fault)
        case let error as SerialPortError: self.init(error)
        case let fault as PINFile.Fault: self.init(state: .pinRequired, .pinFileWrong, sentence: fault.sentence)
        default: self.init(state: .failed, .internalFault, sentence: "\(error)")
        }
    }
}
