import ControlAPI
import Foundation
import Glibc
import ModemSimulator
import TestDescriptors
import Testing
import Vocabulary
import WordLiterals

/// The service survives its clients, its files, and the signals that come at a bad moment.
@Suite(.serialized)
struct SurvivalTests {
    @Test("a client that stops reading does not hold up the end of the service")
    func stalledReader() async throws {
        let bench = try Bench(policy: "min_send_interval = \"0s\"\nreplies_per_day = 0\nraid_senders = 0")
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        for number in 0..<200 {
            bench.modem.deliver(from: "+1514555\(1000 + number)", text: String(repeating: "salut ", count: 20))
        }
        _ = try await bench.wait(within: .seconds(60)) { $0.count { $0.kind == "reply_sent" } >= 200 }
        let reader = try StalledReader(bench.folder + "/control.sock")
        try await Task.sleep(for: .seconds(1))
        let began = ContinuousClock.now
        #expect(service.terminate() == 0)
        #expect(ContinuousClock.now - began < .seconds(8))
        withExtendedLifetime(reader) {}
    }

    @Test("SIGHUP is harmless from the moment the socket answers")
    func earlyHangUp() async throws {
        for _ in 0..<5 {
            let bench = try Bench()
            let service = try bench.start()
            while try bench.status().answer?.service.state != "running" { usleep(5_000) }
            service.hangUp()
            _ = try await bench.wait(for: "ready")
            #expect(service.terminate() == 0)
        }
    }

    @Test("a database that another program keeps locked is waited for, and status says so")
    func lockedDatabase() async throws {
        let bench = try Bench()
        let first = try bench.start()
        _ = try await bench.wait(for: "ready")
        #expect(first.terminate() == 0)
        let lock = try DatabaseLock(bench.folder + "/state/jedisnon.db")
        let service = try bench.start()
        let deadline = ContinuousClock.now + .seconds(20)
        var answer: StatusAnswer?
        while answer?.service.state != "waiting", ContinuousClock.now < deadline {
            answer = try bench.status().answer
            usleep(100_000)
        }
        #expect(answer?.service.state == "waiting")
        #expect(answer?.service.detail?.contains("locked") == true)
        #expect(answer?.lines.first?.detail.contains("waiting for the database") == true)
        let (_, errors, code) = try ServiceProcess.command(["blocks", "--config", bench.configuration])
        #expect(code == 69 && errors.contains("locked"))
        lock.end()
        _ = try await bench.wait(for: "ready", within: .seconds(30))
        #expect(service.terminate() == 0)
    }

    @Test("a wait for the database ends with the service")
    func waitEnds() async throws {
        let bench = try Bench()
        let first = try bench.start()
        _ = try await bench.wait(for: "ready")
        #expect(first.terminate() == 0)
        let lock = try DatabaseLock(bench.folder + "/state/jedisnon.db")
        defer { lock.end() }
        let service = try bench.start()
        while try bench.status().answer?.service.state != "waiting" { usleep(100_000) }
        #expect(service.terminate() == 0)
    }

