/// A value of a ``Notice``, under its name.
public enum NoticeValue: Hashable, Sendable {
    /// Nothing, or nobody knows.
    case null
    /// True or false.
    case bool(Bool)
    /// A whole number.
    case integer(Int)
    /// A word, or what somebody said.
    case string(String)
    /// Further notices.
    case notices([Notice])

    init(_ text: String?) {
        self = text.map { .string($0) } ?? .null
    }

    init(_ number: Int?) {
        self = number.map { .integer($0) } ?? .null
    }
}

extension Notice {
    /// The values by their names, ``code`` left out: what is written, and what `status --json` shows.
    public var values: [String: NoticeValue] {
        switch self {
        case .portMissing(let path), .portPermission(let path), .portNotSerial(let path), .usbUnknownSerial(let path):
            ["path": .string(path)]
        case .portHeld(let path, let holder): ["path": .string(path), "by": NoticeValue(holder)]
        case .portError(let path, let call, let answer):
            ["path": .string(path), "call": .string(call), "answer": .string(answer)]
        case .usbUnreadable(let fault): fault.values
        case .modemMissing(let wanted, let others): wanted.values.and("others", .notices(others))
        case .modemStarting(let wait): wait.values
        case .modemSilent(let silence): silence.values
        case .modemRefuses(let command, let answer): ["command": .string(command), "answer": .string(answer)]
        case .storeBusy(let answer), .textModeOnly(let answer), .simBusy(let answer): ["answer": .string(answer)]
        case .announcementsMissing(let seconds): ["every_seconds": .integer(seconds)]
        case .notAModem(let nothing): nothing.values
        case .modemOther(let other): other.values
        case .modemOfOtherLine(let line, let port): ["line": NoticeValue(line), "usb_port": .string(port)]
        case .usbStorageMode(let stick, let becomesModem, let command, let hasSwitcher):
            [
                "stick": .string(stick), "becomes_modem": .bool(becomesModem), "command": NoticeValue(command),
                "switcher_installed": .bool(hasSwitcher),
            ]
        case .simPIN(let hasLine), .simPUK(let hasLine): ["has_line": .bool(hasLine)]
        case .simPINTries(let left, let file): ["left": .integer(left), "file": .string(file)]
        case .simPINRefused(let file, let before): ["file": .string(file), "before": .bool(before)]
        case .pinFileWrong(let file, let fault): ["file": .string(file), "fault": .string(fault.rawValue)]
        case .simPINHeld(let line), .simOfOtherLine(let line), .heartbeatFailed(let line): ["line": .string(line)]
        case .simLocked(let lock): ["lock": .string(lock.name)]
        case .simOther(let wanted): ["iccid_end": NoticeValue(wanted)]
        case .simNameless(let namesPort): ["names_port": .bool(namesPort)]
        case .noNetwork(let minutes): ["minutes": NoticeValue(minutes)]
        case .announcementsElsewhere(let port): ["port": .string(port)]
        case .storageFull(let used, let size): ["used": .integer(used), "size": .integer(size)]
        case .storageStuck(let count): ["count": .integer(count)]
        case .storageUnreadable(let memory, let answer): ["memory": .string(memory), "answer": .string(answer)]
        case .notRecorded(let error): ["error": .string(error)]
        case .voiceMissing(let calls, let fault): ["calls": .string(calls.rawValue), "fault": .string(fault)]
        case .working(let answering, let minutes):
            ["answering": .string(answering.rawValue), "clock_behind_minutes": NoticeValue(minutes)]
        case .paused(let releasesPort, let why): ["release_port": .bool(releasesPort), "why": NoticeValue(why)]
        case .starting(let step): step.values
        case .internalFault(let text): ["error": .string(text)]
        case .at(let port, let inner): inner.values.and("at_usb_port", .string(port))
        // Nothing to be said beside the code.
        case .modemLost, .callNotEnded, .usbNoPorts, .simMissing, .simPINOfOther, .simTwice, .registrationDenied,
            .smscMissing, .modemManagerActive, .bare:
            [:]
        }
    }
}

