extension Notice {
    /// The code, which programs use.
    public var code: NoticeCode {
        switch self {
        case .portMissing: .portMissing
        case .portPermission: .portPermission
        case .portNotSerial: .portNotSerial
        case .portHeld: .portHeld
        case .portError: .portError
        case .usbUnreadable: .usbUnreadable
        case .modemMissing: .modemMissing
        case .modemStarting: .modemStarting
        case .modemLost: .modemLost
        case .modemSilent: .modemSilent
        case .modemRefuses: .modemRefuses
        case .storeBusy: .storeBusy
        case .textModeOnly: .textModeOnly
        case .announcementsMissing: .announcementsMissing
        case .notAModem: .notAModem
        case .modemOther: .modemOther
        case .modemOfOtherLine: .modemOfOtherLine
        case .callNotEnded: .callNotEnded
        case .usbStorageMode: .usbStorageMode
        case .usbNoPorts: .usbNoPorts
        case .usbUnknownSerial: .usbUnknownSerial
        case .simMissing: .simMissing
        case .simBusy: .simBusy
        case .simPIN: .simPIN
        case .simPINTries: .simPINTries
        case .simPINRefused: .simPINRefused
        case .simPINOfOther: .simPINOfOther
        case .pinFileWrong: .pinFileWrong
        case .simPINHeld: .simPINHeld
        case .simPUK: .simPUK
        case .simLocked: .simLocked
        case .simOther: .simOther
        case .simOfOtherLine: .simOfOtherLine
        case .simTwice: .simTwice
        case .simNumberUnknown: .simNumberUnknown
        case .noNetwork: .noNetwork
        case .registrationDenied: .registrationDenied
        case .smscMissing: .smscMissing
        case .announcementsElsewhere: .announcementsElsewhere
        case .storageFull: .storageFull
        case .storageStuck: .storageStuck
        case .balanceLow: .balanceLow
        case .balanceUnknown: .balanceUnknown
        case .storageUnreadable: .storageUnreadable
        case .notRecorded: .notRecorded
        case .heartbeatFailed: .heartbeatFailed
        case .voiceMissing: .voiceMissing
        case .modemManagerActive: .modemManagerActive
        case .working: .working
        case .paused: .paused
        case .starting: .starting
        case .internalFault: .internalFault
        case .at(_, let inner): inner.code
        case .bare(let name): NoticeCode(rawValue: name) ?? .unknown
        }
    }

    /// The code as it is written, also that of another version.
    public var codeName: String {
        switch self {
        case .bare(let name): name
        case .at(_, let inner): inner.codeName
        default: code.rawValue
        }
    }

    /// The notice when there is a problem; nil for a line that works, is paused or is only starting.
    public var trouble: Notice? { code.isTrouble ? self : nil }
}

extension NoticeCode {
    /// Whether there is a problem; false for a line that works, is paused or is only starting.
    public var isTrouble: Bool {
        switch self {
        case .working, .paused, .starting: false
        default: true
        }
    }
}
