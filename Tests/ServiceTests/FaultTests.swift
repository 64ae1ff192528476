import ControlAPI
import Foundation
import ModemSimulator
import Testing
import Vocabulary
import WordLiterals

/// The real service on a pty: what a volunteer's hardware does to it.
@Suite(.serialized)
struct LineFaultTests {
    @Test("a modem that vanishes is absent, and works again when it returns")
    func replug() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.vanish()
        _ = try await bench.wait(for: "absent")
        try bench.modem.reappear()
        _ = try await bench.wait(for: "ready")
        bench.modem.deliver(from: "+15145550123", text: "salut")
        _ = try await bench.modem.waitForSubmissions(1)
        let rows = try await bench.wait { $0.contains { $0.kind == "reply_sent" } }
        #expect(rows.filter { $0.kind == "modem_lost" }.count == 1)
        #expect(rows.filter { $0.kind == "modem_attached" }.count == 2)
        #expect(service.terminate() == 0)
    }

    @Test("a modem that vanishes after the body leaves the outcome unknown, and nothing is sent again")
    func vanishAfterBody() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.set(fault: .vanishAfterBody(sent: true))
        bench.modem.deliver(from: "+15145550123", text: "salut")
        _ = try await bench.wait { $0.contains { $0.kind == "reply_unknown" } }
        try bench.modem.reappear()
        _ = try await bench.wait(for: "ready")
        bench.modem.deliver(from: "+15145550144", text: "moi aussi")
        let rows = try await bench.wait { $0.contains { $0.kind == "reply_sent" } }
        #expect(bench.modem.submissions.map(\.to) == ["+15145550123", "+15145550144"])
        #expect(rows.count { $0.kind == "reply_unknown" } == 1)
        #expect(service.terminate() == 0)
    }

    @Test("a wrong PIN is tried once and the line says what mends it")
    func wrongPIN() async throws {
        let bench = try Bench(line: "pin_file = \"pin\"") { $0.pin = "1234" }
        try Data("9999\n".utf8).write(to: URL(filePath: bench.folder + "/pin"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: bench.folder + "/pin")
        let service = try bench.start()
        let line = try await bench.wait(for: "pin_required")
        #expect(line.detail.contains("PIN"))
        try await Task.sleep(for: .seconds(3))
        #expect(bench.modem.pinTriesLeft == 2)
        #expect(bench.modem.commands.count { $0.hasPrefix("AT+CPIN=") } == 1)
        #expect(service.terminate() == 0)
    }

    @Test("the right PIN opens the SIM")
    func rightPIN() async throws {
        let bench = try Bench(line: "pin_file = \"pin\"") { $0.pin = "1234" }
        try Data("1234".utf8).write(to: URL(filePath: bench.folder + "/pin"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: bench.folder + "/pin")
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        #expect(service.terminate() == 0)
    }

    @Test("two services cannot share a state folder")
    func secondInstance() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        let second = try ServiceProcess.command(["run", "--config", bench.configuration])
        #expect(second.code == 73)
        #expect(second.errors.contains("already uses"))
        #expect(service.terminate() == 0)
        #expect(try bench.status().code == 69)
    }

    @Test("a delay survives a restart")
    func delayOverRestart() async throws {
        let bench = try Bench(policy: "min_send_interval = \"0s\"\nreply_delay = \"4s\"")
        let first = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.deliver(from: "+15145550123", text: "salut")
        _ = try await bench.wait { $0.contains { $0.kind == "reply_planned" } }
        #expect(first.terminate() == 0)
        #expect(bench.modem.submissions.isEmpty)
        let second = try bench.start()
        _ = try await bench.modem.waitForSubmissions(1, within: .seconds(15))
        _ = try await bench.wait { $0.contains { $0.kind == "reply_sent" } }
        #expect(bench.modem.submissions.count == 1)
        #expect(second.terminate() == 0)
    }

    @Test(
        "a modem whose message store never starts has its radio switched off and on, and status says when",
        .timeLimit(.minutes(3)))
    func ladder() async throws {
        let bench = try Bench()
        // A store that starts is waited for; one that never does is a fault.
        bench.modem.set(fault: .messagesStartUp(for: .seconds(1_000), .cms(314)), times: nil)
        let service = try bench.start()
        let failed = try await bench.wait(for: "failed", within: .seconds(90))
        #expect(failed.nextTryAt != nil)
        #expect(failed.recovery == "the port is opened again")
        try await bench.modem.waitForCommand("AT+CFUN=1", within: .seconds(30))
        bench.modem.clearFaults()
        let ready = try await bench.wait(for: "ready", within: .seconds(30))
        #expect(ready.nextTryAt == nil && ready.recovery == nil)
        #expect(service.terminate() == 0)
    }
}

