extension Notice {
    /// A notice from its code and its values; ``bare(_:)`` for those of another version.
    public init(code name: String, values: [String: JSONValue]) {
        let read = NoticeReader(values: values)
        guard let code = NoticeCode(rawValue: name), let notice = read.notice(code) else {
            self = .bare(name)
            return
        }
        self = read.text("at_usb_port").map { .at(usbPort: $0, notice) } ?? notice
    }
}

/// The values of one notice, by name and type.
private struct NoticeReader {
    let values: [String: JSONValue]

    func notice(_ code: NoticeCode) -> Notice? {
        port(code) ?? modem(code) ?? sim(code) ?? line(code)
    }

    func text(_ name: String) -> String? { values.text(name) }
    private func number(_ name: String) -> Int? { values.count(name) }
    private func flag(_ name: String) -> Bool? { values.flag(name) }

    /// Reads a notice with one text.
    private func with(_ name: String, _ make: (String) -> Notice) -> Notice? {
        text(name).map(make)
    }

    /// Reads a notice with two texts.
    private func with(_ first: String, _ second: String, _ make: (String, String) -> Notice) -> Notice? {
        guard let first = text(first), let second = text(second) else { return nil }
        return make(first, second)
    }

    private func port(_ code: NoticeCode) -> Notice? {
        switch code {
        case .portMissing: with("path") { .portMissing(path: $0) }
        case .portPermission: with("path") { .portPermission(path: $0) }
        case .portNotSerial: with("path") { .portNotSerial(path: $0) }
        case .portHeld: with("path") { .portHeld(path: $0, by: text("by")) }
        case .portError:
            text("path").flatMap { path in
                with("call", "answer") { .portError(path: path, call: $0, answer: $1) }
            }
        case .usbUnreadable: listingFault.map { .usbUnreadable($0) }
        default: nil
        }
    }

    private func modem(_ code: NoticeCode) -> Notice? {
        switch code {
        case .modemMissing: wanted.map { .modemMissing($0, others: others) }
        case .modemStarting: wait.map { .modemStarting($0) }
        case .modemLost: .modemLost
        case .modemSilent: silence.map { .modemSilent($0) }
        case .modemRefuses: with("command", "answer") { .modemRefuses(command: $0, answer: $1) }
        case .storeBusy: with("answer") { .storeBusy(answer: $0) }
        case .textModeOnly: with("answer") { .textModeOnly(answer: $0) }
        case .announcementsMissing: number("every_seconds").map { .announcementsMissing(everySeconds: $0) }
        case .notAModem: noAnswer.map { .notAModem($0) }
        case .modemOther: otherModem.map { .modemOther($0) }
        case .modemOfOtherLine: with("usb_port") { .modemOfOtherLine(line: text("line"), usbPort: $0) }
        case .callNotEnded: .callNotEnded
        case .usbStorageMode: storageMode
        case .usbNoPorts: .usbNoPorts
        case .usbUnknownSerial: with("path") { .usbUnknownSerial(path: $0) }
        default: nil
        }
    }

    private func sim(_ code: NoticeCode) -> Notice? {
        switch code {
        case .simMissing: .simMissing
        case .simBusy: with("answer") { .simBusy(answer: $0) }
        case .simPIN: flag("has_line").map { .simPIN(hasLine: $0) }
        case .simPINTries: number("left").flatMap { left in with("file") { .simPINTries(left: left, file: $0) } }
        case .simPINRefused:
            flag("before").flatMap { before in with("file") { .simPINRefused(file: $0, before: before) } }
        case .simPINOfOther: .simPINOfOther
        case .pinFileWrong:
            text("fault").flatMap(PINFileFault.init(rawValue:)).flatMap { fault in
                with("file") { .pinFileWrong(file: $0, fault) }
            }
        case .simPINHeld: with("line") { .simPINHeld(line: $0) }
        case .simPUK: flag("has_line").map { .simPUK(hasLine: $0) }
        case .simLocked: with("lock") { .simLocked(SIMLock($0)) }
        case .simOther: values["iccid_end"] == nil ? nil : .simOther(wanted: text("iccid_end"))
        case .simOfOtherLine: with("line") { .simOfOtherLine(line: $0) }
        case .simTwice: .simTwice
        case .simNumberUnknown: flag("names_port").map { .simNumberUnknown(namesPort: $0) }
        default: nil
        }
    }

