import ControlAPI
import Glibc
import LinePolicy
import SerialPort
import Testing
import Vocabulary
import WordLiterals

@testable import BoxDoctor

struct PortExaminationTests {
    @Test("a port that the user may use is no finding for root")
    func fine() async throws {
        let made = try MadeUpHost()
        made.host.user = HostUser(name: "root", id: 0, groups: [])
        try made.plug(.ec25())
        #expect(await look(made).isEmpty)
    }

    @Test("a port of a group that the user is not in")
    func permission() async throws {
        let made = try MadeUpHost()
        try made.plug(.ec25(), mode: 0o660)
        let found = await look(made)
        #expect(found.ids == ["port_permission"])
        #expect(found[0].severity == .problem)
        #expect(found[0].what.contains("the user pi may not use /dev/ttyUSB2: mode 0660"))
        made.host.user.groups = [made.groupOfNodes]
        #expect(await look(made).ids == ["not_looked_at"])
    }

    @Test("the user of the service is asked for, not the one who looks")
    func serviceUser() async throws {
        let made = try MadeUpHost()
        made.host.user = HostUser(name: "root", id: 0, groups: [])
        try made.plug(.ec25(), mode: 0o600)
        try made.write(to: "/run/systemd/system/x")
        try made.write("[Service]\nUser=nobody\n", to: "/usr/lib/systemd/system/jedisnon.service")
        let found = await look(made)
        #expect(found.ids == ["port_permission"])
        #expect(found[0].what.contains("nobody may not use"))
    }

    @Test(
        "a program that holds a port is named, with what makes it let go",
        arguments: [
            ("ModemManager", "sudo systemctl disable --now ModemManager"),
            ("smsd", "sudo systemctl disable --now smstools"),
            ("tail", "end that program: sudo kill 4711"),
        ])
    func held(program: String, remedy: String) async throws {
        let made = try MadeUpHost()
        try made.plug(.ec25())
        try made.run(program, process: 4711, open: ["/dev/null", "/dev/ttyUSB2"])
        let found = await look(made)
        #expect(found.ids == ["port_held"])
        #expect(found[0].what == "/dev/ttyUSB2 is held by \(program) (process 4711)")
        #expect(found[0].remedy == remedy)
    }

    @Test("a lock file holds a port as long as its process lives")
    func lockFile() async throws {
        let made = try MadeUpHost()
        try made.plug(.ec25())
        try made.write("      4712\n", to: "/var/lock/LCK..ttyUSB2")
        #expect(!(await look(made).ids.contains("port_held")))
        try made.run("minicom", process: 4712)
        #expect(await look(made)["port_held"]?.remedy == "leave minicom: Ctrl-A, then X")
    }

    @Test("a service that runs holds its own ports")
    func ownService() async throws {
        let made = try MadeUpHost()
        try made.plug(.ec25())
        try made.run("jedisnon", process: 4713, open: ["/dev/ttyUSB2"])
        #expect(await look(made).ids == ["port_held"])
        made.host.queryService = { _ in .running(StatusAnswer(service: .madeUp, lines: [], budget: nil)) }
        #expect(await look(made).isEmpty)
    }

    @Test("a port without its node")
    func missing() async throws {
        let made = try MadeUpHost()
        try made.plug(.ec25())
        unlink(made.host.root + "/dev/ttyUSB2")
        // The other port with commands will do.
        #expect(!(await look(made).ids.contains("port_missing")))
        unlink(made.host.root + "/dev/ttyUSB3")
        #expect(await look(made).ids == ["port_missing"])
        try made.write(to: "/.dockerenv")
        #expect(await look(made)[0].remedy == "give the container its devices: --device /dev/ttyUSB2")
    }

    private func look(_ made: MadeUpHost) async -> [DoctorFinding] {
        await made.findings { PortExamination(host: $0, situation: $1) }
    }
}

extension ServiceStatus {
    /// A service of this version.
    static var madeUp: ServiceStatus {
        ServiceStatus(state: "running", version: Program.version, startedAt: nil)
    }
}
