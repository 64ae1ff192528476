import ControlAPI
import Foundation
import LinePolicy
import Testing
import Vocabulary
import WordLiterals

/// `line add` and `line remove` beside the real service.
@Suite(.serialized)
struct LineAddTests {
    private let add = [
        "line", "add", "quebec", "--region", "Québec", "--number", "+14185550102", "--iccid", "89302720000000000002",
    ]

    private func lines(_ bench: Bench) throws -> [String] {
        let answer = try ServiceProcess.command(["line", "list", "--json", "--socket", bench.folder + "/control.sock"])
        return try JSONText.value(LinesAnswer.self, from: answer.output.utf8).lines.map(\.id)
    }

    @Test("the running service takes a new line and lets it go, without a restart")
    func running() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        let added = try ServiceProcess.command(add + ["--config", bench.configuration])
        #expect(added.code == 0, "\(added.errors)")
        #expect(added.output.contains("The service runs it"))
        #expect(try lines(bench) == ["montreal", "quebec"])
        let removed = try ServiceProcess.command(["line", "remove", "quebec", "--yes", "--config", bench.configuration])
        #expect(removed.code == 0, "\(removed.errors)")
        #expect(try lines(bench) == ["montreal"])
        #expect(service.terminate() == 0)
    }

    @Test("what the service refuses is taken back: 78")
    func refused() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        let text = try String(contentsOfFile: bench.configuration, encoding: .utf8)
        // Right by itself, and wrong for a service that runs.
        try text.replacing("state_dir = \"state\"", with: "state_dir = \"other\"")
            .write(toFile: bench.configuration, atomically: true, encoding: .utf8)
        let added = try ServiceProcess.command(add + ["--config", bench.configuration])
        #expect(added.code == 78)
        #expect(added.errors.contains("state_dir"), "\(added.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: bench.folder + "/lines.d").isEmpty)
        #expect(try lines(bench) == ["montreal"])
        #expect(service.terminate() == 0)
    }

    @Test("a folder that may not be written: 73, and nothing is changed")
    func unwritable() throws {
        let bench = try Bench()
        let folder = bench.folder
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
        let process = Process()
        let errors = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/setpriv")
        process.arguments =
            ["--reuid=65534", "--regid=65534", "--clear-groups", ServiceProcess.program.path(percentEncoded: false)]
            + add + ["--config", bench.configuration]
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 73, "\(complaint)")
        #expect(complaint.contains("cannot be written") && complaint.contains("sudo"), "\(complaint)")
        #expect(!FileManager.default.fileExists(atPath: folder + "/lines.d"))
    }
}
