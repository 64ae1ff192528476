import ControlAPI
import Foundation
import Glibc
import LinePolicy
import TestFolders
import Testing
import WordLiterals

@testable import BoxDoctor

struct ConfigurationExaminationTests {
    @Test("a configuration that is missing, and one that is not needed")
    func missing() async throws {
        let made = try MadeUpHost()
        let found = await configuration(made)
        #expect(found.ids == ["configuration_missing"])
        #expect(found[0].remedy?.contains("packaging/jedisnon.toml \(made.host.configuration)") == true)
        try made.write(to: "/usr/share/jedisnon/jedisnon.toml")
        #expect(await configuration(made)[0].remedy?.contains("/usr/share/jedisnon/jedisnon.toml ") == true)
        made.host.needsConfiguration = false
        #expect(await configuration(made).isEmpty)
    }

    @Test("each mistake has its place")
    func wrong() async throws {
        let made = try MadeUpHost(
            "[service]\nlangage = \"fr\"\n[[line]]\nid = \"a\"\nnumber = \"514\"\nmodem = { device = \"x\" }")
        let found = await configuration(made)
        #expect(found.ids == ["configuration_wrong", "configuration_wrong"])
        #expect(found[0].subject == "\(made.host.configuration):2")
        #expect(found[0].what.hasPrefix("service.langage: "))
        let broken = try MadeUpHost("[service\n")
        #expect(await configuration(broken).ids == ["configuration_wrong"])
    }

    @Test("a configuration that is right is counted, and must be readable for the service")
    func right() async throws {
        let made = try MadeUpHost(ConfigurationFolder.line())
        #expect(await configuration(made).map(\.severity) == [.ok])
        chmod(made.host.configuration, 0o600)
        let found = await configuration(made)
        // Whoever runs this test may read it as its owner or as root; the service's user may not.
        #expect(found.ids == ["configuration_unreadable"])
    }

    @Test("what is lacking in a configuration that is right")
    func settings() async throws {
        let bare = try MadeUpHost("[service]\ntime_zone = \"UTC\"\n" + ConfigurationFolder.line())
        #expect(await settings(bare).ids == ["no_budget", "short_delay", "time_zone_utc"])
        let whole = try MadeUpHost(
            """
            [service]
            time_zone = "America/Toronto"
            [budget]
            total = 10.00
            [tariff]
            sms_segment = 0.02
            [policy]
            reply_delay = "45m..90m"
            \(ConfigurationFolder.line())
            """)
        #expect(await settings(whole).isEmpty)
        let free = try MadeUpHost(
            "[service]\ntime_zone = \"America/Toronto\"\n[budget]\ntotal = 10.00\n"
                + ConfigurationFolder.line("mode = \"shadow\""))
        #expect(await settings(free).ids == ["no_prices", "all_shadow"])
    }

    @Test("a name that two sticks of one kind share")
    func byID() async throws {
        let made = try MadeUpHost(
            "[service]\ntime_zone = \"America/Toronto\"\n"
                + ConfigurationFolder.line("mode = \"shadow\"").replacing(
                    "/dev/montreal", with: "/dev/serial/by-id/usb-Quectel_EC25-if02-port0"))
        let found = await settings(made).first { $0.id == "line_by_id" }
        #expect(found?.severity == .note && found?.remedy?.contains("iccid") == true)
        let usual = try MadeUpHost(ConfigurationFolder.line())
        #expect(!(await settings(usual).ids.contains("line_by_id")))
    }

    @Test("without a line, the command that makes one")
    func noLine() async throws {
        let made = try MadeUpHost("[service]\n")
        #expect(await settings(made).ids == ["no_line"])
        #expect(await settings(made)[0].remedy == "sudo jedisnon line add")
        made.host.queryService = { _ in
            var modem = UnclaimedModem(usbPath: "1-1", device: nil, state: "ready", detail: "")
            modem.addCommand = "jedisnon line add --sim 0001"
            return .running(StatusAnswer(service: .madeUp, lines: [], unclaimed: [modem], budget: nil))
        }
        #expect(await settings(made)[0].remedy == "sudo jedisnon line add --sim 0001")
    }

    @Test("a PIN file that everybody reads, that holds no PIN, and a good one")
    func pinFile() async throws {
        let made = try MadeUpHost(ConfigurationFolder.line("pin_file = \"pin\""))
        made.host.user = HostUser(name: "root", id: 0, groups: [])
        let path = made.folder + "/pin"
        #expect(await pins(made).ids == ["pin_file_wrong"])
        try "1234\n".write(toFile: path, atomically: true, encoding: .utf8)
        chmod(path, 0o644)
        #expect(await pins(made)[0].remedy == "sudo chmod 0600 \(path)")
        chmod(path, 0o640)
        #expect(await pins(made).isEmpty)
        try "abcd\n".write(toFile: path, atomically: true, encoding: .utf8)
        chmod(path, 0o640)
        #expect(await pins(made).ids == ["pin_file_wrong"])
    }

    @Test("a PIN file that the service cannot read")
    func unreadablePIN() async throws {
        let made = try MadeUpHost(ConfigurationFolder.line("pin_file = \"pin\""))
        try "1234\n".write(toFile: made.folder + "/pin", atomically: true, encoding: .utf8)
        chmod(made.folder + "/pin", 0o600)
        #expect(await pins(made).ids == ["pin_file_unreadable"])
    }

    @Test("a folder of lines that others may change")
    func linesFolder() async throws {
        let made = try MadeUpHost(ConfigurationFolder.line())
        func look() async -> [DoctorFinding] { await made.findings { LinesFolderExamination(host: $0, situation: $1) } }
        #expect(await look().isEmpty)
        let folder = made.folder + "/lines.d"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        chmod(folder, 0o755)
        #expect(await look().isEmpty)
        chmod(folder, 0o775)
        #expect(await look().ids == ["lines_folder_writable"])
    }

    private func configuration(_ made: MadeUpHost) async -> [DoctorFinding] {
        await made.findings { ConfigurationExamination(host: $0, situation: $1) }
    }

    private func settings(_ made: MadeUpHost) async -> [DoctorFinding] {
        await made.findings { LineSettingsExamination(host: $0, situation: $1) }
    }

    private func pins(_ made: MadeUpHost) async -> [DoctorFinding] {
        await made.findings { PINFileExamination(host: $0, situation: $1) }
    }
}
