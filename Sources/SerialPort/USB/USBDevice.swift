import Vocabulary

/// A device on a USB port, with the nodes the kernel made for it.
public struct USBDevice: Sendable, Hashable {
    /// The port it is plugged into, as the kernel names it: `1-1.2` is bus 1, port 1 of the root hub, port 2 of a hub
    /// there.
    public var port: String
    /// Its folder below `/sys/devices`.
    public var syspath: String
    /// `idVendor`.
    public var vendor: UInt16
    /// `idProduct`.
    public var product: UInt16
    /// The name it reports; untrusted text.
    public var name: String?
    /// The number the kernel gave it; it changes whenever the device is plugged in again.
    public var number: Int?
    /// Its serial ports, by interface.
    public var ttys: [USBTTY]
    /// Its sound cards, by number.
    public var soundCards: [Int]
    /// Whether udev tells ModemManager to ignore its ports (`ID_MM_DEVICE_IGNORE`, `ID_MM_PORT_IGNORE`).
    public var isIgnoredByModemManager: Bool
    /// Whether it is also a network card.
    public var hasNetwork: Bool
    /// Whether it is also a disk or a CD-ROM (interface class 08).
    public var hasStorage: Bool

    /// A device with no nodes yet.
    public init(port: String, syspath: String, vendor: UInt16, product: UInt16) {
        self.port = port
        self.syspath = syspath
        self.vendor = vendor
        self.product = product
        ttys = []
        soundCards = []
        isIgnoredByModemManager = false
        hasNetwork = false
        hasStorage = false
    }

    /// `2c7c:0125`, as `lsusb` prints it.
    public var identifier: String { "\(vendor.hexadecimal(4)):\(product.hexadecimal(4))" }
}

/// A serial port of a USB device.
public struct USBTTY: Sendable, Hashable {
    /// The node, such as `/dev/ttyUSB2`.
    public var path: String
    /// `bInterfaceNumber` of the interface it belongs to.
    public var interface: UInt8?
    /// The kernel's driver, such as `option1`, `cdc_acm` or `ftdi_sio`.
    public var driver: String?

    /// A port from its parts.
    public init(path: String, interface: UInt8?, driver: String?) {
        self.path = path
        self.interface = interface
        self.driver = driver
    }
}
