import Vocabulary

extension Notice {
    /// A modem that shows as a disk.
    public init(_ stick: StorageModeStick, hasSwitcher: Bool) {
        self = .usbStorageMode(
            stick: stick.name, becomesModem: stick.outcome == .modem, command: stick.command, hasSwitcher: hasSwitcher)
    }
}
