import ControlAPI
import TestFolders
import Testing
import Vocabulary
import WordLiterals

@testable import BoxDoctor
@testable import SerialPort

struct USBExaminationTests {
    @Test("no modem is a problem")
    func nothing() async throws {
        let made = try MadeUpHost()
        let found = await look(made)
        #expect(found.ids == ["usb_no_modem"])
        #expect(found[0].severity == .problem)
    }

    @Test("no modem on USB is fine where a line's port is there")
    func namedByPath() async throws {
        let made = try MadeUpHost(ConfigurationFolder.line())
        #expect(await look(made).ids == ["usb_no_modem"])
        try made.write(to: "/dev/montreal")
        #expect(await look(made).isEmpty)
    }

    @Test("a modem is named with its family, its ports and its driver")
    func modem() async throws {
        let made = try MadeUpHost()
        try made.plug(.ec25())
        let found = await look(made)
        #expect(found.ids == ["usb_modem"])
        #expect(found[0].subject == "USB port 1-1")
        #expect(
            found[0].what
                == "Quectel EC25 (2c7c:0125), family ec25, 4 ports, commands at /dev/ttyUSB2, /dev/ttyUSB3, driver option1"
        )
    }

    @Test("a stick that shows as a CD-ROM is mended by usb-modeswitch, and differently where that is installed")
    func storage() async throws {
        let made = try MadeUpHost()
        try made.plug(.bare(0x12d1, 0x1446))
        let before = await look(made)
        #expect(before.ids == ["usb_storage_mode"])
        #expect(before[0].remedy?.contains("apt install usb-modeswitch") == true)
        try made.write(to: "/usr/bin/usb_modeswitch", mode: 0o755)
        let after = await look(made)
        #expect(after[0].remedy?.contains("apt install") == false)
        #expect(after[0].remedy?.contains("plug it in again") == true)
    }

    @Test("a HiLink stick is a problem, switched or not", arguments: [UInt16(0x1f01), 0x14db])
    func hiLink(product: UInt16) async throws {
        let made = try MadeUpHost()
        try made.plug(.bare(0x12d1, product, network: product == 0x14db))
        #expect(await look(made).ids == ["usb_network_stick"])
    }

    @Test("a network card of another maker is not a stick")
    func networkCard() async throws {
        let made = try MadeUpHost()
        try made.plug(.bare(0x0b95, 0x7720, network: true))
        #expect(await look(made).ids == ["usb_no_modem"])
    }

    @Test("a serial device that is no modem is a note, unless a line names it")
    func converter() async throws {
        let made = try MadeUpHost()
        try made.plug(.converter)
        let found = await look(made)
        #expect(found["usb_unknown_serial"]?.severity == .note)
        let named = try MadeUpHost(
            "[[line]]\nid = \"a\"\nnumber = \"+15145550101\"\nmodem = { device = \"/dev/ttyUSB9\" }")
        try named.plug(.converter)
        #expect(await look(named).isEmpty)
    }

    @Test("a known modem without ports lacks its driver")
    func incomplete() async throws {
        let made = try MadeUpHost()
        try made.plug(.bare(0x2c7c, 0x0125))
        #expect(await look(made).ids == ["usb_no_ports"])
    }

    @Test("a modem that no kernel binds is mended by new_id")
    func newID() async throws {
        let made = try MadeUpHost()
        try made.plug(.bare(0x1e0e, 0x9018))
        let found = await look(made)
        #expect(found.ids == ["usb_no_ports"])
        #expect(
            found[0].remedy?.contains("echo 1e0e 9018 ff | sudo tee /sys/bus/usb-serial/drivers/option1/new_id") == true
        )
        #expect(found[0].remedy?.hasPrefix("sudo modprobe option") == true)
        try made.plug(.bare(0x1e2d, 0x0061))
        #expect(await look(made)[0].remedy == "sudo modprobe cdc_acm, then plug it in again")
    }

    @Test("a stick that keeps its numbers is a disk while it shows one, then a modem without ports, then a modem")
    func keepsItsNumbers() async throws {
        let made = try MadeUpHost()
        var stick = USBDevice.bare(0x3566, 0x2001)
        stick.hasStorage = true
        try made.plug(stick)
        let disk = await look(made)
        #expect(disk.ids == ["usb_storage_mode"])
        #expect(disk[0].remedy?.contains("sudo usb_modeswitch -v 3566 -p 2001 -X") == true)
        stick.hasStorage = false
        try made.plug(stick)
        #expect(await look(made)[0].remedy?.contains("echo 3566 2001 ff") == true)
        stick.ttys = [USBTTY(path: "/dev/ttyUSB1", interface: 4, driver: "option1")]
        try made.plug(stick)
        #expect(await look(made).ids == ["usb_modem"])
    }

    @Test("a converter without a port: brltty where it is, and where it may be", arguments: [0x1a86_7523, 0x10c4_ea60])
    func brltty(ids: Int) async throws {
        let device = USBDevice.bare(UInt16(ids >> 16), UInt16(ids & 0xffff))
        let made = try MadeUpHost(
            "[[line]]\nid = \"a\"\nnumber = \"+15145550101\"\nmodem = { device = \"/dev/ttyUSB0\" }")
        try made.plug(device)
        let maybe = await look(made)
        #expect(maybe.ids == ["usb_converter_no_port"])
        #expect(maybe[0].severity == .problem && maybe[0].subject == "USB port 1-3")
        #expect(!maybe[0].what.contains("brltty"))
        #expect(maybe[0].what.contains("/dev/ttyUSB0"))
        #expect(maybe[0].remedy?.contains("sudo apt remove brltty") == true)
        try made.write(to: "/usr/bin/brltty", mode: 0o755)
        let surely = await look(made)
        #expect(surely[0].what.contains("brltty takes it"))
        #expect(surely[0].remedy == "sudo apt remove brltty, then plug it in again")
        // No line waits for it.
        let alone = try MadeUpHost()
        try alone.plug(device)
        #expect(await look(alone).map(\.severity) == [.warning])
    }

    @Test("what cannot be listed is said, and nothing is claimed to be missing")
    func blind() async throws {
        let made = try MadeUpHost()
        made.host.devices = { () throws(USBListingFault) in throw .noUdev }
        #expect(await look(made).ids == ["usb_unreadable"])
    }

    private func look(_ made: MadeUpHost) async -> [DoctorFinding] {
        await made.findings { USBExamination(host: $0, situation: $1) }
    }
}
