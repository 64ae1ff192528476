/// One USB product of a family, and what each of its interfaces is.
///
/// Interfaces are named by `bInterfaceNumber`, as in `udev/77-jedisnon.rules` and in the manuals.
public struct USBModel: Sendable, Hashable {
    /// `idVendor`.
    public var vendor: UInt16
    /// `idProduct`, once the stick is a modem.
    public var product: UInt16
    /// The interfaces with an AT port, the best first; empty only in ``ModemProfile/usbToProbe``.
    public var atInterfaces: [UInt8]
    /// The interface with raw PCM on a serial port; nil where there is none.
    public var audioInterface: UInt8?

    /// The kernel's driver for its serial ports.
    public var driver: String
    /// How that driver finds the product.
    public var binding: Binding

    /// How the kernel's driver finds the product.
    public enum Binding: Sendable, Hashable {
        /// The driver lists it.
        case listedByDriver
        /// No known kernel lists it: its numbers must be written to the driver's `new_id`.
        case newID
    }

    /// Makes a product.
    public init(
        vendor: UInt16, product: UInt16, atInterfaces: [UInt8] = [], audioInterface: UInt8? = nil,
        driver: String = "option", binding: Binding = .listedByDriver
    ) {
        self.vendor = vendor
        self.product = product
        self.atInterfaces = atInterfaces
        self.audioInterface = audioInterface
        self.driver = driver
        self.binding = binding
    }
}
