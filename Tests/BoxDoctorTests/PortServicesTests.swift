import ControlAPI
import SerialPort
import Testing
import WordLiterals

@testable import BoxDoctor

/// Who else was told to use a modem's port, and ports that sleep.
struct PortServicesTests {
    @Test("a login prompt that is enabled for the port is a warning, one that runs a problem")
    func getty() async throws {
        let made = try host()
        try made.write(to: "/etc/systemd/system/getty.target.wants/serial-getty@ttyUSB1.service")
        #expect(await claims(made).isEmpty, "no port with commands")
        try made.write(to: "/run/systemd/generator/getty.target.wants/serial-getty@ttyUSB2.service")
        let enabled = await claims(made)
        #expect(enabled.map(\.severity) == [.warning])
        #expect(enabled[0].remedy == "sudo systemctl disable --now serial-getty@ttyUSB2.service")
        try made.run("agetty", process: 77)
        try made.write("agetty\0-o\0ttyUSB2\0vt220\0", to: "/proc/77/cmdline")
        let running = await claims(made)
        #expect(running.map(\.severity) == [.problem])
        #expect(running[0].what.contains("agetty (process 77)"))
    }

    @Test("a login prompt that waits for the port of a line is told while the port is not there")
    func awaited() async throws {
        let made = try MadeUpHost(
            "[[line]]\nid = \"a\"\nnumber = \"+15145550101\"\nmodem = { device = \"/dev/ttyAMA0\" }")
        #expect(await claims(made).isEmpty)
        try made.write(to: "/etc/systemd/system/getty.target.wants/serial-getty@ttyAMA0.service")
        #expect(await claims(made).ids == ["port_claimed"])
    }

    @Test("gpsd: a port it was told, and a converter that its own rules give it")
    func gpsd() async throws {
        let made = try host()
        try made.write("# DEVICES=\"/dev/ttyUSB2\"\nDEVICES=\"\"\nUSBAUTO=\"true\"\n", to: "/etc/default/gpsd")
        #expect(await claims(made).isEmpty)
        try made.write("DEVICES=\"/dev/ttyS9 /dev/ttyUSB2\"\n", to: "/etc/default/gpsd")
        let listed = await claims(made)
        #expect(listed.map(\.severity) == [.warning])
        #expect(listed[0].remedy?.contains("/etc/default/gpsd") == true)
        let converter = try MadeUpHost(
            "[[line]]\nid = \"a\"\nnumber = \"+15145550101\"\nmodem = { device = \"/dev/ttyUSB9\" }")
        converter.host.user = HostUser(name: "root", id: 0, groups: [])
        try converter.plug(.converter)
        try converter.write("USBAUTO=\"true\"\n", to: "/etc/default/gpsd")
        #expect(await claims(converter).isEmpty)
        try converter.write(
            "ATTRS{idVendor}==\"0403\", ATTRS{idProduct}==\"6001\", SYMLINK+=\"gps%n\"\n",
            to: "/lib/udev/rules.d/60-gpsd.rules")
        #expect(
            await claims(converter).map(\.remedy) == [
                "USBAUTO=\"false\" in /etc/default/gpsd, then: sudo systemctl restart gpsd.socket gpsd"
            ])
    }

    @Test("the kernel's console on the port of a modem is a problem, on another port it is none")
    func console() async throws {
        let made = try host()
        try made.write("quiet console=tty1 console=ttyUSB20,9600\n", to: "/proc/cmdline")
        #expect(await claims(made).isEmpty)
        try made.write("quiet console=ttyUSB2,115200\n", to: "/proc/cmdline")
        #expect(await claims(made).map(\.severity) == [.problem])
    }

    @Test(
        "whoever holds the port is told how to let go of it",
        arguments: [
            ("agetty", "sudo systemctl disable --now serial-getty@ttyUSB2.service"),
            ("gpsd", "take /dev/ttyUSB2 out of DEVICES in /etc/default/gpsd, then: sudo systemctl restart gpsd"),
            ("fwupd", "sudo systemctl stop fwupd; for good: DisabledPlugins=modem_manager in /etc/fwupd/fwupd.conf"),
        ])
    func held(program: String, remedy: String) async throws {
        let made = try host()
        try made.run(program, process: 4711, open: ["/dev/ttyUSB2"])
        let found = await claims(made)
        #expect(found.ids == ["port_held"])
        #expect(found[0].remedy == remedy)
    }

    @Test("a port that may sleep, or sleeps, is a warning with the command that wakes it")
    func sleep() async throws {
        let made = try host()
        let folder = "/sys/devices/1-1/power/"
        func look() async -> [DoctorFinding] {
            await made.findings { USBSleepExamination(host: $0, situation: $1) }
        }
        try made.write("on\n", to: folder + "control")
        #expect(await look().isEmpty)
        try made.write("auto\n", to: folder + "control")
        try made.write("active\n", to: folder + "runtime_status")
        #expect(await look()[0].what.contains("may be put to sleep"))
        try made.write("suspended\n", to: folder + "runtime_status")
        let asleep = await look()
        #expect(asleep.ids == ["usb_sleep"] && asleep[0].severity == .warning)
        #expect(asleep[0].subject == "USB port 1-1" && asleep[0].what.contains("is asleep: its power/control is auto"))
        #expect(
            asleep[0].remedy?.hasPrefix("echo on | sudo tee /sys/bus/usb/devices/1-1/power/control; for good: ") == true
        )
        #expect(asleep[0].remedy?.contains("77-jedisnon.rules") == true)
        try made.write(to: "/etc/udev/rules.d/77-jedisnon.rules")
        #expect(await look()[0].remedy?.contains("ATTR{power/control}=\"on\"") == true)
        try made.write(to: "/etc/systemd/system/multi-user.target.wants/powertop.service")
        #expect(await look()[0].remedy?.hasSuffix("sudo systemctl disable powertop") == true)
        try made.write(to: "/etc/tlp.conf")
        #expect(await look()[0].remedy?.contains("USB_DENYLIST=\"2c7c:0125\"") == true)
        try made.write("-1000\n", to: folder + "autosuspend_delay_ms")
        #expect(await look().isEmpty, "a negative delay means never")
    }

    @Test("a converter that nothing works through may sleep")
    func sleepingConverter() async throws {
        let made = try MadeUpHost()
        try made.plug(.converter)
        try made.write("auto\n", to: "/sys/devices/1-2/power/control")
        #expect(await made.findings { USBSleepExamination(host: $0, situation: $1) }.isEmpty)
    }

    /// A box with a modem, as root sees it.
    private func host() throws -> MadeUpHost {
        let made = try MadeUpHost()
        made.host.user = HostUser(name: "root", id: 0, groups: [])
        try made.plug(.ec25())
        return made
    }

    private func claims(_ made: MadeUpHost) async -> [DoctorFinding] {
        await made.findings { PortExamination(host: $0, situation: $1) }
    }
}
