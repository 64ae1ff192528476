// The words for cases of a notice without a code of their own, under `step`, `ports` and `reset`.

/// The `step` of ``ModemWait``.
enum WaitWord: String {
    case look, settling, reset
    case firstLook = "first_look"
    case lookFor = "look_for"
    case givenUp = "given_up"
}

/// The `step` of ``StartingStep``.
enum StartingWord: String {
    case never, line, modem, look, store, sim
    case noSIM = "no_sim"
}

/// The `ports` that do not answer.
enum PortsWord: String {
    case named, all
}

/// The `reset` of ``ResetFailure``.
enum ResetWord: String {
    case failed, hung
    case noHelp = "no_help"
    case noUSB = "no_usb"
    case mightBecomeDisk = "might_become_disk"
    case notPermitted = "not_permitted"
}

/// The `reason` of ``USBListingFault``.
enum USBListingWord: String {
    case unreadable
    case noUdev = "no_udev"
    case noMemory = "no_memory"
}
