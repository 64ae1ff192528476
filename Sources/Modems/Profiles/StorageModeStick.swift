/// A stick that appears as a CD-ROM until it is switched to modem mode.
public struct StorageModeStick: Sendable, Hashable {
    /// What the device becomes once it is switched.
    public enum Outcome: Sendable, Hashable {
        /// A modem with serial ports, switched by `usb-modeswitch`.
        case modem
        /// A network card with a web page (HiLink), which no line can use.
        case networkCard
    }

    /// `idVendor`.
    public var vendor: UInt16
    /// `idProduct` while it is a disk.
    public var product: UInt16
    /// Which sticks appear with these numbers.
    public var name: String
    /// What it becomes once switched.
    public var outcome: Outcome
    /// `idProduct` once it is switched: one of these.
    public var switched: [UInt16]
    /// The command that switches it; nil if the usb_modeswitch data knows the stick.
    public var command: String?

    /// Makes a stick.
    public init(
        vendor: UInt16, product: UInt16, name: String, outcome: Outcome, switched: [UInt16], command: String? = nil
    ) {
        self.vendor = vendor
        self.product = product
        self.name = name
        self.outcome = outcome
        self.switched = switched
        self.command = command
    }

    /// The known sticks and what they become (`usb_modeswitch` data package 20191128).
    ///
    /// From the files named `vendor:product`, `TargetProduct` and `TargetProductList`. 3566:2001 is not in that
    /// package; it keeps its numbers, and its first interface shows the mode (trackIT-Systems/modemmanager-e3372,
    /// docs/E3372-325.md).
    public static let all: [StorageModeStick] = [
        StorageModeStick(
            vendor: 0x12d1, product: 0x1446, name: "Huawei E173, E1750 and others", outcome: .modem,
            switched: [
                0x1001, 0x1404, 0x1406, 0x140b, 0x140c, 0x1412, 0x1417, 0x141b, 0x1429, 0x1432, 0x1433, 0x1436, 0x14ac,
                0x1506, 0x150c, 0x1511,
            ]),
        StorageModeStick(
            vendor: 0x12d1, product: 0x14fe, name: "Huawei E352, E173s, E3372h", outcome: .modem,
            switched: [0x1506, 0x150f, 0x151d, 0x1c1e]),
        StorageModeStick(
            vendor: 0x12d1, product: 0x1505, name: "Huawei E372", outcome: .modem,
            switched: [0x140b, 0x140c, 0x1506, 0x150f, 0x150a]),
        StorageModeStick(
            vendor: 0x12d1, product: 0x1520, name: "Huawei K3765", outcome: .modem, switched: [0x1465]),
        StorageModeStick(
            vendor: 0x12d1, product: 0x14d1, name: "Huawei K3770", outcome: .modem, switched: [0x14c9]),
        StorageModeStick(
            vendor: 0x12d1, product: 0x1c0b, name: "Huawei E173s", outcome: .modem,
            switched: [0x1c05, 0x1c06, 0x1c07, 0x1c08, 0x1c10]),
        StorageModeStick(
            vendor: 0x12d1, product: 0x1f01, name: "Huawei E353, E3372 HiLink", outcome: .networkCard,
            switched: [0x14db, 0x14dc]),
        StorageModeStick(
            vendor: 0x3566, product: 0x2001, name: "Brovi E3372-325", outcome: .modem, switched: [0x2001],
            command: "sudo usb_modeswitch -v 3566 -p 2001 -X"),
        StorageModeStick(
            vendor: 0x19d2, product: 0x2000, name: "ZTE MF190 and others", outcome: .modem,
            switched: [
                0x0001, 0x0002, 0x0015, 0x0016, 0x0017, 0x0019, 0x0024, 0x0031, 0x0033, 0x0037, 0x0042, 0x0052, 0x0055,
                0x0061, 0x0063, 0x0064, 0x0066, 0x0091, 0x0108, 0x0117, 0x0128, 0x0151, 0x0157, 0x0177, 0x1402, 0x2002,
                0x2003,
            ]),
        StorageModeStick(vendor: 0x19d2, product: 0x0053, name: "ZTE MF110", outcome: .modem, switched: [0x0031]),
        StorageModeStick(vendor: 0x19d2, product: 0x0083, name: "ZTE MF110", outcome: .modem, switched: [0x0124]),
        StorageModeStick(vendor: 0x19d2, product: 0x0149, name: "ZTE MF190", outcome: .modem, switched: [0x0124]),
        StorageModeStick(
            vendor: 0x19d2, product: 0x0154, name: "ZTE MF190", outcome: .modem, switched: [0x0017, 0x0117, 0x2003]),
        StorageModeStick(vendor: 0x19d2, product: 0x0166, name: "ZTE MF820", outcome: .modem, switched: [0x0167]),
    ]
}
