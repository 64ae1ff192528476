/// A stick that shows as a CD-ROM until something switches it.
public struct StorageModeStick: Sendable, Hashable {
    /// What it is once it is switched.
    public enum Outcome: Sendable, Hashable {
        /// A modem with serial ports: `usb-modeswitch` makes it one.
        case modem
        /// A network card that answers a web page (HiLink): no line can use it.
        case networkCard
    }

    /// `idVendor`.
    public var vendor: UInt16
    /// `idProduct` while it is a disk.
    public var product: UInt16
    /// Which sticks show so.
    public var name: String
    /// What becomes of it.
    public var outcome: Outcome

    /// What it is and what mends it, in one sentence.
    public var advice: String {
        switch outcome {
        case .modem: "\(name) shows as a CD-ROM: install usb-modeswitch and plug it in again"
        case .networkCard:
            "\(name) shows as a CD-ROM and becomes a network card, not a modem: use another stick, or one with stick firmware"
        }
    }

    /// The sticks known, from the `usb_modeswitch` data package 20191128 (files named `vendor:product`).
    public static let all: [StorageModeStick] = [
        StorageModeStick(vendor: 0x12d1, product: 0x1446, name: "Huawei E173, E1750 and others", outcome: .modem),
        StorageModeStick(vendor: 0x12d1, product: 0x14fe, name: "Huawei E352, E173s, E3372h", outcome: .modem),
        StorageModeStick(vendor: 0x12d1, product: 0x1505, name: "Huawei E372", outcome: .modem),
        StorageModeStick(vendor: 0x12d1, product: 0x1520, name: "Huawei K3765", outcome: .modem),
        StorageModeStick(vendor: 0x12d1, product: 0x14d1, name: "Huawei K3770", outcome: .modem),
        StorageModeStick(vendor: 0x12d1, product: 0x1c0b, name: "Huawei E173s", outcome: .modem),
        StorageModeStick(vendor: 0x12d1, product: 0x1f01, name: "Huawei E353, E3372 HiLink", outcome: .networkCard),
        StorageModeStick(vendor: 0x19d2, product: 0x2000, name: "ZTE MF190 and others", outcome: .modem),
        StorageModeStick(vendor: 0x19d2, product: 0x0053, name: "ZTE MF110", outcome: .modem),
        StorageModeStick(vendor: 0x19d2, product: 0x0083, name: "ZTE MF110", outcome: .modem),
        StorageModeStick(vendor: 0x19d2, product: 0x0149, name: "ZTE MF190", outcome: .modem),
        StorageModeStick(vendor: 0x19d2, product: 0x0154, name: "ZTE MF190", outcome: .modem),
        StorageModeStick(vendor: 0x19d2, product: 0x0166, name: "ZTE MF820", outcome: .modem),
    ]
}
