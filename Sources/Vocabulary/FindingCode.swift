/// What the doctor finds, by the name that programs go by: the `id` of a finding in `doctor --json`.
///
/// The state of a line has `line_` before it instead.
public enum FindingCode: String, CaseIterable, Hashable, Sendable, Codable {
    // MARK: The configuration

    /// The configuration is there and right.
    case configuration
    /// There is no configuration.
    case configurationMissing = "configuration_missing"
    /// A mistake in the configuration.
    case configurationWrong = "configuration_wrong"
    /// The configuration may not be read by this user, or not by the service.
    case configurationUnreadable = "configuration_unreadable"
    /// No line is configured.
    case noLine = "no_line"
    /// Nothing limits what lines may spend.
    case noBudget = "no_budget"
    /// A text of some lines has no price.
    case noPrices = "no_prices"
    /// All lines are in shadow mode.
    case allShadow = "all_shadow"
    /// Lines may answer within ten minutes.
    case shortDelay = "short_delay"
    /// Days and months are counted in UTC.
    case timeZoneUTC = "time_zone_utc"
    /// A line names its modem by a name that two modems may have.
    case lineByID = "line_by_id"
    /// The file with the PIN cannot be used.
    case pinFileWrong = "pin_file_wrong"
    /// The service's user may not read the file with the PIN.
    case pinFileUnreadable = "pin_file_unreadable"
    /// Not only root may change the files of lines.
    case linesFolderWritable = "lines_folder_writable"

    // MARK: The law

    /// The country profile of a line.
    case law
    /// A notice of the law or of a plan, acknowledged or to be read.
    case lawNotice = "law_notice"
    /// A notice keeps lines from answering by text until it is acknowledged.
    case lawHoldsReplies = "law_holds_replies"
    /// A line does something else than its profile says.
    case lawDiffers = "law_differs"

    // MARK: USB

    /// A modem is plugged in.
    case usbModem = "usb_modem"
    /// No modem is plugged in.
    case usbNoModem = "usb_no_modem"
    /// A stick that shows as a CD-ROM.
    case usbStorageMode = "usb_storage_mode"
    /// A stick that is a network card, not a modem.
    case usbNetworkStick = "usb_network_stick"
    /// A modem whose serial ports the kernel did not make.
    case usbNoPorts = "usb_no_ports"
    /// A serial device that may be anything.
    case usbUnknownSerial = "usb_unknown_serial"
    /// A USB-to-serial converter without its port.
    case usbConverterNoPort = "usb_converter_no_port"
    /// The kernel puts the modem to sleep (`power/control`).
    case usbSleep = "usb_sleep"
    /// The USB devices cannot be listed.
    case usbUnreadable = "usb_unreadable"

    // MARK: Ports

    /// The port may not be opened by the service.
    case portPermission = "port_permission"
    /// Another program holds the port.
    case portHeld = "port_held"
    /// Another program was told to use the port.
    case portClaimed = "port_claimed"
    /// The kernel has the port, and /dev does not.
    case portMissing = "port_missing"
    /// The port cannot be opened.
    case portClosed = "port_closed"
    /// ModemManager leaves the modem alone.
    case modemManager = "modem_manager"
    /// ModemManager may take the modem.
    case modemManagerActive = "modem_manager_active"

    // MARK: A modem, asked directly

    /// A modem works.
    case modem
    /// A modem answers no command.
    case modemSilent = "modem_silent"
    /// A modem went away while it was asked.
    case modemGone = "modem_gone"
    /// No line uses the modem.
    case modemUnclaimed = "modem_unclaimed"
    /// No SIM in the modem.
    case simMissing = "sim_missing"
    /// The SIM does not come up.
    case simBusy = "sim_busy"
    /// The SIM wants its PIN.
    case simPIN = "sim_pin"
    /// The SIM wants its PIN, and its line has a file with it.
    case simPINKnown = "sim_pin_known"
    /// The SIM wants its PUK.
    case simPUK = "sim_puk"
    /// A lock no program opens.
    case simLocked = "sim_locked"
    /// Not registered on a network.
    case noNetwork = "no_network"
    /// The SIM is roaming.
    case roaming
    /// The SIM has no number of a service centre.
    case smscMissing = "smsc_missing"
    /// The signal is weak.
    case signalWeak = "signal_weak"
    /// Nearly no room for new texts.
    case storageFull = "storage_full"

    // MARK: Lines

    /// No modem is where the line says.
    case lineModemMissing = "line_modem_missing"
    /// Another port of the modem takes the commands.
    case lineWrongPort = "line_wrong_port"
    /// Too many people at once: the line counts and does not answer.
    case raid
    /// A modem without a line is being looked at.
    case modemStarting = "modem_starting"
    /// A modem that no line can use.
    case modemUnusable = "modem_unusable"

    // MARK: The service

    /// The service runs.
    case service
    /// The service does not run.
    case serviceNotRunning = "service_not_running"
    /// The service does not start with the box.
    case serviceNotEnabled = "service_not_enabled"
    /// The service does not answer as it should.
    case serviceBroken = "service_broken"
    /// The service is of another version than this program.
    case serviceOtherVersion = "service_other_version"
    /// This user may not talk to the service.
    case socketDenied = "socket_denied"
    /// The state folder is not there.
    case folderMissing = "folder_missing"
    /// There is something else than a folder where the state folder should be.
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
    /// Nothing keeps the clock right.
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

    /// The program that speaks is not installed.
    case speechProgramMissing = "speech_program_missing"
    /// A line's recording cannot be played.
    case promptUnusable = "prompt_unusable"

    // MARK: The examination itself

    /// What this user may not look at.
    case notLookedAt = "not_looked_at"
    /// An examination did not end in time.
    case tookTooLong = "took_too_long"
}
