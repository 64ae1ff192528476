/// The code of a finding of the doctor: the `id` in `doctor --json`.
///
/// The finding about the state of a line is `line_` and the state instead.
public enum FindingCode: String, CaseIterable, Hashable, Sendable, Codable {
    // MARK: The configuration

    /// The configuration exists and is valid.
    case configuration
    /// There is no configuration.
    case configurationMissing = "configuration_missing"
    /// A mistake in the configuration.
    case configurationWrong = "configuration_wrong"
    /// The configuration cannot be read by this user, or by the service.
    case configurationUnreadable = "configuration_unreadable"
    /// No line is configured.
    case noLine = "no_line"
    /// No limit is set for the spending of lines.
    case noBudget = "no_budget"
    /// Some lines have no price for a text.
    case noPrices = "no_prices"
    /// All lines are in shadow mode.
    case allShadow = "all_shadow"
    /// Lines may answer within ten minutes.
    case shortDelay = "short_delay"
    /// Days and months are counted in UTC.
    case timeZoneUTC = "time_zone_utc"
    /// A line identifies its modem by a name that two modems may share.
    case lineByID = "line_by_id"
    /// The file with the PIN cannot be used.
    case pinFileWrong = "pin_file_wrong"
    /// The service's user may not read the file with the PIN.
    case pinFileUnreadable = "pin_file_unreadable"
    /// Users other than root may change the files of lines.
    case linesFolderWritable = "lines_folder_writable"

    // MARK: The law

    /// The country profile of a line.
    case law
    /// A notice of the law or of a plan, whether acknowledged or not.
    case lawNotice = "law_notice"
    /// A notice prevents lines from answering by text until it is acknowledged.
    case lawHoldsReplies = "law_holds_replies"
    /// A setting of a line differs from its country profile.
    case lawDiffers = "law_differs"

    // MARK: USB

    /// A modem is plugged in.
    case usbModem = "usb_modem"
    /// No modem is plugged in.
    case usbNoModem = "usb_no_modem"
    /// A stick that appears as a CD-ROM.
    case usbStorageMode = "usb_storage_mode"
    /// A stick that is a network card, not a modem.
    case usbNetworkStick = "usb_network_stick"
    /// A modem for which the kernel created no serial ports.
    case usbNoPorts = "usb_no_ports"
    /// A serial device of unknown kind.
    case usbUnknownSerial = "usb_unknown_serial"
    /// A USB-to-serial converter without its port.
    case usbConverterNoPort = "usb_converter_no_port"
    /// The kernel may suspend the modem (`power/control`).
    case usbSleep = "usb_sleep"
    /// The USB devices cannot be listed.
    case usbUnreadable = "usb_unreadable"

    // MARK: Ports

    /// The service has no permission to open the port.
    case portPermission = "port_permission"
    /// Another program holds the port.
    case portHeld = "port_held"
    /// Another program is configured to use the port.
    case portClaimed = "port_claimed"
    /// The kernel has the port, but /dev does not.
    case portMissing = "port_missing"
    /// The port cannot be opened.
    case portClosed = "port_closed"
    /// ModemManager ignores the modem.
    case modemManager = "modem_manager"
    /// ModemManager may take the modem.
    case modemManagerActive = "modem_manager_active"

    // MARK: A modem, asked directly

    /// A modem works.
    case modem
    /// A modem answers no commands.
    case modemSilent = "modem_silent"
    /// A modem was disconnected during the examination.
    case modemGone = "modem_gone"
    /// No line uses the modem.
    case modemUnclaimed = "modem_unclaimed"
    /// No SIM in the modem.
    case simMissing = "sim_missing"
    /// The SIM does not come up.
    case simBusy = "sim_busy"
    /// The SIM requires its PIN.
    case simPIN = "sim_pin"
    /// The SIM requires its PIN, and its line has a file with it.
    case simPINKnown = "sim_pin_known"
    /// The SIM requires its PUK.
    case simPUK = "sim_puk"
    /// A lock that no program can open.
    case simLocked = "sim_locked"
    /// Not registered on a network.
    case noNetwork = "no_network"
    /// The SIM is roaming.
    case roaming
    /// The SIM has no service centre number.
    case smscMissing = "smsc_missing"
    /// The signal is weak.
    case signalWeak = "signal_weak"
    /// Almost no room for new texts.
    case storageFull = "storage_full"

    // MARK: Lines

    /// No modem is where the line expects it.
    case lineModemMissing = "line_modem_missing"
    /// Another port of the modem accepts the commands.
    case lineWrongPort = "line_wrong_port"
    /// Too many people at once: the line counts contacts and does not answer.
    case raid
    /// A modem without a line is being examined.
    case modemStarting = "modem_starting"
    /// A modem that no line can use.
    case modemUnusable = "modem_unusable"

    // MARK: The service

    /// The service runs.
    case service
    /// The service does not run.
    case serviceNotRunning = "service_not_running"
    /// The service does not start at boot.
    case serviceNotEnabled = "service_not_enabled"
    /// The service does not answer correctly.
    case serviceBroken = "service_broken"
    /// The service is of another version than this program.
    case serviceOtherVersion = "service_other_version"
    /// This user may not connect to the service.
    case socketDenied = "socket_denied"
    /// The state folder does not exist.
    case folderMissing = "folder_missing"
    /// The path of the state folder is not a folder.
    case stateFolderIsNoFolder = "folder_is_none"
    /// The state folder may not be written to.
    case folderNotWritable = "folder_not_writable"
    /// The disk has room.
    case diskSpace = "disk_space"
    /// The disk is nearly full.
    case diskSpaceLow = "disk_space_low"
    /// The database opens.
    case database
    /// There is no database yet.
    case databaseNone = "database_none"
    /// A newer version of the program wrote the database.
    case databaseNewer = "database_newer"
    /// The database is damaged.
    case databaseDamaged = "database_damaged"
    /// Another program has the database open.
    case databaseBusy = "database_busy"
    /// The database cannot be used.
    case databaseUnusable = "database_unusable"

    // MARK: The box

    /// The clock is synchronised.
    case clock
    /// The clock is wrong.
    case clockWrong = "clock_wrong"
    /// Nothing synchronises the clock.
    case clockNotSynchronised = "clock_not_synchronised"
    /// udevd runs and the rules are installed.
    case udevRules = "udev_rules"
    /// udevd does not run here.
    case udevdNotRunning = "udevd_not_running"
    /// The rules for modems are not installed.
    case udevRulesMissing = "udev_rules_missing"
    /// The power supply is strong enough.
    case power
    /// The power supply is too weak.
    case underVoltage = "under_voltage"

    // MARK: Voice

    /// The speech program is not installed.
    case speechProgramMissing = "speech_program_missing"
    /// A line's recording cannot be played.
    case promptUnusable = "prompt_unusable"

    // MARK: The examination itself

    /// Something that this user may not examine.
    case notLookedAt = "not_looked_at"
    /// An examination did not finish in time.
    case tookTooLong = "took_too_long"
}
