import SerialPort

/// A USB to serial chip, behind which may be a modem on a board, or any other device.
struct SerialConverter {
    var vendor: UInt16
    var product: UInt16
    var name: String
    /// The kernel's driver.
    var driver: String
    /// Whether brltty claims it as a braille display: its rules up to 6.4 name `1a86/7523` (Baum) and `10c4/ea60`
    /// (Seika), which are also the numbers of the bare chips.
    var isTakenByBrltty = false

    /// The chips on most boards (Linux `drivers/usb/serial`: ch341.c, cp210x.c, ftdi_sio_ids.h, pl2303.h).
    static let all: [SerialConverter] = [
        SerialConverter(vendor: 0x1a86, product: 0x7523, name: "CH340", driver: "ch341", isTakenByBrltty: true),
        SerialConverter(vendor: 0x1a86, product: 0x5523, name: "CH341", driver: "ch341"),
        SerialConverter(vendor: 0x10c4, product: 0xea60, name: "CP210x", driver: "cp210x", isTakenByBrltty: true),
        SerialConverter(vendor: 0x0403, product: 0x6001, name: "FT232", driver: "ftdi_sio"),
        SerialConverter(vendor: 0x0403, product: 0x6015, name: "FT230X", driver: "ftdi_sio"),
        SerialConverter(vendor: 0x067b, product: 0x2303, name: "PL2303", driver: "pl2303"),
    ]

    static func of(_ device: USBDevice) -> SerialConverter? {
        all.first { $0.vendor == device.vendor && $0.product == device.product }
    }
}
