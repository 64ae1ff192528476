/// Everything that a line, or a modem without a line, can report: a code and its values.
///
/// The sentences are made elsewhere (`Words`), and no decision depends on them. Programs use ``code``.
public indirect enum Notice: Hashable, Sendable {
    // MARK: The port

    /// Nothing exists at the path.
    case portMissing(path: String)
    /// The service's user may not open the port.
    case portPermission(path: String)
    /// The path is not a serial port.
    case portNotSerial(path: String)
    /// Another program holds the port; nil = it is not known which.
    case portHeld(path: String, by: String?)
    /// The system refused the port: the call, and the answer of the system.
    case portError(path: String, call: String, answer: String)
    /// The USB devices of the box cannot be listed.
    case usbUnreadable(USBListingFault)

    // MARK: The modem

    /// No modem that is plugged in is the one of the line; `others` are the notices of the modems that are there.
    case modemMissing(WantedModem, others: [Notice])
    /// The modem will be ready in seconds.
    case modemStarting(ModemWait)
    /// The modem was disconnected.
    case modemLost
    /// The modem stopped answering.
    case modemSilent(Silence)
    /// The modem refuses a command that the line needs.
    case modemRefuses(command: String, answer: String)
    /// Its message memory does not become ready.
    case storeBusy(answer: String)
    /// It has no PDU mode.
    case textModeOnly(answer: String)
    /// It cannot announce new messages, so they are polled.
    case announcementsMissing(everySeconds: Int)
    /// The device at the port answers no AT commands.
    case notAModem(NoAnswer)
    /// A modem other than the line's own is there.
    case modemOther(OtherModem)
    /// The modem at a USB port belongs to another line, by its SIM or its IMEI; nil = it is not known to which.
    case modemOfOtherLine(line: String?, usbPort: String)
    /// The modem did not end a call: its radio was switched off and on.
    case callNotEnded
    /// A stick that appears as a CD-ROM; the command switches it, nil = `usb-modeswitch` does it by itself.
    case usbStorageMode(stick: String, becomesModem: Bool, command: String?, hasSwitcher: Bool)
    /// A modem for which the kernel created no serial ports.
    case usbNoPorts
    /// A serial device of unknown kind: nothing is written to it.
    case usbUnknownSerial(path: String)

    // MARK: The SIM

    /// No SIM in the modem.
    case simMissing
    /// The SIM does not become ready.
    case simBusy(answer: String)
    /// The SIM requires its PIN, and no line has a file with it.
    case simPIN(hasLine: Bool)
    /// Fewer than three tries are left, so no program enters the PIN.
    case simPINTries(left: Int, file: String)
    /// The SIM refused the PIN of the line's file, now or at an earlier try.
    case simPINRefused(file: String, before: Bool)
    /// The PIN of the line's file belongs to another SIM.
    case simPINOfOther
    /// The file with the PIN cannot be used.
    case pinFileWrong(file: String, PINFileFault)
    /// Another SIM accepted the PIN: no PIN is entered until the line is resumed.
    case simPINHeld(line: String)
    /// The SIM requires its PUK.
    case simPUK(hasLine: Bool)
    /// A lock that no program can open, by its name in `+CPIN`.
    case simLocked(SIMLock)
    /// Another SIM than the line's own is in the modem; `wanted` has its last digits, nil = the previous one.
    case simOther(wanted: String?)
    /// The SIM or modem of the line belongs to another line.
    case simOfOtherLine(line: String)
    /// Two SIMs with the same number are plugged in.
    case simTwice
    /// The SIM does not report its number.
    case simNumberUnknown(namesPort: Bool)

    // MARK: The network

    /// Not registered on a network; for so many minutes, if the radio is switched off and on for it.
    case noNetwork(minutes: Int?)
    /// The network refuses the SIM.
    case registrationDenied
    /// The SIM has no service centre number, so nothing can be sent.
    case smscMissing

    // MARK: Works, and needs a person

    /// The modem announces texts and calls on another of its ports, which it names so.
    case announcementsElsewhere(port: String)
    /// Almost no room for new texts in the SIM's memory.
    case storageFull(used: Int, size: Int)
    /// The modem reported the deletion of so many texts and still holds them.
    case storageStuck(count: Int)
    /// The modem does not list one of its memories.
    case storageUnreadable(memory: String, answer: String)
    /// Nothing can be stored, so texts stay on the SIM.
    case notRecorded(StoreError)
    /// A heartbeat failed: the line may be unable to send or to receive.
    case heartbeatFailed(line: String)
    /// The balance of its prepaid SIM, as the network reported it, is below the floor.
    case balanceLow(balance: Money, floor: Money)
    /// The network has not reported the balance for days, and why.
    case balanceUnknown(BalanceFault)
    /// A line that should speak cannot, and why.
    case voiceMissing(calls: CallMode, VoiceFault)
    /// ModemManager is not configured to ignore the modem, and may take its messages.
    case modemManagerActive

    // MARK: Nothing is the matter

    /// The line works; the clock of a service centre is so many minutes behind, which is corrected.
    case working(Answering, clockBehindMinutes: Int?)
    /// The operator paused the line.
    case paused(releasesPort: Bool, why: String?)
    /// The line is being started.
    case starting(StartingStep)

    // MARK: Neither

    /// A fault of the service itself, in its own words.
    case internalFault(String)
    /// A notice about the modem at a USB port.
    case at(usbPort: String, Notice)
    /// Only the code is known: another version of the program wrote it.
    case bare(String)
}
