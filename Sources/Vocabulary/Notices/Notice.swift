/// Everything a line, or a modem without one, can say of itself: a code and its values.
///
/// The words are made at the edge (`Words`); nobody decides by them. ``code`` is the name that programs go by.
public indirect enum Notice: Hashable, Sendable {
    // MARK: The port

    /// Nothing exists at the path.
    case portMissing(path: String)
    /// The service's user may not open the port.
    case portPermission(path: String)
    /// The path is no serial port.
    case portNotSerial(path: String)
    /// Another program holds the port; nil = nobody knows which.
    case portHeld(path: String, by: String?)
    /// The system refused the port: the call, and what the system said.
    case portError(path: String, call: String, answer: String)
    /// The machine's devices cannot be listed.
    case usbUnreadable(USBListingFault)

    // MARK: The modem

    /// No modem that is plugged in is the one the line names; the others that are there have a fault.
    case modemMissing(WantedModem, others: [Notice])
    /// It is a matter of seconds.
    case modemStarting(ModemWait)
    /// The modem has gone.
    case modemLost
    /// The modem stopped answering.
    case modemSilent(Silence)
    /// The modem refuses a command that the line cannot do without.
    case modemRefuses(command: String, answer: String)
    /// Its memory for messages does not come up.
    case storeBusy(answer: String)
    /// It has no PDU mode.
    case textModeOnly(answer: String)
    /// It cannot announce new messages: they are looked for.
    case announcementsMissing(everySeconds: Int)
    /// What is at the port answers no AT command.
    case notAModem(NoAnswer)
    /// Another modem is there than the line's own.
    case modemOther(OtherModem)
    /// The modem at a USB port is another line's, by its SIM or its IMEI; nil = nobody knows whose.
    case modemOfOtherLine(line: String?, usbPort: String)
    /// The modem did not end a call: its radio was switched off and on.
    case callNotEnded
    /// A stick that shows as a CD-ROM; the command switches it, nil = `usb-modeswitch` does it by itself.
    case usbStorageMode(stick: String, becomesModem: Bool, command: String?, hasSwitcher: Bool)
    /// A modem whose serial ports the kernel did not make.
    case usbNoPorts
    /// A serial device that may be anything: nothing is written to it.
    case usbUnknownSerial(path: String)

    // MARK: The SIM

    /// No SIM in the modem.
    case simMissing
    /// The SIM does not come up.
    case simBusy(answer: String)
    /// The SIM wants its PIN, and no line has a file with it.
    case simPIN(hasLine: Bool)
    /// Fewer than three tries are left: no program uses one.
    case simPINTries(left: Int, file: String)
    /// The SIM refused the PIN of the line's file, now or at a try before.
    case simPINRefused(file: String, before: Bool)
    /// The PIN of the line's file belongs to another SIM.
    case simPINOfOther
    /// The file with the PIN cannot be used.
    case pinFileWrong(file: String, PINFileFault)
    /// Another SIM took the PIN: no PIN until the line is resumed.
    case simPINHeld(line: String)
    /// The SIM wants its PUK.
    case simPUK(hasLine: Bool)
    /// A lock no program opens, by the name that `+CPIN` gives it.
    case simLocked(SIMLock)
    /// Another SIM is in the modem than the line's own, whose last digits these are; nil = the one from before.
    case simOther(wanted: String?)
    /// The SIM or modem of the line belongs to another line.
    case simOfOtherLine(line: String)
    /// Two SIMs with one number are plugged in.
    case simTwice
    /// The SIM does not tell its number.
    case simNumberUnknown(namesPort: Bool)

    // MARK: The network

    /// Not registered on a network; for so many minutes, where the radio is switched off and on for it.
    case noNetwork(minutes: Int?)
    /// The network does not let the SIM in.
    case registrationDenied
    /// The SIM has no number of a service centre: nothing can be sent.
    case smscMissing

    // MARK: Works, and needs a person

    /// The modem announces texts and calls on another of its ports, by its own name for it.
    case announcementsElsewhere(port: String)
    /// Nearly no room for new texts in the SIM's memory.
    case storageFull(used: Int, size: Int)
    /// The modem says that it deleted so many texts and still holds them.
    case storageStuck(count: Int)
    /// The modem does not list one of its memories.
    case storageUnreadable(memory: String, answer: String)
    /// Nothing can be written down: texts stay on the SIM.
    case notRecorded(StoreError)
    /// A heartbeat failed: the line may not send or not receive.
    case heartbeatFailed(line: String)
    /// The balance of its prepaid SIM is below the floor, as the network told it.
    case balanceLow(balance: Money, floor: Money)
    /// The network has not told the balance for days, and why.
    case balanceUnknown(BalanceFault)
    /// A line that shall speak cannot, and why.
    case voiceMissing(calls: CallMode, VoiceFault)
    /// ModemManager was not told to leave the modem alone, and may take its messages.
    case modemManagerActive

    // MARK: Nothing is the matter

    /// The line works; the clock of a service centre is so many minutes behind, which is taken out.
    case working(Answering, clockBehindMinutes: Int?)
    /// The operator paused the line.
    case paused(releasesPort: Bool, why: String?)
    /// The line is being started.
    case starting(StartingStep)

    // MARK: Neither

    /// A fault of the service itself, as it calls itself.
    case internalFault(String)
    /// Something about the modem at a USB port.
    case at(usbPort: String, Notice)
    /// Only the code is known: another version of the program wrote it.
    case bare(String)
}
