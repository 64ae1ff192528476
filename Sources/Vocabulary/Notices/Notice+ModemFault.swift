extension Notice {
    /// Makes the notice of a modem that cannot work.
    public init(_ fault: ModemFault) {
        self =
            switch fault {
            case .lost: .modemLost
            case .notAModem: .notAModem(.namedPort)
            case .silent(let command): .modemSilent(.command(command))
            case .simMissing: .simMissing
            case .simBusy(let answer): .simBusy(answer: answer)
            case .storeBusy(let answer): .storeBusy(answer: answer)
            case .textModeOnly(let answer): .textModeOnly(answer: answer)
            // The caller sets the value when the line has a file with the PIN.
            case .simPIN: .simPIN(hasLine: false)
            case .simPUK: .simPUK(hasLine: false)
            case .simLocked(let lock): .simLocked(lock)
            case .refused(let command, let answer): .modemRefuses(command: command, answer: answer)
            }
    }
}
