import SerialPort
import Vocabulary

extension Notice {
    /// Why a port could not be opened.
    public init(_ error: SerialPortError) {
        self =
            switch error {
            case .missing(let path): .portMissing(path: path)
            case .permissionDenied(let path): .portPermission(path: path)
            case .settling(let path): .modemStarting(.settling(path: path))
            case .notATTY(let path): .portNotSerial(path: path)
            case .held(let path, let holder): .portHeld(path: path, by: holder)
            case .hung(let path): .modemSilent(.port(path: path))
            case .system(let path, let call, _, let text): .portError(path: path, call: call, answer: text)
            }
    }

    /// A modem that shows as a disk.
    public init(_ stick: StorageModeStick, hasSwitcher: Bool) {
        self = .usbStorageMode(
            stick: stick.name, becomesModem: stick.outcome == .modem, command: stick.command, hasSwitcher: hasSwitcher)
    }
}
