import SerialPort

/// Which ports of a USB device to try, and whether anything may be written to them at all.
public enum PortChoice: Hashable, Sendable {
    /// A modem of a known family, or one that the kernel's modem drivers know: its AT ports, the best first.
    ///
    /// `isCertain` is false where only the driver speaks for a modem: then each port is listened to first.
    case candidates([String], isCertain: Bool)
    /// A known modem whose AT port has not appeared yet.
    case incomplete
    /// A modem that shows itself as a disk until it is switched; the sentence says what to do.
    case storage(advice: String)
    /// A serial device that may be anything: nothing is ever written to it.
    case unknown
    /// No serial port: nothing for a line.
    case none

    /// Kernel drivers that bind to modems only, by their own lists of products (`drivers/usb/serial/option.c`,
    /// `qcserial.c`, `sierra.c`, `drivers/net/usb/hso.c`).
    private static let modemDrivers: Set<String> = ["option", "option1", "qcserial", "sierra", "hso"]

    /// The choice for one device; once it `isSettled` no more ports of it are expected.
    public init(_ device: USBDevice, isSettled: Bool = false) {
        if let (model, _) = ModemProfile.usbModel(vendor: device.vendor, product: device.product) {
            let ports = model.atInterfaces.flatMap { number in device.ttys.filter { $0.interface == number } }
            // Firmware moves ports about: a modem whose AT port is not where it should be may have it elsewhere.
            let usable = ports.isEmpty && isSettled ? device.ttys : ports
            self = usable.isEmpty ? .incomplete : .candidates(usable.map(\.path), isCertain: true)
            return
        }
        guard !device.ttys.isEmpty else {
            let stick = ModemProfile.storageMode(vendor: device.vendor, product: device.product)
            self = stick.map { .storage(advice: $0.advice) } ?? .none
            return
        }
        // A converter (ftdi_sio, ch341, cp210x...) or an Arduino looks no different from here: cdc_acm alone proves
        // nothing, cdc_acm beside a network interface is a modem.
        let ports = device.ttys.filter { tty in
            guard let driver = tty.driver else { return false }
            return Self.modemDrivers.contains(driver) || (driver == "cdc_acm" && device.hasNetwork)
        }
        self = ports.isEmpty ? .unknown : .candidates(ports.map(\.path), isCertain: false)
    }

    /// The port with raw PCM, where the profile knows one.
    public static func audioPort(of device: USBDevice) -> String? {
        guard let (model, _) = ModemProfile.usbModel(vendor: device.vendor, product: device.product),
            let interface = model.audioInterface
        else { return nil }
        return device.ttys.first { $0.interface == interface }?.path
    }
}
