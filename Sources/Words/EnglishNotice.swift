import Vocabulary

/// The English sentence of a notice.
struct EnglishNotice {
    let notice: Notice

    var sentence: String {
        switch notice {
        case .portMissing(let path): "\(path) does not exist: plug in the modem, or correct `modem` of this line"
        case .portPermission(let path):
            "no permission to open \(path): add the service's user to the group dialout (usermod -aG dialout jedisnon)"
        case .portNotSerial(let path): "\(path) is not a serial port: correct `modem` of this line"
        case .portHeld(let path, let holder):
            "\(path) is held by \(holder ?? "another program"): stop it, or let this line use another port"
        case .portError(let path, let call, let answer): "\(path): \(call) failed: \(answer)"
        case .usbUnreadable(let fault): words(fault)
        case .modemMissing(let wanted, let others): missing(wanted, others)
        case .modemStarting(let wait): words(wait)
        case .modemLost:
            "the modem has gone: plug it in again if it does not come back, on a powered hub if this happens often"
        case .modemSilent(let silence): words(silence)
        case .modemRefuses(let command, let answer): "the modem refuses \(command) (\(answer))"
        case .storeBusy(let answer): "the modem's memory for messages does not come up (\(answer)): it is brought back"
        case .textModeOnly(let answer):
            "the modem has no PDU mode (AT+CMGF=0: \(answer)), so it cannot be read: this line needs another modem"
        case .announcementsMissing(let seconds):
            "the modem cannot announce new messages (AT+CNMI): they are looked for every "
                + "\(seconds) seconds, and answered that much later"
        case .notAModem(let nothing): words(nothing)
        case .modemOther(let other): words(other)
        case .modemOfOtherLine(let line, let port):
            "the modem at USB port \(port) belongs to the line "
                + "\(line ?? "of another box"): its SIM or IMEI is named there"
        case .callNotEnded: "the modem did not end a call: its radio was switched off and on"
        case .usbStorageMode(let stick, let becomesModem, let command, let hasSwitcher):
            storage(stick, becomesModem: becomesModem, command: command, hasSwitcher: hasSwitcher)
        case .usbNoPorts: "its AT port has not appeared yet"
        case .usbUnknownSerial(let path):
            "it is a serial device that no profile knows, so nothing is written to it; if it is a modem, "
                + "name its port with modem = { device = \"\(path)\" }"
        case .simMissing:
            "the modem finds no SIM card: put one in, the right way round; plug the modem in again if that is not noticed"
        case .simBusy(let answer): "the SIM card does not come up (\(answer)): take it out, clean it, put it back"
        case .simPIN(let hasLine):
            hasLine
                ? "the SIM wants its PIN: switch the PIN off in a phone, or name a pin_file for this line"
                : "the SIM wants its PIN"
        case .simPINTries(let left, let file):
            "only \(left) PIN tries are left, so none is used: check the PIN in \(file), and unlock the SIM in a phone"
        case .simPINRefused(let file, let before):
            before
                ? "the PIN in \(file) was tried once and the SIM is still locked: correct it, or unlock the SIM in a phone"
                : "the SIM refused the PIN of \(file): correct it"
        case .simPINOfOther: "this is not the SIM the PIN belongs to: put the right one in"
        case .pinFileWrong(let file, .unreadable): "\(file) cannot be read: it should hold the SIM's PIN"
        case .pinFileWrong(let file, .noPIN): "\(file) does not hold a PIN of 4 to 8 digits"
        case .pinFileWrong(let file, .readByAll): "\(file) can be read by everybody: run sudo chmod 0600 \(file)"
        case .simPINHeld(let line):
            "another SIM answered to the PIN: look at it, then run jedisnon line resume \(line)"
        case .simPUK(let hasLine):
            hasLine ? "the SIM wants its PUK: put it into a phone and unlock it there" : "the SIM wants its PUK"
        case .simLocked(let lock): words(lock)
        case .simOther(let wanted):
            wanted.map { "another SIM is in the modem: this line wants the SIM …\($0)" }
                ?? "another SIM is in the modem, or it was locked again: the line starts afresh"
        case .simOfOtherLine(let line):
            "the SIM or modem of this line belongs to the line \(line): put this line's own SIM in"
        case .simTwice: "another modem with the same SIM number is at work: take one of them out"
        case .simNumberUnknown(let namesPort):
            namesPort
                ? "its SIM does not tell its number (ICCID): name the line by its USB port"
                : "its SIM does not tell its number"
        case .noNetwork(let minutes):
            minutes.map { "no network for \($0) minutes: the radio is switched off and on" }
                ?? "not registered on a network: check antenna, plan and coverage"
        case .registrationDenied:
            "the network refuses the SIM: ask the carrier whether it is active, paid for, and allowed in this modem"
        case .smscMissing:
            "the SIM has no service centre number (SMSC), so no reply can be sent: set it with a phone, "
                + "or ask the carrier for it"
        case .announcementsElsewhere(let port):
            "the modem announces texts and calls on another of its ports (\(port)): texts are found once a "
                + "minute and calls are missed; name that port for this line, or set it with AT+QURCCFG in a terminal"
        case .storageFull: "the SIM's memory is nearly full with messages that are not ours: delete them in a phone"
        case .storageStuck(let count):
            "the modem does not delete: it was told to delete \(count == 1 ? "1 text" : "\(count) texts") and still "
                + "holds them, and when its memory is full nothing more comes in; delete them with the SIM in a phone, "
                + "or use another modem"
        case .storageUnreadable(let memory, let answer):
            "the modem does not list its memory \(memory) (\(answer)): texts stored there are not "
                + "seen; pull the modem out, wait ten seconds, plug it in again"
        case .balanceLow(let balance, let floor):
            "the balance of the SIM is \(balance.decimal), below \(floor.decimal): top it up; at 0 nobody is answered any "
                + "more, and everything is still recorded"
        case .balanceUnknown(let fault):
            "the network has not told the balance of the SIM for three days (\(clause(fault))): answers go on; ask with the "
                + "SIM in a phone, and check code and pattern of [line.balance]"
        case .notRecorded(let error):
            "nothing can be written down, messages stay on the SIM: \(English().clause(error))"
        case .heartbeatFailed(let line):
            "its heartbeat failed, so it may not send or not receive: prove it with jedisnon line verify \(line)"
        case .voiceMissing(let calls, let fault):
            "calls = \"\(calls.rawValue)\", but the line cannot speak (\(English().clause(fault))): "
                + (calls == .speak ? "callers are hung up on" : "callers are texted")
        case .modemManagerActive:
            "ModemManager runs and was not told to leave this modem alone, so it may take its messages: "
                + "sudo systemctl disable --now ModemManager, or install jedisnon's udev rules and plug the modem in again"
        case .working(let answering, let minutes): words(answering) + clock(minutes)
        case .paused(let releasesPort, let why):
            (releasesPort
                ? "paused by the operator, the port is free for a terminal, after a send in flight within 10 s"
                : "paused by the operator, messages are recorded and not answered") + (why.map { ": \($0)" } ?? "")
        case .starting(let step): words(step)
        case .internalFault(let error): error
        case .at(let port, let inner): "USB port \(port): \(EnglishNotice(notice: inner).sentence)"
        case .bare(let code): "something of another version of the program (\(code))"
        }
    }