    @Test("a copy is where it was asked for; what is refused says why and leaves nothing")
    func backup() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        let file = bench.folder + "/copy.db"
        func copy(_ path: String) throws -> (output: String, errors: String, code: Int32) {
            try ServiceProcess.command(["backup", path, "--config", bench.configuration])
        }
        let (output, _, code) = try copy(file)
        #expect(code == 0 && output.contains(file))
        let octets = try Data(contentsOf: URL(filePath: file))
        #expect(octets.starts(with: Data("SQLite format 3".utf8)))
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        symlink("nowhere", bench.folder + "/link")
        for path in [file, bench.folder + "/link", bench.folder + "/no/where", "/proc/copy.db"] {
            let refused = try copy(path)
            #expect(refused.code == 73, "\(path): \(refused.errors)")
            #expect(refused.errors.contains("\n  "), "there is no hint: \(refused.errors)")
        }
        #expect(try Data(contentsOf: URL(filePath: file)) == octets)
        let left = try FileManager.default.contentsOfDirectory(atPath: bench.folder)
        #expect(!left.contains { $0.contains("partial") })
        let state = try FileManager.default.contentsOfDirectory(atPath: bench.folder + "/state")
        #expect(!state.contains { $0.contains("copy") })
        let note = try #require(try await bench.events().last { $0.kind == "operator_action" })
        guard case .object(let by)? = note.details["by"] else {
            Issue.record("the note does not say who did it: \(note.details)")
            return
        }
        #expect(by["uid"] == .integer(Int64(getuid())))
        #expect(service.terminate() == 0)
    }

    @Test("a name of no line is an error that names the lines, with and without a service")
    func unknownLine() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        let arguments = ["events", "--line", "montréal\u{1B}[2J", "--config", bench.configuration]
        for isRunning in [true, false] {
            if !isRunning { #expect(service.terminate() == 0) }
            let (output, errors, code) = try ServiceProcess.command(arguments)
            #expect(code == 64 && output.isEmpty)
            #expect(errors.contains("the lines are: montreal") && !errors.contains("\u{1B}"), "\(errors)")
        }
    }

    @Test("the trace of a whole bring-up and an answer names nobody")
    func trace() async throws {
        let bench = try Bench()
        let service = try ServiceProcess(
            configuration: bench.configuration, log: bench.folder + "/log", more: ["--trace", bench.folder + "/trace"])
        _ = try await bench.wait(for: "ready")
        bench.modem.deliver(from: "+15145550123", text: "une phrase reconnaissable")
        _ = try await bench.wait { $0.contains { $0.kind == "reply_sent" } }
        bench.modem.ring(from: "+15145550124")
        _ = try await bench.wait { $0.contains { $0.kind == "call_received" } }
        #expect(service.terminate() == 0)
        let trace = try String(contentsOfFile: bench.folder + "/trace", encoding: .utf8)
        #expect(trace.contains("> AT+CMGS=") && trace.contains("< OK") && trace.contains("< RING"))
        let settings = SimulatedSettings()
        for secret in ["5550123", "5550124", "reconnaissable", "5145550", settings.iccid, settings.imei, settings.imsi]
        {
            #expect(!trace.contains(secret), "\(secret)")
        }
    }

    @Test("a demo that a signal ends leaves no folder", arguments: [SIGINT, SIGTERM, SIGHUP], [0, 700])
    func demo(number: Int32, milliseconds: Int) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/jedisnon-demo-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let process = Process()
        process.executableURL = ServiceProcess.program
        process.arguments = ["demo", "--once"]
        process.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": folder]) { _, new in new }
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        func left() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("jedisnon-demo") }
        }
        let deadline = ContinuousClock.now + .seconds(10)
        while try left().isEmpty, ContinuousClock.now < deadline { usleep(20_000) }
        try await Task.sleep(for: .milliseconds(milliseconds))
        let told = ContinuousClock.now
        kill(process.processIdentifier, number)
        process.waitUntilExit()
        // It ends by itself, not by its last deadline.
        #expect(ContinuousClock.now - told < .seconds(18))
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == number)
        #expect(try left() == [])
    }

    @Test("errors about what was typed are harmless to a terminal")
    func harmlessErrors() throws {
        let evil = "x\u{1B}]0;owned\u{07}\u{202E}"
        for arguments in [
            ["events", "--\(evil)"], [evil], ["events", "--since", evil], ["simulate", "--profile", evil],
            ["backup", "/nowhere/\(evil)", "--socket", "/nowhere/\(evil)"], ["status", "--config", "/nowhere/\(evil)"],
            ["simulate", "--link-prefix", "/nowhere/\(evil)"], ["pdu", "decode", evil],
            ["run", "--trace", "/nowhere/\(evil)"],
            ["line", "add", evil, "--config", "/nowhere/\(evil)"], ["block", evil],
        ] {
            let (output, errors, code) = try ServiceProcess.command(arguments)
            #expect(code != 0, "\(arguments)")
            for text in [output, errors] {
                #expect(!text.contains("\u{1B}") && !text.contains("\u{07}") && !text.contains("\u{202E}"), "\(text)")
            }
            #expect(!errors.contains("Error Domain") && !errors.contains("SimulatorError("), "\(errors)")
        }
    }
}

/// Asks for all events and reads none of them.
private final class StalledReader {
    private let descriptor: Int32

    init(_ path: String) throws {
        descriptor = try UnixSocket.connected(to: path)
        var size: Int32 = 4096
        setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, 4)
        let request = "GET /v1/events?follow=true HTTP/1.1\r\nhost: x\r\n\r\n"
        try #require(send(descriptor, request, request.utf8.count, 0) == request.utf8.count)
    }

    deinit { close(descriptor) }
}
