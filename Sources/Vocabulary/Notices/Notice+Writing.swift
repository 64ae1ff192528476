extension Notice {
    /// The values by their names, without ``code``: as they are written, and as `status --json` shows them.
    public var values: [String: JSONValue] {
        switch self {
        case .portMissing(let path), .portPermission(let path), .portNotSerial(let path), .usbUnknownSerial(let path):
            ["path": .string(path)]
        case .portHeld(let path, let holder): ["path": .string(path), "by": JSONValue(holder)]
        case .portError(let path, let call, let answer):
            ["path": .string(path), "call": .string(call), "answer": .string(answer)]
        case .usbUnreadable(let fault): fault.values
        case .modemMissing(let wanted, let others): wanted.values.and("others", .array(others.map(\.json)))
        case .modemStarting(let wait): wait.values
        case .modemSilent(let silence): silence.values
        case .modemRefuses(let command, let answer): ["command": .string(command), "answer": .string(answer)]
        case .storeBusy(let answer), .textModeOnly(let answer), .simBusy(let answer): ["answer": .string(answer)]
        case .announcementsMissing(let seconds): ["every_seconds": .count(seconds)]
        case .notAModem(let nothing): nothing.values
        case .modemOther(let other): other.values
        case .modemOfOtherLine(let line, let port): ["line": JSONValue(line), "usb_port": .string(port)]
        case .usbStorageMode(let stick, let becomesModem, let command, let hasSwitcher):
            [
                "stick": .string(stick), "becomes_modem": .bool(becomesModem), "command": JSONValue(command),
                "switcher_installed": .bool(hasSwitcher),
            ]
        case .simPIN(let hasLine), .simPUK(let hasLine): ["has_line": .bool(hasLine)]
        case .simPINTries(let left, let file): ["left": .count(left), "file": .string(file)]
        case .simPINRefused(let file, let before): ["file": .string(file), "before": .bool(before)]
        case .pinFileWrong(let file, let fault): ["file": .string(file), "fault": .string(fault.rawValue)]
        case .simPINHeld(let line), .simOfOtherLine(let line), .heartbeatFailed(let line): ["line": .string(line)]
        case .simLocked(let lock): ["lock": .string(lock.name)]
        case .simOther(let wanted): ["iccid_end": JSONValue(wanted)]
        case .simNumberUnknown(let namesPort): ["names_port": .bool(namesPort)]
        case .noNetwork(let minutes): ["minutes": minutes.map { .count($0) } ?? .null]
        case .announcementsElsewhere(let port): ["port": .string(port)]
        case .storageFull(let used, let size): ["used": .count(used), "size": .count(size)]
        case .storageStuck(let count): ["count": .count(count)]
        case .storageUnreadable(let memory, let answer): ["memory": .string(memory), "answer": .string(answer)]
        case .notRecorded(let error): ["error": error.json]
        case .balanceLow(let balance, let floor): ["balance": .money(balance), "floor": .money(floor)]
        case .balanceUnknown(let fault): ["fault": .word(fault)]
        case .voiceMissing(let calls, let fault): ["calls": .word(calls), "fault": fault.json]
        case .working(let answering, let minutes):
            ["answering": .string(answering.rawValue), "clock_behind_minutes": minutes.map { .count($0) } ?? .null]
        case .paused(let releasesPort, let why): ["release_port": .bool(releasesPort), "why": JSONValue(why)]
        case .starting(let step): step.values
        case .internalFault(let text): ["error": .string(text)]
        case .at(let port, let inner): inner.values.and("at_usb_port", .string(port))
        // Notices with only a code.
        case .modemLost, .callNotEnded, .usbNoPorts, .simMissing, .simPINOfOther, .simTwice, .registrationDenied,
            .smscMissing, .modemManagerActive, .bare:
            [:]
        }
    }
}

extension [String: JSONValue] {
    /// Adds one value.
    func and(_ name: String, _ value: JSONValue) -> Self {
        var all = self
        all[name] = value
        return all
    }
}

