import ControlAPI
import EventStore
import Foundation
import Glibc
import LineConfiguration
import LineService
import TestFolders
import Testing
import Vocabulary
import WordLiterals

@testable import jedisnon

@Suite(.timeLimit(.minutes(1))) struct OfflineBackendTests {
    @Test("the last known status is available while the service is stopped")
    func status() async throws {
        try await withStoppedService { service, backend in
            let answer = try await backend.status()
            #expect(answer.service.state == "stopped")
            #expect(answer.service.version == "0.1.0")
            #expect(answer.service.startedAt?.rfc3339 == "2026-11-25T05:52:03.120-05:00")
            #expect(answer.lines.map(\.id) == ["montreal", "quebec"])
            let montreal = answer.lines[0]
            #expect(montreal.state == "ready")
            #expect(montreal.network == "Bell")
            #expect(montreal.received == 3)
            #expect(montreal.refused == 2)
            #expect(montreal.queued == 1)
            #expect(montreal.lastReceivedAt?.rfc3339 == "2026-11-25T05:52:08.120-05:00")
            #expect(answer.budget?.currency == "CAD")
            #expect(answer.budget?.reserved == "0.02")
            #expect(answer.budget?.left == "9.98")
            #expect(answer.budget?.contactsLeft == 499)
        }
    }

    @Test("a service that never ran has a status too, and nothing else")
    func neverRan() async throws {
        try await withFolder { folder in
            let backend = OfflineBackend(configuration: try StoppedService(folder: folder).configuration)
            let answer = try await backend.status()
            #expect(answer.service == ServiceStatus(state: "stopped", version: nil, startedAt: nil))
            #expect(answer.lines.map(\.state) == ["starting", "starting"])
            #expect(try await backend.lines().lines.map(\.id) == ["montreal", "quebec"])
            let error = await #expect(throws: ControlError.self) { try await backend.budget() }
            #expect(error?.code.exitCode == 73)
        }
    }

    @Test("events come with masked numbers, without octets, in the time zone of the service")
    func masked() async throws {
        try await withStoppedService { _, backend in
            let rows = try await events(backend, EventQuery())
            let texts = rows.filter { $0.kind == "sms_received" }
            #expect(texts.map(\.text) == ["salut", "encore", nil])
            #expect(texts.map(\.sender) == ["+1514•••••23", "+1514•••••23", nil])
            #expect(texts.map(\.reason) == [nil, "replied_in_window", "not_a_person"])
            #expect(texts[0].at.offset == -5 * 3600)
            #expect(texts[0].senderID?.hasPrefix("s-") == true)
            #expect(texts[2].details == ["error": .string("cut off")])
            #expect(rows.first { $0.kind == "reply_planned" }?.cost == "0.02")
        }
    }

    @Test("a query that reveals numbers leaves its note in the database before the first line")
    func reveal() async throws {
        try await withStoppedService { service, backend in
            let before = try await service.log().count
            let rows = try await events(backend, EventQuery(reveal: true))
            // The note is older than the answer, and a part of it.
            #expect(rows.last?.kind == "operator_action")
            #expect(rows.count == before + 1)
            let texts = rows.filter { $0.kind == "sms_received" }
            #expect(texts[0].sender == "+15145550123")
            #expect(texts[2].details["pdu"] == .string("ABCD"))
            let log = try await service.log()
            #expect(log.count == before + 1)
            #expect(log.last?.details["action"] == "reveal")
        }
    }

    @Test("when the note cannot be written nothing is shown", .enabled(if: geteuid() != 0, "root may write anywhere"))
    func noNote() async throws {
        try await withStoppedService { service, backend in
            let state = service.configuration.service.stateDir
            chmod(state + "/" + EventStore.fileName, 0o440)
            chmod(state, 0o550)
            defer { chmod(state, 0o700) }
            let error = await #expect(throws: ControlError.self) {
                try await backend.events(EventQuery(reveal: true)) { _ in Issue.record("something was shown") }
            }
            #expect(error?.code.exitCode == 73)
        }
    }

    @Test("filters and pages give the same events as the whole", arguments: [1, 2, 3, 100])
    func last(count: Int) async throws {
        try await withStoppedService { _, backend in
            let all = try await events(backend, EventQuery()).map(\.seq)
            #expect(try await events(backend, EventQuery(last: count)).map(\.seq) == all.suffix(count))
            var query = EventQuery(line: "montreal")
            query.since = ZonedTime(milliseconds: 1_795_603_923_120 + 1000)
            #expect(try await events(backend, query).map(\.text) == ["encore", nil])
        }
    }

    @Test("a copy is written, after its note")
    func backup() async throws {
        try await withStoppedService { service, backend in
            let file = service.folder + "/copy.db"
            let target = try BackupFile(file)
            try await OfflineSource(backend: backend).copy(into: target)
            #expect(try target.finish() > 4096)
            let note = try #require(try await service.log().last)
            #expect(note.details["action"] == "backup" && note.details["path"] == .string(file))
            guard case .object(let by)? = note.details["by"] else {
                Issue.record("the note does not say who did it")
                return
            }
            #expect(by["uid"] == .integer(Int64(getuid())))
            // Nothing is overwritten.
            let error = #expect(throws: ControlError.self) { try BackupFile(file).finish() }
            #expect(error?.code.exitCode == 73)
        }
    }

    @Test("blocks and lines are those of the database and the configuration")
    func lists() async throws {
        try await withStoppedService { _, backend in
            let blocks = try await backend.blocks().blocks
            #expect(blocks.map(\.number) == ["+1514•••••99"])
            #expect(blocks.map(\.note) == ["threats"])
            let lines = try await backend.lines().lines
            #expect(lines.map(\.modem) == ["device /dev/ttyUSB2", "SIM 89302720000000000001"])
            #expect(lines.map(\.paused?.why) == [nil, "new SIM"])
            #expect(lines[1].paused?.releasePort == true)
            let budget = try await backend.budget()
            #expect(budget.total == "10.00")
            #expect(budget.lines.keys.sorted() == ["montreal", "quebec"])
            #expect(budget.lines["montreal"]?.reserved == "0.02")
        }
    }

    @Test("a damaged database has exit code 65")
    func damaged() async throws {
        try await withStoppedService { service, backend in
            let file = service.configuration.service.stateDir + "/" + EventStore.fileName
            try Data(repeating: 0x5A, count: 8192).write(to: URL(filePath: file))
            // The write-ahead log would repair it.
            for suffix in ["-wal", "-shm"] where FileManager.default.fileExists(atPath: file + suffix) {
                try FileManager.default.removeItem(atPath: file + suffix)
            }
            let error = await #expect(throws: ControlError.self) { try await backend.status() }
            #expect(error?.code.exitCode == 65)
        }
    }

    private func events(_ backend: OfflineBackend, _ query: EventQuery) async throws -> [EventRow] {
        var rows: [EventRow] = []
        try await backend.events(query) { rows.append($0) }
        return rows
    }

    private func withStoppedService(_ body: (StoppedService, OfflineBackend) async throws -> Void) async throws {
        try await withFolder { folder in
            let service = try StoppedService(folder: folder)
            try await service.run()
            try await body(service, OfflineBackend(configuration: service.configuration))
        }
    }
}
