/// The codes of notices: why a line is not simply `ready`, or why it needs a person while it works.
///
/// Programs, including `doctor`, decide by these codes and never by the words of a sentence.
public enum NoticeCode: String, Codable, CaseIterable, Sendable {
    // MARK: The port

    /// Nothing exists at the path that the line names.
    case portMissing = "port_missing"
    /// The service's user may not open the port.
    case portPermission = "port_permission"
    /// The path is not a serial port.
    case portNotSerial = "port_not_serial"
    /// Another program holds the port.
    case portHeld = "port_held"
    /// The system refused the port for another reason.
    case portError = "port_error"
    /// The USB devices of the box cannot be listed.
    case usbUnreadable = "usb_unreadable"

    // MARK: The modem

    /// No modem that is plugged in is the one of the line.
    case modemMissing = "modem_missing"
    /// The modem will be ready in seconds: it is being examined, or returns from a reset.
    case modemStarting = "modem_starting"
    /// The modem was disconnected.
    case modemLost = "modem_lost"
    /// The modem stopped answering.
    case modemSilent = "modem_silent"
    /// The modem refuses a command that the line needs.
    case modemRefuses = "modem_refuses"
    /// Its message memory does not become ready.
    case storeBusy = "store_busy"
    /// It has no PDU mode.
    case textModeOnly = "text_mode_only"
    /// It cannot announce new messages, so they are polled.
    case announcementsMissing = "announcements_missing"
    /// The device at the port answers no AT commands.
    case notAModem = "not_a_modem"
    /// A modem other than the line's own is at the port.
    case modemOther = "modem_other"
    /// The modem belongs to another line, by its SIM or its IMEI.
    case modemOfOtherLine = "modem_of_other_line"
    /// The modem did not end a call: its radio was switched off and on.
    case callNotEnded = "call_not_ended"
    /// A stick that appears as a CD-ROM, or became a network card.
    case usbStorageMode = "usb_storage_mode"
    /// A modem for which the kernel created no serial ports.
    case usbNoPorts = "usb_no_ports"
    /// A serial device of unknown kind: nothing is written to it.
    case usbUnknownSerial = "usb_unknown_serial"

    // MARK: The SIM

    /// No SIM in the modem.
    case simMissing = "sim_missing"
    /// The SIM does not become ready.
    case simBusy = "sim_busy"
    /// The SIM requires its PIN, and the line has no file with it.
    case simPIN = "sim_pin"
    /// Fewer than three tries are left, so no program enters the PIN.
    case simPINTries = "sim_pin_tries"
    /// The SIM refused the PIN of the line's file.
    case simPINRefused = "sim_pin_refused"
    /// The PIN of the line's file belongs to another SIM.
    case simPINOfOther = "sim_pin_of_other"
    /// The file with the PIN cannot be used.
    case pinFileWrong = "pin_file_wrong"
    /// Another SIM accepted the PIN: no PIN is entered until the line is resumed.
    case simPINHeld = "sim_pin_held"
    /// The SIM requires its PUK.
    case simPUK = "sim_puk"
    /// A lock that no program can open, such as a carrier's.
    case simLocked = "sim_locked"
    /// Another SIM than the line's own is in the modem.
    case simOther = "sim_other"
    /// The SIM in the modem belongs to another line.
    case simOfOtherLine = "sim_of_other_line"
    /// Two SIMs with the same number are plugged in.
    case simTwice = "sim_twice"
    /// The SIM does not report its number.
    case simNumberUnknown = "sim_nameless"

    // MARK: The network

    /// Not registered on a network.
    case noNetwork = "no_network"
    /// The network refuses the SIM.
    case registrationDenied = "registration_denied"
    /// The SIM has no service centre number, so nothing can be sent.
    case smscMissing = "smsc_missing"

    // MARK: Works, and needs a person

    /// The modem announces texts and calls on another of its ports.
    case announcementsElsewhere = "announcements_elsewhere"
    /// Almost no room for new texts in the SIM's memory.
    case storageFull = "storage_full"
    /// The modem reported the deletion of texts and still holds them.
    case storageStuck = "storage_stuck"
    /// The modem does not list one of its memories.
    case storageUnreadable = "storage_unreadable"
    /// Nothing can be stored, so texts stay on the SIM.
    case notRecorded = "not_recorded"
    /// A heartbeat failed: the line may be unable to send or to receive.
    case heartbeatFailed = "heartbeat_failed"
    /// The balance of its prepaid SIM is below the floor.
    case balanceLow = "balance_low"
    /// The network has not reported the balance for days.
    case balanceUnknown = "balance_unknown"
    /// A line that should speak cannot.
    case voiceMissing = "voice_missing"
    /// ModemManager is not configured to ignore the modem, and may take its messages.
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
