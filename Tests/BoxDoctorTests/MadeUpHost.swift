import ControlAPI
import Foundation
import Glibc
import LinePolicy
import SerialPort
import Vocabulary

@testable import BoxDoctor

/// A box made of a folder: its `/proc`, `/dev`, `/run` and `/etc`, and a configuration beside them.
final class MadeUpHost {
    let folder: String
    var host: ExaminedHost

    /// A box with nothing in it, in good order; `configuration` is the text of its file, nil = none.
    init(_ configuration: String? = nil) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "jedisnon-box-\(UUID().uuidString)")
            .path(percentEncoded: false)
        let file = folder + "/jedisnon.toml"
        host = ExaminedHost(configuration: file, socket: nil, isClockSynchronised: true) { _ in
            .stopped(isLeftOver: false)
        }
        host.root = folder + "/root"
        host.searchPath = ["/usr/bin"]
        host.user = HostUser(name: "pi", id: 4_000_001, groups: [])
        host.now = Program.buildDate + .hours(24)
        host.devices = { [] }
        host.diagnosis = { _ in .gone }
        host.freeSpace = { _ in 10_000_000_000 }
        try FileManager.default.createDirectory(atPath: host.root, withIntermediateDirectories: true)
        chmod(folder, 0o777)
        if let configuration {
            try configuration.write(toFile: file, atomically: true, encoding: .utf8)
            chmod(file, 0o644)
        }
    }

    deinit {
        // A folder left in the temporary folder harms nobody.
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Writes a file of the system.
    func write(_ text: String = "", to path: String, mode: mode_t = 0o644) throws {
        let full = host.root + path
        try FileManager.default.createDirectory(
            atPath: String(full.prefix(upTo: full.lastIndex(of: "/") ?? full.endIndex)),
            withIntermediateDirectories: true)
        try text.write(toFile: full, atomically: true, encoding: .utf8)
        chmod(full, mode)
    }

    /// A process, with what it has open.
    func run(_ program: String, process: Int, open files: [String] = []) throws {
        try write(program + "\n", to: "/proc/\(process)/comm")
        for (number, file) in files.enumerated() {
            let folder = host.root + "/proc/\(process)/fd"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(atPath: "\(folder)/\(number)", withDestinationPath: file)
        }
    }

    /// Plugs devices in; the nodes of their ports get this mode.
    func plug(_ devices: USBDevice..., mode: mode_t = 0o666) throws {
        host.devices = { devices }
        for tty in devices.flatMap(\.ttys) { try write(to: tty.path, mode: mode) }
    }

    func situation() async -> Situation { await Situation(host) }

    /// What an examination finds.
    func findings(_ examination: (ExaminedHost, Situation) -> any Examination) async -> [DoctorFinding] {
        await examination(host, await situation()).examine()
    }

    /// A file of the group that this test has, to give and take.
    var groupOfNodes: gid_t { getegid() }
}

extension USBDevice {
    /// A modem whose AT port is `/dev/ttyUSB2`.
    static func ec25(port: String = "1-1") -> USBDevice {
        var device = USBDevice(port: port, syspath: "/sys/devices/\(port)", vendor: 0x2c7c, product: 0x0125)
        device.name = "Quectel EC25"
        device.ttys = (0...3).map { USBTTY(path: "/dev/ttyUSB\($0)", interface: UInt8($0), driver: "option1") }
        return device
    }

    /// A device without serial ports.
    static func bare(_ vendor: UInt16, _ product: UInt16, network: Bool = false) -> USBDevice {
        var device = USBDevice(port: "1-3", syspath: "/sys/devices/1-3", vendor: vendor, product: product)
        device.hasNetwork = network
        return device
    }

    /// A converter that may lead to anything.
    static var converter: USBDevice {
        var device = USBDevice(port: "1-2", syspath: "/sys/devices/1-2", vendor: 0x0403, product: 0x6001)
        device.ttys = [USBTTY(path: "/dev/ttyUSB9", interface: 0, driver: "ftdi_sio")]
        return device
    }
}

extension [DoctorFinding] {
    /// The ids, in order.
    var ids: [String] { map(\.id) }

    subscript(id: String) -> DoctorFinding? { first { $0.id == id } }
}
