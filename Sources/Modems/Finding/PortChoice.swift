import SerialPort

/// Which ports of a USB device may be probed, if any.
public enum PortChoice: Hashable, Sendable {
    /// A modem of a known family, or one with a kernel driver for modems.
    case candidates(ModemPorts)
    /// A known modem whose AT port has not appeared yet.
    case incomplete
    /// A modem that shows itself as a disk until it is switched.
    case storage(StorageModeStick)
    /// A serial device of unknown kind: nothing is ever written to it.
    case unknown
    /// No serial port, so no modem for a line.
    case none

    /// Kernel drivers that bind to modems only, by their own lists of products (`drivers/usb/serial/option.c`,
    /// `qcserial.c`, `sierra.c`, `drivers/net/usb/hso.c`).
    private static let modemDrivers: Set<String> = ["option", "option1", "qcserial", "sierra", "hso"]
    /// No known modem has more ports; the bound ends every probe.
    private static let maximumPorts = 8

    /// The choice for one device; once it `isSettled` no more ports of it are expected.
    public init(_ device: USBDevice, isSettled: Bool = false) {
        let stick = ModemProfile.storageMode(vendor: device.vendor, product: device.product)
        if let (model, _) = ModemProfile.usbModel(vendor: device.vendor, product: device.product) {
            // Some keep their USB numbers when they are switched: such a device is a modem only once it has ports.
            if let stick, device.ttys.isEmpty, device.hasStorage {
                self = .storage(stick)
                return
            }
            let ports = Self.ports(of: device, model, isSettled: isSettled)
            self = ports.all.isEmpty ? .incomplete : .candidates(ports)
            return
        }
        guard !device.ttys.isEmpty else {
            self = stick.map { .storage($0) } ?? .none
            return
        }
        // A converter (ftdi_sio, ch341, cp210x...) and an Arduino look the same: cdc_acm alone proves nothing, cdc_acm
        // together with a network interface is a modem.
        let ports = device.ttys.filter { tty in
            guard let driver = tty.driver else { return false }
            return Self.modemDrivers.contains(driver) || (driver == "cdc_acm" && device.hasNetwork)
        }
        self =
            ports.isEmpty
            ? .unknown
            : .candidates(
                ModemPorts(named: [], others: ports.prefix(Self.maximumPorts).map(\.path), isCertain: false))
    }

    /// The ports of a known product: those its profile names, then the modem's others if they may be needed.
    private static func ports(of device: USBDevice, _ model: USBModel, isSettled: Bool) -> ModemPorts {
        let named = model.atInterfaces.flatMap { number in device.ttys.filter { $0.interface == number } }
        // Firmware versions differ in their port layout: if the expected AT port is missing, another port may be it,
        // the audio port being the least likely. Before the device has settled, the expected port may still appear.
        let rest = device.ttys.filter { !named.contains($0) }
        let last = rest.filter { $0.interface != nil && $0.interface == model.audioInterface }
        let others = rest.filter { !last.contains($0) } + last
        let mayTryOthers = isSettled || model.atInterfaces.isEmpty
        return ModemPorts(
            named: named.map(\.path), others: mayTryOthers ? others.prefix(maximumPorts).map(\.path) : [],
            isCertain: true)
    }

    /// The port with raw PCM, if the profile names one.
    public static func audioPort(of device: USBDevice) -> String? {
        guard let (model, _) = ModemProfile.usbModel(vendor: device.vendor, product: device.product),
            let interface = model.audioInterface
        else { return nil }
        return device.ttys.first { $0.interface == interface }?.path
    }
}
