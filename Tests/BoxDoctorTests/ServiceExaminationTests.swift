import ControlAPI
import EventStore
import Foundation
import Glibc
import LinePolicy
import TestFolders
import Testing
import WordLiterals

@testable import BoxDoctor

/// The service, its folder and its database.
struct ServiceExaminationTests {
    @Test("a service that does not run is a problem only when it has lines")
    func stopped() async throws {
        let made = try MadeUpHost(ConfigurationFolder.line())
        #expect(await service(made).map(\.severity) == [.problem])
        #expect(await service(made)[0].remedy == "jedisnon run --config \(made.host.configuration)")
        let empty = try MadeUpHost("[service]\n")
        #expect(await service(empty).map(\.severity) == [.note])
    }

    @Test("with systemd the unit is started, and enabled")
    func unit() async throws {
        let made = try MadeUpHost(ConfigurationFolder.line())
        try made.write("[Service]\nUser=nobody\n", to: "/usr/lib/systemd/system/jedisnon.service")
        // Installed, but systemd is not the init system.
        #expect(await service(made).ids == ["service_not_running"])
        try made.write(to: "/run/systemd/system/x")
        let found = await service(made)
        #expect(found.ids == ["service_not_running", "service_not_enabled"])
        #expect(found[0].remedy?.hasPrefix("sudo systemctl start jedisnon") == true)
        try made.write(to: "/etc/systemd/system/multi-user.target.wants/jedisnon.service")
        #expect(await service(made).ids == ["service_not_running"])
    }

    @Test("a service that answers, one of another version, one that may not be asked, one that is wedged")
    func answers() async throws {
        let made = try MadeUpHost(ConfigurationFolder.line())
        made.host.queryService = { _ in .running(StatusAnswer(service: .madeUp, lines: [], budget: nil)) }
        #expect(await service(made).ids == ["service"])
        made.host.queryService = { _ in
            let old = ServiceStatus(state: "running", version: "0.0.1", startedAt: nil)
            return .running(StatusAnswer(service: old, lines: [], budget: nil))
        }
        #expect(await service(made).ids == ["service_other_version"])
        made.host.queryService = { _ in .denied }
        #expect(await service(made)[0].remedy?.contains("usermod -aG jedisnon pi") == true)
        made.host.queryService = { _ in .broken("it is a web server") }
        #expect(await service(made).ids == ["service_broken"])
    }

    @Test("the state folder: made by the service, not to be made, not to be written")
    func folders() async throws {
        let made = try MadeUpHost("[service]\nstate_dir = \"state\"\nsocket = \"control.sock\"\n")
        #expect(await state(made).ids == ["disk_space"])
        chmod(made.folder, 0o755)
        #expect(await state(made).ids == ["folder_missing", "folder_not_writable", "disk_space"])
        chmod(made.folder, 0o777)
        let folder = made.folder + "/state"
        try "".write(toFile: folder, atomically: true, encoding: .utf8)
        #expect(await state(made).ids == ["folder_is_none", "disk_space"])
        unlink(folder)
        mkdir(folder, 0o755)
        #expect(await state(made).ids == ["folder_not_writable", "disk_space"])
        #expect(await state(made)[0].remedy == "sudo chown -R pi \(folder)")
        chmod(folder, 0o777)
        #expect(await state(made).ids == ["disk_space"])
    }

    @Test(
        "room on the disk",
        arguments: [
            (Int64(99_000_000), DoctorSeverity.problem), (100_000_000, .warning), (499_000_000, .warning),
            (500_000_000, .ok),
        ])
    func room(free: Int64, severity: DoctorSeverity) async throws {
        let made = try MadeUpHost("[service]\nstate_dir = \"state\"\nsocket = \"control.sock\"\n")
        made.host.freeSpace = { _ in free }
        #expect(await state(made).map(\.severity) == [severity])
    }

    @Test("a database: none, one that opens, one that is damaged; looking changes no file")
    func database() async throws {
        let made = try MadeUpHost("[service]\nstate_dir = \"state\"\n")
        func look() async -> [String] { await made.findings { DatabaseExamination(host: $0, situation: $1) }.ids }
        #expect(await look() == ["database_none"])
        let folder = made.folder + "/state"
        try EventStore.open(folder: folder, mode: .service).close()
        let files = HostFile(path: folder).names
        #expect(await look() == ["database"])
        #expect(HostFile(path: folder).names == files)
        for name in files { unlink(folder + "/" + name) }
        try Data(repeating: 0x55, count: 8192).write(to: URL(filePath: folder + "/" + EventStore.fileName))
        #expect(await look() == ["database_damaged"])
        // A service that runs reads only what it needs: damage is looked for beside it as well.
        made.host.queryService = { _ in .running(StatusAnswer(service: .madeUp, lines: [], budget: nil)) }
        #expect(await look() == ["database_damaged"])
    }

    @Test("the database of another program is a problem, and stays as it is")
    func foreign() async throws {
        let made = try MadeUpHost("[service]\nstate_dir = \"state\"\n")
        let path = made.folder + "/state/" + EventStore.fileName
        let store = try EventStore.open(folder: made.folder + "/state", mode: .service)
        // Otherwise all of it lies in the write-ahead log still.
        try await store.checkpoint()
        try store.close()
        var foreign = try Data(contentsOf: URL(filePath: path))
        // The mark of the program that a database belongs to.
        foreign.replaceSubrange(68..<72, with: [0, 0, 0, 0])
        try foreign.write(to: URL(filePath: path))
        let found = await made.findings { DatabaseExamination(host: $0, situation: $1) }
        #expect(found.map(\.severity) == [.problem] && found[0].remedy?.contains("state_dir") == true, "\(found)")
        #expect(try Data(contentsOf: URL(filePath: path)) == foreign)
    }

    private func service(_ made: MadeUpHost) async -> [DoctorFinding] {
        await made.findings { ServiceExamination(host: $0, situation: $1) }
    }

    private func state(_ made: MadeUpHost) async -> [DoctorFinding] {
        await made.findings { StateFolderExamination(host: $0, situation: $1) }
    }
}