extension [String: NoticeValue] {
    fileprivate func and(_ name: String, _ value: NoticeValue) -> Self {
        var all = self
        all[name] = value
        return all
    }
}

extension WantedModem {
    fileprivate var values: [String: NoticeValue] {
        switch self {
        case .sim(let tail): ["iccid_end": .string(tail)]
        case .imei(let tail): ["imei_end": .string(tail)]
        case .usbPort(let port): ["usb_port": .string(port)]
        }
    }
}

extension ModemWait {
    fileprivate var values: [String: NoticeValue] {
        switch self {
        case .firstLook: ["step": NoticeValue(WaitWord.firstLook)]
        case .look(let port): ["step": NoticeValue(WaitWord.look), "usb_port": .string(port)]
        case .lookFor(let wanted): wanted.values.and("step", NoticeValue(WaitWord.lookFor))
        case .settling(let path): ["step": NoticeValue(WaitWord.settling), "path": .string(path)]
        case .reset: ["step": NoticeValue(WaitWord.reset)]
        case .givenUp: ["step": NoticeValue(WaitWord.givenUp)]
        }
    }
}

extension Silence {
    fileprivate var values: [String: NoticeValue] {
        switch self {
        case .command(let command): ["command": .string(command)]
        case .port(let path): ["path": .string(path)]
        case .unresponsive(let failure): failure.values.and("ports", NoticeValue(PortsWord.named))
        case .allPorts(let failure): (failure?.values ?? ["reset": .null]).and("ports", NoticeValue(PortsWord.all))
        }
    }
}

extension NoAnswer {
    fileprivate var values: [String: NoticeValue] {
        switch self {
        case .namedPort: ["ports": NoticeValue(PortsWord.named), "reset": .null]
        case .anyPort: ["ports": NoticeValue(PortsWord.all), "reset": .null]
        case .unresponsive(let failure): failure.values.and("ports", NoticeValue(PortsWord.named))
        }
    }
}

extension ResetFailure {
    fileprivate var values: [String: NoticeValue] {
        switch self {
        case .noHelp: ["reset": NoticeValue(ResetWord.noHelp)]
        case .noUSB: ["reset": NoticeValue(ResetWord.noUSB)]
        case .mightBecomeDisk: ["reset": NoticeValue(ResetWord.mightBecomeDisk)]
        case .notPermitted: ["reset": NoticeValue(ResetWord.notPermitted)]
        case .hung: ["reset": NoticeValue(ResetWord.hung)]
        case .failed(let reason): ["reset": NoticeValue(ResetWord.failed), "reason": .string(reason)]
        }
    }
}

extension USBListingFault {
    fileprivate var values: [String: NoticeValue] {
        switch self {
        case .noUdev: ["reason": NoticeValue(USBListingWord.noUdev)]
        case .noMemory: ["reason": NoticeValue(USBListingWord.noMemory)]
        case .unreadable(let name): ["reason": NoticeValue(USBListingWord.unreadable), "class": .string(name)]
        }
    }
}

extension OtherModem {
    fileprivate var values: [String: NoticeValue] {
        switch self {
        case .wrongIMEI(let wanted): ["imei": .string(wanted), "tells_imei": true]
        case .noIMEI(let wanted): ["imei": .string(wanted), "tells_imei": false]
        case .moved(let path): ["path": .string(path)]
        }
    }
}

extension StartingStep {
    fileprivate var values: [String: NoticeValue] {
        switch self {
        case .never: ["step": NoticeValue(StartingWord.never)]
        case .line: ["step": NoticeValue(StartingWord.line)]
        case .modem: ["step": NoticeValue(StartingWord.modem)]
        case .look: ["step": NoticeValue(StartingWord.look)]
        case .store(let answer): ["step": NoticeValue(StartingWord.store), "answer": .string(answer)]
        case .sim(let answer): ["step": NoticeValue(StartingWord.sim), "answer": .string(answer)]
        case .noSIM: ["step": NoticeValue(StartingWord.noSIM)]
        }
    }
}

extension NoticeValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
    /// A word.
    public init(stringLiteral value: String) { self = .string(value) }
    /// True or false.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
}
