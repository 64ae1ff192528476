import ControlAPI
import Foundation
import Glibc
import ModemSimulator
import Testing
import Vocabulary
import WordLiterals

/// Each thing a volunteer can get wrong ends in a sentence, and where it ends the service, in its exit code.
@Suite(.serialized)
struct BadInputTests {
    @Test("a tty that is not there is waited for, and used when it comes")
    func missingTTY() async throws {
        let bench = try Bench()
        bench.modem.vanish()
        let service = try bench.start()
        let line = try await bench.wait(for: "absent")
        #expect(line.detail.contains("does not exist"))
        try bench.modem.reappear()
        _ = try await bench.wait(for: "ready")
        #expect(service.terminate() == 0)
    }

    @Test("a tty that another program holds is named with its holder, and used when it is free")
    func heldTTY() async throws {
        let bench = try Bench()
        let holder = open(bench.folder + "/modem", O_RDWR | O_NOCTTY | O_NONBLOCK)
        #expect(holder >= 0 && flock(holder, LOCK_EX | LOCK_NB) == 0)
        let service = try bench.start()
        let line = try await bench.wait(for: "failed")
        #expect(line.detail.contains("is held by"), "\(line.detail)")
        #expect(line.detail.contains("process \(getpid())"), "\(line.detail)")
        close(holder)
        _ = try await bench.wait(for: "ready")
        #expect(service.terminate() == 0)
    }

    @Test("a file that is no tty, and a device that answers nothing, are no modems")
    func notAModem() async throws {
        let bench = try Bench()
        bench.modem.set(fault: .freeze, times: nil)
        let service = try bench.start()
        let line = try await bench.wait(for: "failed", within: .seconds(30))
        #expect(line.detail.contains("not a modem"))
        bench.modem.stop()
        try Data("no tty".utf8).write(to: URL(filePath: bench.folder + "/modem"))
        let deadline = ContinuousClock.now + .seconds(20)
        var detail = ""
        while !detail.contains("not a serial port"), ContinuousClock.now < deadline {
            detail = try bench.status().answer?.lines.first?.detail ?? ""
            try await Task.sleep(for: .milliseconds(200))
        }
        #expect(detail.contains("not a serial port"))
        #expect(service.terminate() == 0)
    }

    @Test("a modem without a SIM says so")
    func simMissing() async throws {
        let bench = try Bench { $0.simPresent = false }
        let service = try bench.start()
        let line = try await bench.wait(for: "sim_missing", within: .seconds(30))
        #expect(line.detail.contains("no SIM card"))
        #expect(service.terminate() == 0)
    }

    @Test("a PIN file that everybody may read is not used")
    func openPINFile() async throws {
        let bench = try Bench(line: "pin_file = \"pin\"") { $0.pin = "1234" }
        try Data("1234".utf8).write(to: URL(filePath: bench.folder + "/pin"))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: bench.folder + "/pin")
        let service = try bench.start()
        let line = try await bench.wait(for: "pin_required")
        #expect(line.detail.contains("chmod 0600"))
        #expect(bench.modem.pinTriesLeft == 3)
        #expect(service.terminate() == 0)
    }

    @Test("with fewer than three tries left the PIN is never entered")
    func fewTries() async throws {
        let bench = try Bench(line: "pin_file = \"pin\"") {
            $0.pin = "1234"
            $0.pinTries = 2
        }
        try Data("1234".utf8).write(to: URL(filePath: bench.folder + "/pin"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: bench.folder + "/pin")
        let service = try bench.start()
        _ = try await bench.wait(for: "pin_required")
        try await Task.sleep(for: .seconds(2))
        #expect(bench.modem.pinTriesLeft == 2)
        #expect(service.terminate() == 0)
    }

    @Test("a state folder that is none ends the service with 73, a newer or damaged database with 65")
    func stateFolder() async throws {
        let bench = try Bench()
        let state = bench.folder + "/state"
        try Data("a file".utf8).write(to: URL(filePath: state))
        #expect(try ServiceProcess.command(["run", "--config", bench.configuration]).code == 73)
        try FileManager.default.removeItem(atPath: state)
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        let garbage = Data((0..<8192).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        try garbage.write(to: URL(filePath: state + "/jedisnon.db"))
        let damaged = try ServiceProcess.command(["run", "--config", bench.configuration])
        #expect(damaged.code == 65)
        #expect(damaged.errors.contains("damaged"))
    }

    @Test("a database of a newer version is left alone, with 65")
    func newerDatabase() async throws {
        let bench = try await Bench.withNewerDatabase()
        let run = try ServiceProcess.command(["run", "--config", bench.configuration])
        #expect(run.code == 65)
        #expect(run.errors.contains("newer"))
    }

    @Test("a configuration that is missing or wrong ends every command with 78")
    func wrongConfiguration() async throws {
        let bench = try Bench(more: "[polcy]")
        for command in [["run"], ["status"], ["events"], ["line", "pause", "montreal"]] {
            let wrong = try ServiceProcess.command(command + ["--config", bench.configuration])
            #expect(wrong.code == 78)
            #expect(wrong.errors.contains("did you mean `policy`?"))
            #expect(try ServiceProcess.command(command + ["--config", "/nowhere/jedisnon.toml"]).code == 78)
        }
        #expect(try ServiceProcess.command(["events", "--last", "many"]).code == 64)
    }

    @Test("a SIM without a service centre number is degraded, with what mends it")
    func noServiceCentre() async throws {
        let bench = try Bench { $0.smsc = "" }
        let service = try bench.start()
        let line = try await bench.wait(for: "degraded")
        #expect(line.detail.contains("SMSC"))
        #expect(service.terminate() == 0)
    }

    @Test("a tty that this user may not open says which group to join")
    func noPermission() async throws {
        let bench = try Bench()
        let tty = try #require(bench.modem.path)
        #expect(chmod(tty, 0) == 0)
        #expect(chmod(bench.folder, 0o777) == 0)
        // Root opens everything, so root runs the service as nobody.
        let service = try ServiceProcess(
            configuration: bench.configuration, log: bench.folder + "/log", asNobody: getuid() == 0)
        let line = try await bench.wait(for: "failed")
        #expect(line.detail.contains("no permission"))
        #expect(line.detail.contains("dialout"))
        #expect(service.terminate() == 0)
    }

    @Test("hostile text is kept exactly and shown safely")
    func hostileText() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        let text = "a\u{1B}[31mb\u{202E}c\u{0007}d\u{2066}e"
        bench.modem.deliver(from: "+15145550123", text: text)
        let rows = try await bench.wait { $0.contains { $0.kind == "sms_received" } }
        #expect(rows.first { $0.kind == "sms_received" }?.text == text)
        for arguments in [["events"], ["events", "--json"]] {
            let shown = try ServiceProcess.command(arguments + ["--config", bench.configuration]).output
            #expect(shown.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F || $0 == "\n" })
            #expect(!shown.unicodeScalars.contains("\u{202E}") && !shown.unicodeScalars.contains("\u{2066}"))
            #expect(shown.contains("\\u202e"))
        }
        #expect(service.terminate() == 0)
    }
}
