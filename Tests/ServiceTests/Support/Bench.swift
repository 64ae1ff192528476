import ControlAPI
import Foundation
import LinePolicy
import ModemSimulator
import Testing
import Vocabulary
import WordLiterals

/// A simulated modem, a folder, and the configuration of one line on it.
final class Bench {
    let folder: String
    let modem: SimulatedModem
    let configuration: String

    /// Writes the configuration; `policy` and `line` are more lines of their tables.
    init(
        profile: SimulatedProfile = .generic, policy: String = "min_send_interval = \"0s\"", line: String = "",
        more: String = "", modemKeys: String = "", settings change: (inout SimulatedSettings) -> Void = { _ in }
    ) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "jedisnon-test-\(UUID().uuidString)")
            .path(percentEncoded: false)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var settings = SimulatedSettings()
        change(&settings)
        modem = SimulatedModem(profile: profile, settings: settings)
        try modem.start(link: folder + "/modem", voiceLink: folder + "/voice")
        configuration = folder + "/jedisnon.toml"
        let text = """
            [service]
            state_dir = "state"
            socket    = "control.sock"
            time_zone = "America/Toronto"

            [policy]
            \(policy)

            \(more)

            [[line]]
            id     = "montreal"
            number = "+15145550101"
            modem  = { device = "modem"\(modemKeys) }
            \(line)
            """
        try text.write(toFile: configuration, atomically: true, encoding: .utf8)
    }

    /// A bench whose service has run once, and whose database was then written by a newer version of the program.
    static func withNewerDatabase() async throws -> Bench {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        #expect(service.terminate() == 0)
        let sqlite = Process()
        sqlite.executableURL = URL(filePath: "/usr/bin/sqlite3")
        sqlite.arguments = [
            bench.folder + "/state/jedisnon.db", "INSERT INTO grdb_migrations VALUES ('v999 of tomorrow')",
        ]
        try sqlite.run()
        sqlite.waitUntilExit()
        #expect(sqlite.terminationStatus == 0)
        return bench
    }

    deinit {
        modem.stop()
        // A folder that stays behind in the temporary folder harms nobody.
        try? FileManager.default.removeItem(atPath: folder)
    }

    func start(environment: [String: String] = [:]) throws -> ServiceProcess {
        try ServiceProcess(configuration: configuration, log: folder + "/log", environment: environment)
    }

    /// The events as the service, or its database when it is down, tells them; numbers masked unless asked for.
    func events(reveal: Bool = false) async throws -> [EventRow] {
        let (output, errors, code) = try ServiceProcess.command(
            ["events", "--config", configuration, "--json"] + (reveal ? ["--reveal"] : []))
        guard code == 0 else { throw BenchError(what: errors) }
        return try output.split(separator: "\n").map { try JSONText.value(EventRow.self, from: $0.utf8) }
    }

    func status() throws -> (code: Int32, answer: StatusAnswer?) {
        let (output, _, code) = try ServiceProcess.command(["status", "--config", configuration, "--json"])
        return (code, output.isEmpty ? nil : try JSONText.value(StatusAnswer.self, from: output.utf8))
    }

    /// Asks until the line is in a state, at most so long.
    func wait(for state: String, within time: Duration = .seconds(20)) async throws -> LineStatus {
        let deadline = ContinuousClock.now + time
        var last: LineStatus?
        while ContinuousClock.now < deadline {
            last = try status().answer?.lines.first
            if let last, last.state.text == state { return last }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw BenchError(
            what: "the line never became \(state), it is \(last?.state.text ?? "unknown"): \(last?.detail ?? "") \(log)"
        )
    }

    /// Asks until the events satisfy a condition, at most so long.
    func wait(within time: Duration = .seconds(20), until condition: ([EventRow]) -> Bool) async throws -> [EventRow] {
        let deadline = ContinuousClock.now + time
        while ContinuousClock.now < deadline {
            let rows = try await events()
            if condition(rows) { return rows }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw BenchError(
            what: "it did not come: \(try await events().map { "\($0.kind) \($0.reason?.text ?? "-")" }) \(log)")
    }

    private var log: String {
        (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? ""
    }
}

struct BenchError: Error, CustomStringConvertible {
    let what: String
    var description: String { what }
}