/// What an operator does while the line works, and what must be seen at once.
@Suite(.serialized)
struct OperatorTests {
    @Test("a pause holds what is planned and shows at once, a resume sends it at once")
    func pauseAndResume() async throws {
        let bench = try Bench(policy: "min_send_interval = \"0s\"\nreply_delay = \"6s\"")
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.deliver(from: "+15145550123", text: "salut")
        _ = try await bench.wait { $0.contains { $0.kind == "reply_planned" } }
        let pause = try ServiceProcess.command(
            ["line", "pause", "montreal", "--why", "new SIM", "--config", bench.configuration])
        #expect(pause.code == 0)
        let paused = try await bench.wait(for: "paused", within: .seconds(2))
        #expect(paused.detail.contains("new SIM"))
        try await Task.sleep(for: .seconds(7))
        #expect(bench.modem.submissions.isEmpty)
        let resume = try ServiceProcess.command(["line", "resume", "montreal", "--config", bench.configuration])
        #expect(resume.code == 0)
        _ = try await bench.modem.waitForSubmissions(1, within: .seconds(3))
        _ = try await bench.wait(for: "ready", within: .seconds(2))
        #expect(service.terminate() == 0)
    }

    @Test("a released port can be opened by somebody else and comes back")
    func releasePort() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        _ = try ServiceProcess.command(
            ["line", "pause", "montreal", "--release-port", "--config", bench.configuration])
        _ = try await bench.wait(for: "paused", within: .seconds(3))
        #expect(!bench.modem.isOpened)
        _ = try ServiceProcess.command(["line", "resume", "montreal", "--config", bench.configuration])
        _ = try await bench.wait(for: "ready", within: .seconds(5))
        #expect(service.terminate() == 0)
    }

    @Test("SIGTERM ends a send that is never answered after ten seconds, as unknown", .timeLimit(.minutes(1)))
    func terminationDuringASend() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.set(fault: .hangAfterBody)
        bench.modem.deliver(from: "+15145550123", text: "salut")
        _ = try await bench.modem.waitForSubmissions(1)
        let start = ContinuousClock.now
        #expect(service.terminate() == 0)
        #expect(ContinuousClock.now - start < .seconds(15))
        let rows = try await bench.events()
        #expect(rows.last { $0.kind.text.hasPrefix("reply_") }?.kind == "reply_unknown")
    }

    @Test("a fault that stays writes one event, not one for each try")
    func steadyFault() async throws {
        let bench = try Bench { $0.pin = "1234" }
        let service = try bench.start()
        _ = try await bench.wait(for: "pin_required")
        try await Task.sleep(for: .seconds(4))
        let states = try await bench.events().filter { $0.kind == "line_state" }
        #expect(states.count <= 3, "\(states.count)")
        #expect(try bench.status().answer?.lines.first?.state == "pin_required")
        #expect(service.terminate() == 0)
    }

    @Test("a modem lost between the commit and the send does not silence the line")
    func lostBeforeTheSend() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.set(fault: .vanishInCommand("+CMGD", after: 7))
        bench.modem.deliver(from: "+15145550123", text: "salut")
        _ = try await bench.wait(for: "absent")
        try bench.modem.reappear()
        _ = try await bench.wait(for: "ready")
        bench.modem.deliver(from: "+15145550144", text: "moi aussi")
        let sent = try await bench.modem.waitForSubmissions(2, within: .seconds(10))
        #expect(Set(sent.map(\.to)) == ["+15145550123", "+15145550144"])
        #expect(service.terminate() == 0)
    }

    @Test("a call that rings on is hung up on again")
    func disobedientHangUp() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.set(fault: .hangUpIgnored, times: 4)
        bench.modem.ring(from: "+15145550123", rings: 8, interval: .milliseconds(800))
        try await bench.modem.wait(for: "the hang-up", within: .seconds(8)) { $0.hangUps >= 1 }
        _ = try await bench.wait { $0.contains { $0.kind == "call_ended" } }
        #expect(bench.modem.dials.isEmpty)
        #expect(service.terminate() == 0)
    }

    @Test("SIGHUP takes a good configuration and leaves a bad one alone; a shadow line sends nothing")
    func reload() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        let good = try String(contentsOfFile: bench.configuration, encoding: .utf8)
        try (good + "\nnonsense = 1\n").write(toFile: bench.configuration, atomically: true, encoding: .utf8)
        service.hangUp()
        try await Task.sleep(for: .seconds(1))
        try (good + "\nmode = \"shadow\"\n").write(toFile: bench.configuration, atomically: true, encoding: .utf8)
        #expect(try bench.status().answer?.lines.first?.state == "ready", "a bad file changes nothing")
        service.hangUp()
        var detail = ""
        let deadline = ContinuousClock.now + .seconds(10)
        while !detail.contains("shadow"), ContinuousClock.now < deadline {
            detail = try bench.status().answer?.lines.first?.detail ?? ""
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(detail.contains("shadow"))
        bench.modem.deliver(from: "+15145550123", text: "salut")
        let rows = try await bench.wait { $0.contains { $0.kind == "sms_received" } }
        #expect(rows.last { $0.kind == "sms_received" }?.reason == "shadow")
        try await Task.sleep(for: .milliseconds(500))
        #expect(bench.modem.submissions.isEmpty)
        #expect(service.terminate() == 0)
    }
}
