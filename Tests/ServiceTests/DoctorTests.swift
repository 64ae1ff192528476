import ControlAPI
import Foundation
import Glibc
import ModemSimulator
import TestDescriptors
import Testing
import WordLiterals

/// The real `jedisnon doctor`, on folders and services of its own.
@Suite(.serialized)
struct DoctorTests {
    @Test("without a configuration it says so, and exits 1")
    func nothing() throws {
        let (answer, code) = try Self.doctor(["--config", "/nonexistent/jedisnon.toml"])
        #expect(code == 1)
        #expect(answer.findings.first?.id == "configuration_missing")
        #expect(!answer.findings.contains { $0.id == "line_ready" })
    }

    @Test("a broken configuration is named with its place, a dead socket harms nobody")
    func broken() throws {
        let bench = try Bench()
        try "[service]\nstate_dir = \n".write(toFile: bench.configuration, atomically: true, encoding: .utf8)
        let (answer, code) = try Self.doctor([
            "--config", bench.configuration, "--socket", bench.folder + "/none.sock",
        ])
        #expect(code == 1)
        let wrong = answer.findings.first { $0.id == "configuration_wrong" }
        #expect(wrong?.subject == bench.configuration + ":2")
        #expect(answer.findings.contains { $0.id == "service_not_running" })
    }

    @Test("a service at work is asked, and nothing is changed", .timeLimit(.minutes(1)))
    func running() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        let before = try await bench.events().count
        let (answer, _) = try Self.doctor(["--config", bench.configuration])
        #expect(answer.findings.contains { $0.id == "service" && $0.severity == .ok })
        #expect(answer.findings.contains { $0.id == "line_ready" && $0.subject == "line montreal" })
        #expect(!answer.findings.contains { $0.subject.contains("montreal") && $0.severity == .problem })
        #expect(try await bench.events().count == before)
        #expect(service.terminate() == 0)
    }

    @Test("a port that another program has open is named with it")
    func held() throws {
        let bench = try Bench()
        let holder = open(bench.folder + "/modem", O_RDWR | O_NOCTTY | O_NONBLOCK)
        defer { close(holder) }
        let (answer, code) = try Self.doctor(["--config", bench.configuration])
        #expect(code == 1)
        let held = answer.findings.first { $0.id == "port_held" }
        #expect(held?.subject == "line montreal")
        #expect(held?.what.contains("process \(getpid())") == true, "\(String(describing: held))")
    }

    @Test("a database of a newer version is told, and left as it is", .timeLimit(.minutes(1)))
    func newer() async throws {
        let bench = try await Bench.withNewerDatabase()
        let files = try FileManager.default.contentsOfDirectory(atPath: bench.folder + "/state").sorted()
        let (answer, code) = try Self.doctor(["--config", bench.configuration])
        #expect(code == 1)
        #expect(answer.findings.contains { $0.id == "database_newer" && $0.severity == .problem })
        #expect(try FileManager.default.contentsOfDirectory(atPath: bench.folder + "/state").sorted() == files)
    }

    @Test("a socket that takes connections and never answers is told in time", .timeLimit(.minutes(1)))
    func wedged() throws {
        let bench = try Bench()
        let listener = try Listener(path: bench.folder + "/control.sock")
        let start = ContinuousClock.now
        let (answer, code) = try Self.doctor(["--config", bench.configuration])
        #expect(code == 1)
        #expect(answer.findings.contains { $0.id == "service_broken" })
        #expect(ContinuousClock.now - start < .seconds(30))
        listener.stop()
    }

    @Test("what a user may not look at is said", .enabled(if: geteuid() == 0, "only root can become somebody else"))
    func asNobody() throws {
        let bench = try Bench()
        chmod(bench.configuration, 0o600)
        let (answer, code) = try Self.doctor(["--config", bench.configuration], asNobody: true)
        #expect(answer.user == "nobody")
        let hidden = answer.findings.first { $0.id == "not_looked_at" }
        #expect(hidden?.what.contains(bench.configuration) == true)
        #expect(hidden?.remedy == "sudo jedisnon doctor")
        #expect(code == (answer.hasProblem ? 1 : 0))
    }

    /// Runs it with `--json`.
    static func doctor(_ arguments: [String], asNobody: Bool = false) throws -> (DoctorAnswer, Int32) {
        let program = ServiceProcess.program
        let process = Process()
        let output = Pipe()
        process.executableURL = asNobody ? URL(filePath: "/usr/bin/setpriv") : program
        process.arguments =
            (asNobody
                ? ["--reuid=65534", "--regid=65534", "--clear-groups", program.path(percentEncoded: false)] : [])
            + ["doctor", "--json"] + arguments
        process.standardOutput = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (try JSONText.value(DoctorAnswer.self, from: text), process.terminationStatus)
    }
}

/// A socket on which somebody listens and says nothing.
private final class Listener {
    private let descriptor: Int32

    init(path: String) throws {
        descriptor = try UnixSocket.bound(to: path)
        guard listen(descriptor, 8) == 0 else { throw BenchError(what: "no socket at \(path)") }
    }

    func stop() { close(descriptor) }
}