    private func line(_ code: NoticeCode) -> Notice? {
        switch code {
        case .noNetwork: values["minutes"] == nil ? nil : .noNetwork(minutes: number("minutes"))
        case .registrationDenied: .registrationDenied
        case .smscMissing: .smscMissing
        case .announcementsElsewhere: with("port") { .announcementsElsewhere(port: $0) }
        case .storageFull:
            number("used").flatMap { used in number("size").map { .storageFull(used: used, size: $0) } }
        case .storageStuck: number("count").map { .storageStuck(count: $0) }
        case .storageUnreadable: with("memory", "answer") { .storageUnreadable(memory: $0, answer: $1) }
        case .notRecorded: StoreError(json: values["error"]).map { .notRecorded($0) }
        case .balanceLow:
            values.money("balance").flatMap { balance in
                values.money("floor").map { .balanceLow(balance: balance, floor: $0) }
            }
        case .balanceUnknown: (values.word("fault") as BalanceFault?).map { .balanceUnknown($0) }
        case .heartbeatFailed: with("line") { .heartbeatFailed(line: $0) }
        case .voiceMissing:
            text("calls").flatMap(CallMode.init(rawValue:)).flatMap { calls in
                VoiceFault(json: values["fault"]).map { .voiceMissing(calls: calls, $0) }
            }
        case .modemManagerActive: .modemManagerActive
        case .working:
            text("answering").flatMap(Answering.init(rawValue:)).map {
                .working($0, clockBehindMinutes: number("clock_behind_minutes"))
            }
        case .paused: flag("release_port").map { .paused(releasesPort: $0, why: text("why")) }
        case .starting: startingStep.map { .starting($0) }
        case .internalFault: with("error") { .internalFault($0) }
        default: nil
        }
    }

    private var wanted: WantedModem? {
        text("iccid_end").map { .sim($0) } ?? text("imei_end").map { .imei($0) }
            ?? text("usb_port").map { .usbPort($0) }
    }

    private var others: [Notice] {
        if case .array(let others)? = values["others"] { others.compactMap { Notice(json: $0) } } else { [] }
    }

    private var wait: ModemWait? {
        switch text("step").flatMap(WaitWord.init(rawValue:)) {
        case .firstLook: .firstLook
        case .look: text("usb_port").map { .look(usbPort: $0) }
        case .lookFor: wanted.map { .lookFor($0) }
        case .settling: text("path").map { .settling(path: $0) }
        case .reset: .reset
        case .givenUp: .givenUp
        case nil: nil
        }
    }

    private var silence: Silence? {
        if let command = text("command") { return .command(command) }
        if let path = text("path") { return .port(path: path) }
        switch text("ports").flatMap(PortsWord.init(rawValue:)) {
        case .named: return resetFailure.map { .unresponsive($0) }
        case .all: return .allPorts(resetFailure)
        case nil: return nil
        }
    }

    private var noAnswer: NoAnswer? {
        switch text("ports").flatMap(PortsWord.init(rawValue:)) {
        case .named: resetFailure.map { .unresponsive($0) } ?? .namedPort
        case .all: .anyPort
        case nil: nil
        }
    }

    private var resetFailure: ResetFailure? {
        switch text("reset").flatMap(ResetWord.init(rawValue:)) {
        case .noHelp: .noHelp
        case .noUSB: .noUSB
        case .mightBecomeDisk: .mightBecomeDisk
        case .notPermitted: .notPermitted
        case .hung: .hung
        case .failed: text("reason").map { .failed(reason: $0) }
        case nil: nil
        }
    }

    private var listingFault: USBListingFault? {
        switch text("reason").flatMap(USBListingWord.init(rawValue:)) {
        case .noUdev: .noUdev
        case .noMemory: .noMemory
        case .unreadable: text("class").map { .unreadable(deviceClass: $0) }
        case nil: nil
        }
    }

    private var otherModem: OtherModem? {
        if let path = text("path") { return .moved(path: path) }
        guard let wanted = text("imei"), let tells = flag("tells_imei") else { return nil }
        return tells ? .wrongIMEI(wanted: wanted) : .noIMEI(wanted: wanted)
    }

    private var storageMode: Notice? {
        guard let stick = text("stick"), let becomesModem = flag("becomes_modem"),
            let hasSwitcher = flag("switcher_installed")
        else { return nil }
        return .usbStorageMode(
            stick: stick, becomesModem: becomesModem, command: text("command"), hasSwitcher: hasSwitcher)
    }

    private var startingStep: StartingStep? {
        switch text("step").flatMap(StartingWord.init(rawValue:)) {
        case .never: .never
        case .line: .line
        case .modem: .modem
        case .look: .look
        case .store: text("answer").map { .store(answer: $0) }
        case .sim: text("answer").map { .sim(answer: $0) }
        case .noSIM: .noSIM
        case nil: nil
        }
    }
}
