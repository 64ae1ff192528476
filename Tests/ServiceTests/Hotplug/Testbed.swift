import CUmockdev
import Foundation
import ModemSimulator
import Testing

/// A make-believe `/sys` with USB sticks; the programs started from here see it as theirs.
///
/// One per process: libumockdev keeps its folder in the environment.
final class Testbed: @unchecked Sendable {
    // Used by one test at a time: the suites are serialised.
    static let shared = Testbed()

    /// Whether this process runs under `umockdev-wrapper`: without it no event would ever arrive.
    static let isAvailable = (getenv("LD_PRELOAD").map { String(cString: $0) } ?? "").contains("umockdev")

    private let bed: OpaquePointer
    private var plugged: [String: [String]] = [:]
    private var number = 1

    private init() {
        bed = OpaquePointer(umockdev_testbed_new())
    }

    /// The folder that stands for `/`.
    var root: String { string(umockdev_testbed_get_root_dir(UnsafeMutablePointer(bed))) ?? "/" }

    /// Plugs a stick in: its nodes lead to the ports of simulated modems, by interface.
    func plug(_ stick: Stick, into port: String, firstNode: Int = 0) throws {
        number += 1
        var devices = [stick.device(port: port, number: number)]
        var paths = [stick.path(port)]
        for (offset, tty) in stick.ttys.enumerated() {
            let node = "\(stick.nodePrefix)\(firstNode + offset)"
            devices += stick.port(tty, node: node, port: port)
            paths.append(stick.path(port, interface: tty.interface))
            paths.append(stick.path(port, interface: tty.interface) + "/\(node)")
            paths.append(stick.path(port, interface: tty.interface) + "/\(node)/tty/\(node)")
            try link(node, to: tty.target)
        }
        for text in hasShortQueue ? devices : [devices.joined()] {
            var error: UnsafeMutablePointer<GError>?
            guard umockdev_testbed_add_from_string(UnsafeMutablePointer(bed), text, &error) != 0 else {
                throw BenchError(what: string(error?.pointee.message) ?? "the test bed takes no devices")
            }
            pause()
        }
        plugged[port] = paths
    }

    /// Pulls a stick out, leaves first, as the kernel does.
    func unplug(_ port: String) {
        for path in (plugged.removeValue(forKey: port) ?? []).reversed() {
            umockdev_testbed_uevent(UnsafeMutablePointer(bed), "/sys" + path, "remove")
            umockdev_testbed_remove_device(UnsafeMutablePointer(bed), "/sys" + path)
            pause()
        }
    }

    /// Gives the receivers their turn after each device.
    ///
    /// Where a socket holds ten datagrams and one stick is more, libumockdev aborts unless they keep up; see
    /// `Tests/with-testbed`.
    private func pause() {
        if hasShortQueue { usleep(20_000) }
    }

    private let hasShortQueue: Bool = {
        let file = FileManager.default.contents(atPath: "/proc/sys/net/unix/max_dgram_qlen") ?? Data()
        return (Int(String(decoding: file, as: UTF8.self).filter(\.isNumber)) ?? 10) < 100
    }()

    private func link(_ node: String, to target: String?) throws {
        let path = root + "/dev/" + node
        try FileManager.default.createDirectory(atPath: root + "/dev", withIntermediateDirectories: true)
        unlink(path)
        guard let target else { return }
        guard symlink(target, path) == 0 else { throw BenchError(what: "\(path) cannot be made") }
    }

    private func string(_ text: UnsafePointer<CChar>?) -> String? {
        text.map { String(cString: $0) }
    }
}

/// A kind of stick: what the kernel would show of it.
struct Stick {
    /// One of its serial ports.
    struct TTY {
        var interface: Int
        var modem: SimulatedModem?
        /// It carries the sound of calls instead of commands.
        var isVoice = false

        /// What the node leads to; nil = nothing is behind it.
        var target: String? { isVoice ? modem?.voicePath : modem?.path }
    }

    var vendor: String
    var product: String
    var name: String
    var driver: String
    var nodePrefix = "ttyUSB"
    var isAuthorized = true
    var ttys: [TTY]

    func path(_ port: String, interface: Int? = nil) -> String {
        let device = "/devices/pci0000:00/0000:00:14.0/usb1/\(port)"
        return interface.map { "\(device)/\(port):1.\($0)" } ?? device
    }

    func device(port: String, number: Int) -> String {
        """
        P: \(path(port))
        E: SUBSYSTEM=usb
        E: DEVTYPE=usb_device
        E: ID_VENDOR_ID=\(vendor)
        E: ID_MODEL_ID=\(product)
        A: idVendor=\(vendor)\\n
        A: idProduct=\(product)\\n
        A: bDeviceClass=00\\n
        A: devnum=\(number)\\n
        A: authorized=\(isAuthorized ? 1 : 0)\\n
        A: product=\(name)\\n


        """
    }

    /// The devices of one port, from the interface to the node.
    func port(_ tty: TTY, node: String, port: String) -> [String] {
        let interface = path(port, interface: tty.interface)
        return [
            """
            P: \(interface)
            E: SUBSYSTEM=usb
            E: DEVTYPE=usb_interface
            A: bInterfaceNumber=0\(tty.interface)\\n
            A: bInterfaceClass=ff\\n


            """,
            """
            P: \(interface)/\(node)
            E: SUBSYSTEM=usb-serial
            L: driver=../../../../../../../bus/usb-serial/drivers/\(driver)


            """,
            """
            P: \(interface)/\(node)/tty/\(node)
            E: SUBSYSTEM=tty
            E: DEVNAME=/dev/\(node)
            E: ID_VENDOR_ID=\(vendor)
            E: ID_USB_INTERFACE_NUM=0\(tty.interface)
            L: device=../../../\(node)


            """,
        ]
    }
}
