/// The names of what a line says of itself: what keeps it from being simply `ready`, or needs a person while it works.
///
/// Programs, `doctor` among them, decide by these and never by the words of a sentence.
public enum NoticeCode: String, Codable, CaseIterable, Sendable {
    // MARK: The port

    /// Nothing exists at the path that the line names.
    case portMissing = "port_missing"
    /// The service's user may not open the port.
    case portPermission = "port_permission"
    /// The path is no serial port.
    case portNotSerial = "port_not_serial"
    /// Another program holds the port.
    case portHeld = "port_held"
    /// The system refused the port for another reason.
    case portError = "port_error"
    /// The machine's devices cannot be listed.
    case usbUnreadable = "usb_unreadable"

    // MARK: The modem

    /// No modem that is plugged in is the one the line names.
    case modemMissing = "modem_missing"
    /// It is a matter of seconds: a modem is being looked at, or comes back from a reset.
    case modemStarting = "modem_starting"
    /// The modem has gone.
    case modemLost = "modem_lost"
    /// The modem stopped answering.
    case modemSilent = "modem_silent"
    /// The modem refuses a command that the line cannot do without.
    case modemRefuses = "modem_refuses"
    /// Its memory for messages does not come up.
    case storeBusy = "store_busy"
    /// It has no PDU mode.
    case textModeOnly = "text_mode_only"
    /// It cannot announce new messages: they are looked for.
    case announcementsMissing = "announcements_missing"
    /// What is at the port answers no AT command.
    case notAModem = "not_a_modem"
    /// Another modem is at the port than the one the line names.
    case modemOther = "modem_other"
    /// The modem is another line's, by its SIM or its IMEI.
    case modemOfOtherLine = "modem_of_other_line"
    /// The modem did not end a call: its radio was switched off and on.
    case callNotEnded = "call_not_ended"
    /// A stick that shows as a CD-ROM, or became a network card.
    case usbStorageMode = "usb_storage_mode"
    /// A modem whose serial ports the kernel did not make.
    case usbNoPorts = "usb_no_ports"
    /// A serial device that may be anything: nothing is written to it.
    case usbUnknownSerial = "usb_unknown_serial"

    // MARK: The SIM

    /// No SIM in the modem.
    case simMissing = "sim_missing"
    /// The SIM does not come up.
    case simBusy = "sim_busy"
    /// The SIM wants its PIN, and the line has no file with it.
    case simPIN = "sim_pin"
    /// Fewer than three tries are left: no program uses one.
    case simPINTries = "sim_pin_tries"
    /// The SIM refused the PIN of the line's file.
    case simPINRefused = "sim_pin_refused"
    /// The PIN of the line's file belongs to another SIM.
    case simPINOfOther = "sim_pin_of_other"
    /// The file with the PIN cannot be used.
    case pinFileWrong = "pin_file_wrong"
    /// Another SIM took the PIN: no PIN until the line is resumed.
    case simPINHeld = "sim_pin_held"
    /// The SIM wants its PUK.
    case simPUK = "sim_puk"
    /// A lock no program opens, such as a carrier's.
    case simLocked = "sim_locked"
    /// Another SIM is in the modem than the one the line names.
    case simOther = "sim_other"
    /// The SIM in the modem is another line's.
    case simOfOtherLine = "sim_of_other_line"
    /// Two SIMs with one number are plugged in.
    case simTwice = "sim_twice"
    /// The SIM does not tell its number.
    case simNumberUnknown = "sim_nameless"

    // MARK: The network

    /// Not registered on a network.
    case noNetwork = "no_network"
    /// The network does not let the SIM in.
    case registrationDenied = "registration_denied"
    /// The SIM has no number of a service centre: nothing can be sent.
    case smscMissing = "smsc_missing"

    // MARK: Works, and needs a person

    /// The modem announces texts and calls on another of its ports.
    case announcementsElsewhere = "announcements_elsewhere"
    /// Nearly no room for new texts in the SIM's memory.
    case storageFull = "storage_full"
    /// The modem says that it deleted texts and still holds them.
    case storageStuck = "storage_stuck"
    /// The modem does not list one of its memories.
    case storageUnreadable = "storage_unreadable"
    /// Nothing can be written down: texts stay on the SIM.
    case notRecorded = "not_recorded"
    /// A heartbeat failed: the line may not send or not receive.
    case heartbeatFailed = "heartbeat_failed"
    /// The balance of its prepaid SIM is below the floor.
    case balanceLow = "balance_low"
    /// The network has not told the balance for days.
    case balanceUnknown = "balance_unknown"
    /// A line that shall speak cannot.
    case voiceMissing = "voice_missing"
    /// ModemManager was not told to leave the modem alone, and may take its messages.
    case modemManagerActive = "modem_manager_active"

    // MARK: Nothing is the matter: these are never the `notice` of `status`

    /// The line works.
    case working
    /// The operator paused it.
    case paused
    /// It is being started.
    case starting

    // MARK: Neither

    /// A fault of the service itself.
    case internalFault = "internal_fault"
    /// A code this version does not know.
    case unknown
}
