import Modems
import SerialPort
import Testing

/// Which ports of a device may be tried, and which must never be written to.
struct PortChoiceTests {
    private func device(
        _ vendor: UInt16, _ product: UInt16, interfaces: [UInt8] = [], driver: String? = "option1"
    ) -> USBDevice {
        var device = USBDevice(port: "1-1", syspath: "/sys/devices/usb1/1-1", vendor: vendor, product: product)
        device.ttys = interfaces.enumerated().map {
            USBTTY(path: "/dev/ttyUSB\($0.offset)", interface: $0.element, driver: driver)
        }
        return device
    }

    @Test("a known modem is asked on its AT ports only, the best first")
    func knownModem() {
        let choice = PortChoice(device(0x2c7c, 0x0125, interfaces: [0, 1, 2, 3]))
        #expect(choice == .candidates(ModemPorts(named: ["/dev/ttyUSB2", "/dev/ttyUSB3"], isCertain: true)))
    }

    @Test("the voice port is the one the profile names, and none where it names none")
    func voicePort() {
        #expect(PortChoice.audioPort(of: device(0x2c7c, 0x0125, interfaces: [0, 1, 2, 3])) == "/dev/ttyUSB1")
        #expect(PortChoice.audioPort(of: device(0x2c7c, 0x0125, interfaces: [0, 2])) == nil)
        #expect(PortChoice.audioPort(of: device(0x0403, 0x6001, interfaces: [0])) == nil)
    }

    @Test("while its AT port is missing nothing else is tried, until it has settled")
    func whilePort() {
        let half = device(0x2c7c, 0x0125, interfaces: [0, 1])
        #expect(PortChoice(half) == .incomplete)
        #expect(
            PortChoice(half, isSettled: true)
                == .candidates(ModemPorts(named: [], others: ["/dev/ttyUSB0", "/dev/ttyUSB1"], isCertain: true)))
        #expect(PortChoice(device(0x2c7c, 0x0125), isSettled: true) == .incomplete)
    }

    @Test("once it has settled, the other ports of a known modem follow, the voice port last")
    func onceSettled() {
        let choice = PortChoice(device(0x2c7c, 0x0125, interfaces: [0, 1, 2, 3, 4]), isSettled: true)
        let ports = ModemPorts(
            named: ["/dev/ttyUSB2", "/dev/ttyUSB3"], others: ["/dev/ttyUSB0", "/dev/ttyUSB4", "/dev/ttyUSB1"],
            isCertain: true)
        #expect(choice == .candidates(ports))
    }

    @Test("a known product without named interfaces is a modem, whatever its driver; its ports are listened to")
    func knownProduct() {
        let choice = PortChoice(device(0x2c7c, 0x6005, interfaces: [2, 3], driver: "cdc_acm"))
        #expect(
            choice
                == .candidates(ModemPorts(named: [], others: ["/dev/ttyUSB0", "/dev/ttyUSB1"], isCertain: true)))
        let many = PortChoice(device(0x2c7c, 0x6005, interfaces: Array(0...20)), isSettled: true)
        guard case .candidates(let ports) = many else {
            Issue.record("no modem")
            return
        }
        #expect(ports.all.count == 8)
    }

    @Test(
        "a converter, an Arduino or a receiver is never tried",
        arguments: ["ftdi_sio", "ch341-uart", "cp210x", "pl2303", "cdc_acm", nil] as [String?])
    func converterArduino(driver: String?) {
        #expect(PortChoice(device(0x0403, 0x6001, interfaces: [0], driver: driver)) == .unknown)
    }

    @Test("an unknown modem is believed by its driver, and listened to first")
    func unknownModem() {
        #expect(
            PortChoice(device(0x1e0e, 0x9fff, interfaces: [0], driver: "option1"))
                == .candidates(ModemPorts(named: [], others: ["/dev/ttyUSB0"], isCertain: false)))
        var acm = device(0x1e0e, 0x9ffe, interfaces: [0], driver: "cdc_acm")
        acm.hasNetwork = true
        #expect(PortChoice(acm) == .candidates(ModemPorts(named: [], others: ["/dev/ttyUSB0"], isCertain: false)))
    }

    @Test("a stick in its disk mode is known as one; a disk is nothing")
    func diskMode() {
        let stick = ModemProfile.storageMode(vendor: 0x12d1, product: 0x1446)
        #expect(stick?.outcome == .modem)
        #expect(PortChoice(device(0x12d1, 0x1446)) == stick.map { .storage($0) })
        var disk = device(0x0781, 0x5567)
        disk.hasStorage = true
        #expect(PortChoice(disk) == .none)
    }
}
