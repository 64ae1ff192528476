import ControlAPI
import LinePolicy
import TestFolders
import Testing
import Vocabulary
import WordLiterals

@testable import BoxDoctor

/// What a box has beside modems: udev, ModemManager, clock, power, voice.
struct SystemExaminationTests {
    @Test("ModemManager is no matter where it does not run")
    func noModemManager() async throws {
        let made = try MadeUpHost()
        try made.plug(.ec25())
        #expect(await modemManager(made).isEmpty)
    }

    @Test("ModemManager runs, and udev tells it to leave the modem alone, or not")
    func modemManager() async throws {
        let made = try MadeUpHost()
        try made.plug(.ec25())
        try made.run("ModemManager", process: 600)
        let found = await modemManager(made)
        #expect(found.ids == ["modem_manager_active"])
        #expect(found[0].remedy == "sudo systemctl disable --now ModemManager")
        try made.write(to: "/usr/lib/udev/rules.d/77-jedisnon.rules")
        #expect(await modemManager(made)[0].remedy?.contains("udevadm trigger") == true)
        // Files of a made-up box have no device number.
        try made.write("S:x\nE:ID_MM_DEVICE_IGNORE=1\n", to: "/run/udev/data/c0:0")
        #expect(await modemManager(made).ids == ["modem_manager"])
    }

    @Test("udevd absent, without our rules, and with them")
    func udev() async throws {
        let made = try MadeUpHost()
        func look() async -> [String] { await made.findings { host, _ in UdevExamination(host: host) }.ids }
        #expect(await look() == ["udevd_not_running"])
        try made.write(to: "/run/udev/control")
        #expect(await look() == ["udev_rules_missing"])
        try made.write(to: "/etc/udev/rules.d/77-jedisnon.rules")
        #expect(await look() == ["udev_rules"])
    }

    @Test("a clock that is right, one that nobody keeps, and one in the past")
    func clock() async throws {
        let made = try MadeUpHost()
        func look() async -> [DoctorFinding] { await made.findings { host, _ in ClockExamination(host: host) } }
        #expect(await look().ids == ["clock"])
        made.host.isClockSynchronised = false
        #expect(await look().ids == ["clock_not_synchronised"])
        made.host.now = Timestamp(seconds: 0)
        #expect(await look().ids == ["clock_wrong"])
        #expect(await look()[0].severity == .problem)
    }

    @Test(
        "the power supply of a Raspberry Pi",
        arguments: [("0", "power"), ("50000", "under_voltage"), ("50005", "under_voltage"), ("80008", "power")])
    func power(state: String, id: String) async throws {
        let made = try MadeUpHost()
        func look() async -> [String] { await made.findings { host, _ in PowerExamination(host: host) }.ids }
        #expect(await look().isEmpty)
        try made.write(state + "\n", to: "/sys/devices/platform/soc/soc:firmware/get_throttled")
        #expect(await look() == [id])
    }

    @Test("the program that speaks is only a note")
    func speech() async throws {
        let made = try MadeUpHost(ConfigurationFolder.line())
        func look() async -> [DoctorFinding] { await made.findings { SpeechExamination(host: $0, situation: $1) } }
        #expect(await look().ids == ["speech_program_missing"])
        #expect(await look()[0].severity == .note)
        try made.write(to: "/usr/bin/espeak-ng", mode: 0o755)
        #expect(await look().isEmpty)
    }

    private func modemManager(_ made: MadeUpHost) async -> [DoctorFinding] {
        await made.findings { ModemManagerExamination(host: $0, situation: $1) }
    }
}