    private func name(_ wanted: WantedModem) -> String {
        switch wanted {
        case .sim(let tail): "no modem has the SIM …\(tail)"
        case .imei(let tail): "no modem has the IMEI …\(tail)"
        case .usbPort(let port): "nothing is plugged in at USB port \(port)"
        }
    }

    private func missing(_ wanted: WantedModem, _ others: [Notice]) -> String {
        if case .usbPort = wanted { return name(wanted) + ": plug in the modem" }
        let rest = others.map { EnglishNotice(notice: $0).sentence }.joined(separator: "; ")
        return name(wanted) + ": " + (rest.isEmpty ? "plug it in" : rest)
    }

    private func words(_ wait: ModemWait) -> String {
        switch wait {
        case .firstLook: "the modems that are plugged in are being looked for"
        case .look(let port): "the modem at USB port \(port) is being looked at"
        case .lookFor(let wanted): "\(name(wanted)) yet: a modem that was plugged in is being looked at"
        case .settling(let path): "\(path) has just appeared and is being got ready"
        case .reset: "the modem's USB port was reset"
        case .givenUp: "the port is given up"
        }
    }

    private func words(_ silence: Silence) -> String {
        switch silence {
        case .command(let command): "the modem stopped answering (\(command)): it is being brought back"
        case .port(let path): "\(path) does not open: the modem behind it hangs"
        case .unresponsive(let failure): "the modem does not answer AT commands, \(words(failure))"
        case .allPorts(let failure):
            "the modem does not answer AT commands on any of its ports, "
                + (failure.map(words) ?? "the port is reset if it stays so")
        }
    }

    private func words(_ nothing: NoAnswer) -> String {
        switch nothing {
        case .namedPort:
            "the device does not answer AT commands: it is not a modem, or this is not its AT port (a stick often has several)"
        case .anyPort: "none of its ports answers AT commands: it is no modem, or it is broken"
        case .unresponsive(let failure): "the modem does not answer AT commands, \(words(failure))"
        }
    }

