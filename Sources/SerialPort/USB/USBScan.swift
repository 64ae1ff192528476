import CUdev
import Vocabulary

/// One scan of the devices of this machine through libudev.
///
/// Everything comes from sysfs attributes: properties of the udev database are missing if udevd does not run.
/// Attributes of a known device are not read again, because reading its name blocks while the device is reset.
public enum USBScan {
    /// The USB devices that are plugged in now, hubs left out, by port; `known` are those of an earlier scan.
    public static func devices(known: [USBDevice] = []) throws(USBListingFault) -> [USBDevice] {
        guard let context = udev_new() else { throw USBListingFault.noUdev }
        defer { udev_unref(context) }
        var found = Findings(known: known)
        for subsystem in ["usb", "tty", "sound", "net", "usbmisc"] {
            try visit(subsystem, in: context) { found.note($0, subsystem: subsystem) }
        }
        return found.devices.values.map(sorted).sorted { ($0.port, $0.syspath) < ($1.port, $1.syspath) }
    }

    private static func sorted(_ device: USBDevice) -> USBDevice {
        var device = device
        device.ttys.sort { ($0.interface ?? .max, $0.path) < ($1.interface ?? .max, $1.path) }
        device.soundCards.sort()
        return device
    }

    private static func visit(
        _ subsystem: String, in context: OpaquePointer, _ body: (SysfsDevice) -> Void
    ) throws(USBListingFault) {
        guard let enumeration = udev_enumerate_new(context) else {
            throw USBListingFault.noMemory
        }
        defer { udev_enumerate_unref(enumeration) }
        guard udev_enumerate_add_match_subsystem(enumeration, subsystem) >= 0,
            udev_enumerate_scan_devices(enumeration) >= 0
        else {
            throw USBListingFault.unreadable(deviceClass: subsystem)
        }
        var entry = udev_enumerate_get_list_entry(enumeration)
        while let current = entry {
            // A device that has gone since the listing began is no error.
            if let path = udev_list_entry_get_name(current), let device = udev_device_new_from_syspath(context, path) {
                body(SysfsDevice(pointer: device))
                udev_device_unref(device)
            }
            entry = udev_list_entry_get_next(current)
        }
    }
}

/// What one scan has found so far.
private struct Findings {
    var devices: [String: USBDevice] = [:]
    private let known: [String: USBDevice]

    init(known: [USBDevice]) {
        self.known = Dictionary(known.map { ($0.syspath, $0) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func note(_ device: SysfsDevice, subsystem: String) {
        if subsystem == "usb", device.type == "usb_device" {
            // The class of a hub (USB 2.0, table 11-20).
            if device.attribute("bDeviceClass") != "09" { insert(device) }
            return
        }
        guard let parent = device.parent("usb_device"), insert(parent) else { return }
        switch subsystem {
        case "usb" where device.attribute("bInterfaceClass") == "08":
            devices[parent.syspath]?.hasStorage = true
        case "tty":
            guard let path = device.node else { return }
            if ["ID_MM_DEVICE_IGNORE", "ID_MM_PORT_IGNORE"].contains(where: { device.property($0) == "1" }) {
                devices[parent.syspath]?.isIgnoredByModemManager = true
            }
            devices[parent.syspath]?.ttys.append(
                USBTTY(
                    path: path,
                    interface: device.parent("usb_interface")?.attribute("bInterfaceNumber").flatMap {
                        UInt8($0, radix: 16)
                    },
                    driver: device.parentDriver))
        case "sound":
            guard device.name.hasPrefix("card"), let card = Int(device.name.dropFirst(4)) else { return }
            devices[parent.syspath]?.soundCards.append(card)
        case "net", "usbmisc":
            devices[parent.syspath]?.hasNetwork = true
        default:
            return
        }
    }

    /// False for a device without USB numbers.
    @discardableResult
    private mutating func insert(_ device: SysfsDevice) -> Bool {
        if devices[device.syspath] != nil { return true }
        guard let vendor = device.attribute("idVendor").flatMap({ UInt16($0, radix: 16) }),
            let product = device.attribute("idProduct").flatMap({ UInt16($0, radix: 16) })
        else { return false }
        var found = USBDevice(port: device.name, syspath: device.syspath, vendor: vendor, product: product)
        found.number = device.attribute("devnum").flatMap { Int($0) }
        if let known = known[found.syspath], known.number == found.number, known.identifier == found.identifier {
            found.name = known.name
            devices[device.syspath] = found
            return true
        }
        let words = [device.attribute("manufacturer"), device.attribute("product")].compactMap { $0 }
        if !words.isEmpty { found.name = String(words.joined(separator: " ").prefix(96)) }
        devices[device.syspath] = found
        return true
    }
}

/// A borrowed device of libudev.
private struct SysfsDevice {
    let pointer: OpaquePointer

    var syspath: String { string(udev_device_get_syspath(pointer)) ?? "" }
    var name: String { string(udev_device_get_sysname(pointer)) ?? "" }
    var type: String? { string(udev_device_get_devtype(pointer)) }
    var node: String? { string(udev_device_get_devnode(pointer)) }

    /// The driver of the parent device: the serial port or the interface.
    var parentDriver: String? {
        udev_device_get_parent(pointer).flatMap { string(udev_device_get_driver($0)) }
    }

    func attribute(_ name: String) -> String? {
        string(udev_device_get_sysattr_value(pointer, name)).map { text in
            String(text.prefix { $0 != "\n" })
        }
    }

    /// A property of udev's database; nil if udevd does not run.
    func property(_ name: String) -> String? { string(udev_device_get_property_value(pointer, name)) }

    /// The nearest ancestor of this type; valid as long as this device.
    func parent(_ type: String) -> SysfsDevice? {
        udev_device_get_parent_with_subsystem_devtype(pointer, "usb", type).map(SysfsDevice.init)
    }

    private func string(_ text: UnsafePointer<CChar>?) -> String? {
        text.map { String(cString: $0) }
    }
}
