import Foundation
import Logging
import SerialPort
import Testing

/// The look at sysfs and the monitor, on devices that come and go.
@Suite(.serialized, .enabled(if: Testbed.isAvailable, "runs under umockdev-wrapper: make test"))
struct HotplugMonitorTests {
    private func ec25() -> Stick {
        Stick(
            vendor: "2c7c", product: "0125", name: "EC25", driver: "option1",
            ttys: (0...3).map { Stick.TTY(interface: $0, modem: nil) })
    }

    @Test("a stick is one device with its ports by interface, and it is gone when it is pulled out")
    func scan() throws {
        let bed = Testbed.shared
        try bed.plug(ec25(), into: "1-1", firstNode: 4)
        let found = try USBScan.devices()
        let device = try #require(found.first { $0.port == "1-1" })
        #expect(device.identifier == "2c7c:0125")
        #expect(device.ttys.map(\.path) == ["/dev/ttyUSB4", "/dev/ttyUSB5", "/dev/ttyUSB6", "/dev/ttyUSB7"])
        #expect(device.ttys.map(\.interface) == [0, 1, 2, 3])
        #expect(device.ttys.allSatisfy { $0.driver == "option1" })
        bed.unplug("1-1")
        #expect(try !USBScan.devices().contains { $0.port == "1-1" })
    }

    @Test("the monitor tells of a plug, a pull and a replug without being asked", .timeLimit(.minutes(1)))
    func monitor() async throws {
        let bed = Testbed.shared
        let monitor = try await USBMonitor(logger: Logger(label: "test"))
        var snapshots = monitor.snapshots.makeAsyncIterator()
        #expect(try #require(await snapshots.next()).isEmpty)
        for _ in 0..<3 {
            try bed.plug(ec25(), into: "1-1")
            while let devices = await snapshots.next(), devices.first?.ttys.count != 4 {}
            bed.unplug("1-1")
            while let devices = await snapshots.next(), !devices.isEmpty {}
        }
        monitor.stop()
        while await snapshots.next() != nil {}
    }

    @Test("a port is reset through its authorized file, and a reset that was cut off is finished")
    func reset() async throws {
        let bed = Testbed.shared
        try bed.plug(ec25(), into: "1-1")
        let device = try #require(try USBScan.devices().first { $0.port == "1-1" })
        #expect(await USBReset.reset(device) == .done)
        #expect(try authorized(device) == "1")
        #expect(await !USBReset.restoreAuthority(device))
        bed.unplug("1-1")
        var cutOff = ec25()
        cutOff.isAuthorized = false
        try bed.plug(cutOff, into: "1-1")
        #expect(await USBReset.restoreAuthority(device))
        #expect(try authorized(device) == "1")
        bed.unplug("1-1")
        #expect(await USBReset.reset(device) == .notPermitted)
    }

    private func authorized(_ device: USBDevice) throws -> String {
        try String(contentsOfFile: Testbed.shared.root + device.syspath + "/authorized", encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