    private func words(_ failure: ResetFailure) -> String {
        switch failure {
        case .noHelp: "a reset of its USB port did not help: pull it out and plug it in again"
        case .noUSB: "it is at no USB port that could be reset: switch it off and on"
        case .mightBecomeDisk:
            "a reset of its USB port might turn it into a CD-ROM: pull it out and plug it in again"
        case .notPermitted: "this user may not reset its USB port: pull it out and plug it in again"
        case .hung:
            "its USB port could not be reset (the kernel does not come back from it): pull it out and plug it in again"
        case .failed(let reason):
            "its USB port could not be reset (\(reason)): pull it out and plug it in again"
        }
    }

    private func words(_ fault: USBListingFault) -> String {
        switch fault {
        case .noUdev: "libudev cannot be started"
        case .noMemory: "libudev has no memory"
        case .unreadable(let name): "/sys cannot be read: the devices of the class \(name) are not known"
        }
    }

    private func words(_ other: OtherModem) -> String {
        switch other {
        case .wrongIMEI(let wanted): "another modem is at this port: this line wants IMEI \(wanted)"
        case .noIMEI(let wanted):
            "the modem does not say its IMEI (AT+CGSN), and this line wants IMEI \(wanted): "
                + "name the line's modem by its SIM (iccid) or its port (usb_path)"
        case .moved(let path): "another modem is at \(path) now: it is looked for again"
        }
    }

    private func storage(_ stick: String, becomesModem: Bool, command: String?, hasSwitcher: Bool) -> String {
        guard becomesModem else {
            return
                "\(stick) shows as a CD-ROM and becomes a network card, not a modem: use another stick, or one with stick firmware"
        }
        if let command {
            return "\(stick) shows as a CD-ROM: \(hasSwitcher ? "" : "install usb-modeswitch and ")run \(command)"
        }
        return hasSwitcher
            ? "\(stick) shows as a CD-ROM, and usb-modeswitch has not switched it: pull it out and plug it in again"
            : "\(stick) shows as a CD-ROM: install usb-modeswitch and plug it in again"
    }

    private func words(_ lock: SIMLock) -> String {
        let (name, code) = (lock.name, "get the modem's unlock code from who sold it")
        return switch lock.kind {
        case .network:
            "the modem is locked to one carrier's network (\(name)) and the SIM is of another: put a SIM of that carrier "
                + "in, or \(code)"
        case .networkPart:
            "the modem is locked to a part of one carrier's network (\(name)) and the SIM is of another: put a SIM of "
                + "that carrier in, or \(code)"
        case .provider:
            "the modem is locked to one service provider (\(name)) and the SIM is of another: put a SIM of that provider "
                + "in, or get the modem's unlock code from the carrier that sold it"
        case .company:
            "the modem is locked to the SIMs of one company (\(name)): put one of its SIMs in, or ask that company for "
                + "the unlock code"
        case .firstSIM:
            "the modem is locked to the first SIM it ever had (\(name)): put that SIM in, or \(code)"
        case .oneSIM:
            "the modem is locked to one SIM (\(name)): put the SIM it was locked to in, or enter the modem's own "
                + "security code, which its owner set"
        case .blocked: "the SIM is blocked for good (\(name)): ask the carrier for a new one"
        case .other: "the modem or the SIM wants \(name), which no program may enter: ask who sold them"
        }
    }

    private func words(_ answering: Answering) -> String {
        switch answering {
        case .answers: "texts and calls are received and answered"
        case .shadows: "shadow mode: texts and calls are received and judged, nothing is sent"
        case .records: "texts and calls are recorded, never answered"
        case .roams: "the SIM is roaming: texts and calls are recorded, not answered (roaming = false)"
        case .heldByLaw:
            "texts and calls are received; no text is sent until what the law says is acknowledged: see `jedisnon doctor`"
        case .unclaimed: "no line has this SIM"
        }
    }

    private func clock(_ minutes: Int?) -> String {
        guard let minutes else { return "" }
        return "; a service centre's times are \(minutes / 60) h \(minutes % 60) min behind, to the minute, as with "
            + "a wrong time zone: that is taken out"
    }

    private func words(_ step: StartingStep) -> String {
        switch step {
        case .never: "The service has not run with this line yet."
        case .line: "the line is being started"
        case .modem: "the modem is being brought up"
        case .look: "it is being looked at"
        case .store(let answer): "the modem's memory for messages is still starting (\(answer))"
        case .sim(let answer): "the SIM card is still starting (\(answer))"
        case .noSIM: "the modem is looking for its SIM card"
        }
    }
}

extension EnglishNotice {
    private func clause(_ fault: BalanceFault) -> String {
        switch fault {
        case .noAnswer: "it does not answer"
        case .refused: "the question was refused"
        case .unreadable: "its answer holds no amount that the pattern finds"
        }
    }
}