extension WantedModem {
    fileprivate var values: [String: JSONValue] {
        switch self {
        case .sim(let tail): ["iccid_end": .string(tail)]
        case .imei(let tail): ["imei_end": .string(tail)]
        case .usbPort(let port): ["usb_port": .string(port)]
        }
    }
}

extension ModemWait {
    fileprivate var values: [String: JSONValue] {
        switch self {
        case .firstLook: ["step": .word(WaitWord.firstLook)]
        case .look(let port): ["step": .word(WaitWord.look), "usb_port": .string(port)]
        case .lookFor(let wanted): wanted.values.and("step", .word(WaitWord.lookFor))
        case .settling(let path): ["step": .word(WaitWord.settling), "path": .string(path)]
        case .reset: ["step": .word(WaitWord.reset)]
        case .givenUp: ["step": .word(WaitWord.givenUp)]
        }
    }
}

extension Silence {
    fileprivate var values: [String: JSONValue] {
        switch self {
        case .command(let command): ["command": .string(command)]
        case .port(let path): ["path": .string(path)]
        case .unresponsive(let failure): failure.values.and("ports", .word(PortsWord.named))
        case .allPorts(let failure): (failure?.values ?? ["reset": .null]).and("ports", .word(PortsWord.all))
        }
    }
}

extension NoAnswer {
    fileprivate var values: [String: JSONValue] {
        switch self {
        case .namedPort: ["ports": .word(PortsWord.named), "reset": .null]
        case .anyPort: ["ports": .word(PortsWord.all), "reset": .null]
        case .unresponsive(let failure): failure.values.and("ports", .word(PortsWord.named))
        }
    }
}

extension ResetFailure {
    fileprivate var values: [String: JSONValue] {
        switch self {
        case .noHelp: ["reset": .word(ResetWord.noHelp)]
        case .noUSB: ["reset": .word(ResetWord.noUSB)]
        case .mightBecomeDisk: ["reset": .word(ResetWord.mightBecomeDisk)]
        case .notPermitted: ["reset": .word(ResetWord.notPermitted)]
        case .hung: ["reset": .word(ResetWord.hung)]
        case .failed(let reason): ["reset": .word(ResetWord.failed), "reason": .string(reason)]
        }
    }
}

extension USBListingFault {
    fileprivate var values: [String: JSONValue] {
        switch self {
        case .noUdev: ["reason": .word(USBListingWord.noUdev)]
        case .noMemory: ["reason": .word(USBListingWord.noMemory)]
        case .unreadable(let name): ["reason": .word(USBListingWord.unreadable), "class": .string(name)]
        }
    }
}

extension OtherModem {
    fileprivate var values: [String: JSONValue] {
        switch self {
        case .wrongIMEI(let wanted): ["imei": .string(wanted), "tells_imei": true]
        case .noIMEI(let wanted): ["imei": .string(wanted), "tells_imei": false]
        case .moved(let path): ["path": .string(path)]
        }
    }
}

extension StartingStep {
    fileprivate var values: [String: JSONValue] {
        switch self {
        case .never: ["step": .word(StartingWord.never)]
        case .line: ["step": .word(StartingWord.line)]
        case .modem: ["step": .word(StartingWord.modem)]
        case .look: ["step": .word(StartingWord.look)]
        case .store(let answer): ["step": .word(StartingWord.store), "answer": .string(answer)]
        case .sim(let answer): ["step": .word(StartingWord.sim), "answer": .string(answer)]
        case .noSIM: ["step": .word(StartingWord.noSIM)]
        }
    }
}

extension Notice {
    /// The canonical form in which it is stored and sent: ``codeName`` as `code`, and the values beside it.
    public var json: JSONValue { .object(values.and("code", .string(codeName))) }

    /// A notice as it was stored or sent; an older version stored only the code.
    public init?(json: JSONValue?) {
        switch json {
        case .string(let code): self.init(code: code, values: [:])
        case .object(let values):
            guard let code = values.text("code") else { return nil }
            self.init(code: code, values: values)
        default: return nil
        }
    }
}
