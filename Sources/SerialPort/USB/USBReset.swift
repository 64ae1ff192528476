import Glibc

/// Resets a device on its USB port, where this user may.
public enum USBReset {
    /// How it ended.
    public enum Outcome: Equatable, Sendable {
        /// The device was reset and comes back by itself.
        case done
        /// This user may write neither the device's node nor its `authorized` file.
        case notPermitted
        /// The kernel does not return from the reset.
        case hung
        /// The system refused.
        case failed(String)
    }

    /// `_IO('U', 20)` of `linux/usbdevice_fs.h`.
    private static let usbdevfsReset: UInt = 0x5514

    /// Resets a device, on a thread of its own: the kernel waits for the device and for ports being closed.
    ///
    /// Waits 20 s at most; a reset that has not returned by then is `hung`.
    public static func reset(_ device: USBDevice) async -> Outcome {
        await DedicatedThread.run("usb-reset", atMost: .seconds(20)) {
            // The node is tried first: a device switched off through `authorized` would stay off if this process died.
            let byNode = resetByNode(device)
            return byNode == .notPermitted ? resetByAuthority(device) : byNode
        } ?? .hung
    }

    /// Authorises a device again after an interrupted reset; false when it was not needed or not permitted.
    public static func restoreAuthority(_ device: USBDevice) async -> Bool {
        await DedicatedThread.run("usb-authorize") {
            let path = device.syspath + "/authorized"
            guard ProcessTable.text(of: path)?.first == "0" else { return false }
            return write("1", to: path) == nil
        }
    }

    private static func resetByNode(_ device: USBDevice) -> Outcome {
        guard let bus = device.port.split(separator: "-").first.flatMap({ Int($0) }), let number = device.number else {
            return .notPermitted
        }
        let descriptor = open("/dev/bus/usb/\(padded(bus))/\(padded(number))", O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return .notPermitted }
        defer { close(descriptor) }
        guard ioctl(descriptor, usbdevfsReset, 0) == 0 else { return .failed(String(cString: strerror(errno))) }
        return .done
    }

    private static func resetByAuthority(_ device: USBDevice) -> Outcome {
        let path = device.syspath + "/authorized"
        guard access(path, W_OK) == 0 else { return .notPermitted }
        if let error = write("0", to: path) { return .failed(error) }
        usleep(500_000)
        if let error = write("1", to: path) { return .failed(error) }
        return .done
    }

    /// Nil, or why it could not be written.
    private static func write(_ text: String, to path: String) -> String? {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return String(cString: strerror(errno)) }
        defer { close(descriptor) }
        return Glibc.write(descriptor, text, text.utf8.count) == text.utf8.count
            ? nil : String(cString: strerror(errno))
    }

    private static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }
}
