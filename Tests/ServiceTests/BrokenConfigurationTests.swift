import ControlAPI
import Foundation
import Glibc
import ModemSimulator
import Testing
import WordLiterals

/// A configuration that is wrong, at a start and while the service runs.
@Suite(.serialized)
struct BrokenConfigurationTests {
    static let endings = [
        "[\n{", "[},[[aa", "[,,]\t1", "[[\\u", " [.'.", "[{#- '", "[[[", "tts = [\"a\", }", "[été]", "[*]",
    ]

    @Test("none ends a command or a start by a signal: 78, with the file and the line")
    func start() throws {
        let bench = try Bench()
        let good = try String(contentsOfFile: bench.configuration, encoding: .utf8)
        let line = good.split(separator: "\n", omittingEmptySubsequences: false).count + 1
        for (number, ending) in Self.endings.enumerated() {
            try (good + "\n" + ending).write(toFile: bench.configuration, atomically: true, encoding: .utf8)
            let commands = [["run"], ["status"], ["events"], ["line", "list"], ["reload"]]
            let add = ["line", "add", "x", "--number", "+14185550102", "--device", "/dev/null"]
            for command in number == 0 ? commands + [add] : [["run"], ["status"]] {
                let wrong = try ServiceProcess.command(command + ["--config", bench.configuration])
                #expect(wrong.code == 78, "\(command) \(ending): \(wrong.code) \(wrong.errors)")
                #expect(
                    [line, line + 1].contains { wrong.errors.contains("jedisnon.toml:\($0): ") }, "\(wrong.errors)")
            }
        }
        let doctor = try ServiceProcess.command(["doctor", "--json", "--config", bench.configuration])
        #expect(doctor.output.contains("configuration_wrong"))
    }

    /// A command of somebody who may read little; root reads everything, so root runs it as nobody.
    private func commandOfNobody(_ arguments: [String]) throws -> (errors: String, code: Int32) {
        let process = Process()
        let complaints = Pipe()
        let program = ServiceProcess.program.path(percentEncoded: false)
        process.executableURL = URL(filePath: getuid() == 0 ? "/usr/bin/setpriv" : program)
        let identity = ["--reuid=65534", "--regid=65534", "--clear-groups", program]
        process.arguments = (getuid() == 0 ? identity : []) + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = complaints
        try process.run()
        let words = String(decoding: complaints.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (words, process.terminationStatus)
    }

    @Test("what may not be read is said to be that, and never taken for absent")
    func hidden() throws {
        let bench = try Bench()
        let lines = bench.folder + "/lines.d"
        try FileManager.default.createDirectory(atPath: lines, withIntermediateDirectories: false)
        #expect(chmod(bench.folder, 0o755) == 0)
        for (place, name) in [(lines, "lines.d: "), (bench.configuration, "jedisnon.toml: ")] {
            #expect(chmod(place, 0) == 0)
            for command in ["run", "status"] {
                let hidden = try commandOfNobody([command, "--config", bench.configuration])
                #expect(hidden.code == 78, "\(command): \(hidden)")
                #expect(hidden.errors.contains(name + "the file cannot be read by this user"), "\(hidden.errors)")
            }
            #expect(chmod(place, 0o755) == 0)
        }
        // What the service adopted is its own: others ask it, and find it stopped here.
        let state = bench.folder + "/state"
        try FileManager.default.createDirectory(atPath: state + "/lines.d", withIntermediateDirectories: true)
        #expect(chmod(state, 0o700) == 0)
        let stopped = try commandOfNobody(["reload", "--config", bench.configuration])
        #expect(stopped.code == 69, "\(stopped)")
    }

    @Test("none ends a service that reads it again, and the old one stays in force")
    func reload() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        let good = try String(contentsOfFile: bench.configuration, encoding: .utf8)
        let lines = bench.folder + "/lines.d"
        try FileManager.default.createDirectory(atPath: lines, withIntermediateDirectories: false)
        for ending in Self.endings {
            try (good + "\n" + ending).write(toFile: bench.configuration, atomically: true, encoding: .utf8)
            service.hangUp()
        }
        try good.write(toFile: bench.configuration, atomically: true, encoding: .utf8)
        try #require(mkfifo(lines + "/a.toml", 0o600) == 0)
        let pipe = try ServiceProcess.command(["reload", "--socket", bench.folder + "/control.sock"])
        #expect(pipe.code == 78 && pipe.errors.contains("lines.d/a.toml: this is a pipe"), "\(pipe.errors)")
        try FileManager.default.removeItem(atPath: lines + "/a.toml")
        bench.modem.deliver(from: "+15145550123", text: "allo")
        _ = try await bench.wait { $0.contains { $0.kind == "reply_sent" } }
        #expect(try bench.status().answer?.lines.map(\.id) == ["montreal"])
        try good.replacing("id     = \"montreal\"", with: "id     = \"laval\"")
            .write(toFile: bench.configuration, atomically: true, encoding: .utf8)
        service.hangUp()
        _ = try await bench.wait(for: "ready")
        #expect(try bench.status().answer?.lines.map(\.id) == ["laval"])
        #expect(service.terminate() == 0)
        let log = try String(contentsOfFile: bench.folder + "/log", encoding: .utf8)
        #expect(log.contains("the previous configuration stays in force"))
    }
}
