import ControlAPI
import Foundation
import ModemSimulator
import Testing
import Vocabulary
import WordLiterals

/// Calls end, whatever the modem does; and each caller is the one who is answered, texted and stopped.
@Suite(.serialized)
struct CallEndTests {
    private static let caller = "+15145550123"
    private static let other = "+15145550124"

    @Test("a modem that never answers AT+CHUP obeys ATH", .timeLimit(.minutes(1)), arguments: ["speak", "hang-up"])
    func silentHangUp(calls: String) async throws {
        let bench = try Bench.speaking(.huaweiE173, calls: calls, message: "Un mot.")
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.set(fault: .noAnswer(to: "+CHUP"), times: nil)
        #expect(bench.modem.ring(from: Self.caller))
        let rows = try await bench.callEnded()
        #expect(rows.last?.detail("ended_by") == (calls == "speak" ? "message_played" : "line"))
        #expect(bench.modem.commands.contains("ATH") && !bench.modem.hasCall)
        #expect(!bench.modem.commands.contains("AT+CFUN=0"))
        #expect(service.terminate() == 0)
    }

    @Test("a modem that lists no calls when asked, or ends none, is hung up on all the same", .timeLimit(.minutes(1)))
    func deafModem() async throws {
        let bench = try Bench.speaking(message: "Un mot.")
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.set(fault: .noAnswer(to: "+CLCC"), times: nil)
        #expect(bench.modem.ring(from: Self.caller))
        try await bench.modem.wait(for: "end of the call", within: .seconds(20)) {
            $0.answeredCalls == 1 && !$0.hasCall
        }
        bench.modem.clearFaults()
        _ = try await bench.callEnded()
        bench.modem.set(fault: .noAnswer(to: "+CHUP"), times: nil)
        bench.modem.set(fault: .noAnswer(to: "H"), times: nil)
        #expect(bench.modem.ring(from: Self.other))
        try await bench.modem.waitForCommand("AT+CFUN=4", within: .seconds(20))
        bench.modem.clearFaults()
        _ = try await bench.callEnded(2)
        _ = try await bench.wait(for: "ready")
        #expect(service.terminate() == 0)
    }

    @Test("who rings after somebody gave up without a word is answered as who they are", .timeLimit(.minutes(1)))
    func nextCaller() async throws {
        let bench = try Bench.speaking(message: nil, more: "[voice]\nanswer_after_rings = 2")
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.set(fault: .callEndUnannounced)
        #expect(bench.modem.ring(from: Self.caller, interval: .seconds(2)))
        // The first ring of the next caller is counted as the second of this one.
        try await Task.sleep(for: .seconds(1))
        bench.modem.callerHangsUp()
        #expect(bench.modem.ring(from: Self.other, interval: .seconds(2)))
        try await bench.modem.wait(for: "sound") { ($0.calls.last?.heard.count ?? 0) > 8_000 }
        #expect(bench.modem.press("9"))
        let rows = try await bench.callEnded(2)
        let others = Masking.masked(Self.other)
        #expect(rows.filter { $0.kind == "call_received" }.count == 2)
        #expect(rows.filter { $0.kind == "call_answered" }.map(\.sender) == [others])
        #expect(rows.filter { $0.kind == "sender_stopped" }.map(\.sender) == [others])
        #expect(rows.filter { $0.detail("during_a_call") != nil }.isEmpty)
        #expect(service.terminate() == 0)
    }

    @Test("a caller who rings while another is hung up on is recorded too", .timeLimit(.minutes(1)))
    func callerDuringHangUp() async throws {
        let bench = try Bench.speaking(calls: "hang-up")
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.set(fault: .lateAnswer(to: "+CHUP", by: .milliseconds(1_500)))
        #expect(bench.modem.ring(from: Self.caller))
        try await bench.modem.waitForCommand("AT+CHUP", within: .seconds(10))
        #expect(bench.modem.ring(from: Self.other))
        let rows = try await bench.callEnded(2)
        #expect(rows.count { $0.kind == "call_received" } == 2)
        #expect(Set(rows.filter { $0.kind == "call_received" }.map(\.sender)).count == 2)
        try await bench.modem.wait(for: "silence") { !$0.hasCall }
        #expect(service.terminate() == 0)
    }

    @Test("a call that rings on over kill -9 is one call, and nobody is texted while it rings", .timeLimit(.minutes(1)))
    func ringsOverRestart() async throws {
        let bench = try Bench.speaking(calls: "hang-up-and-text")
        var service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.set(fault: .hangUpIgnored, times: nil)
        #expect(bench.modem.ring(from: Self.caller, rings: 60, interval: .seconds(1)))
        try await bench.modem.waitForCommand("AT+CHUP", within: .seconds(10))
        service.killHard()
        #expect(bench.modem.hasCall)
        bench.modem.clearFaults()
        service = try bench.start()
        _ = try await bench.modem.waitForSubmissions(1)
        #expect(!bench.modem.hasCall)
        let rows = try await bench.wait { $0.contains { $0.kind == "reply_sent" } }
        #expect(rows.count { $0.kind == "call_received" } == 1)
        #expect(service.terminate() == 0)
    }

    @Test("a reload during a call takes nothing away", .timeLimit(.minutes(1)))
    func reloadDuringCall() async throws {
        let bench = try Bench.speaking(message: nil)
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        #expect(bench.modem.ring(from: Self.caller))
        try await bench.modem.wait(for: "sound") { ($0.calls.last?.heard.count ?? 0) > 8_000 }
        let (_, errors, code) = try ServiceProcess.command(["reload", "--config", bench.configuration])
        #expect(code == 0, "\(errors)")
        let rows = try await bench.callEnded()
        #expect(rows.last?.detail("heard") == "true")
        let line = try await bench.wait(for: "ready")
        #expect(line.voice == "unverified")
        #expect(bench.modem.ring(from: Self.other))
        #expect(try await bench.callEnded(2).last?.detail("heard") == "true")
        #expect(service.terminate() == 0)
    }

    @Test(
        "an answer that could not be written down is still paid for, though the call ends in sight",
        .timeLimit(.minutes(1)))
    func answerWrittenLater() async throws {
        let bench = try Bench.speaking(message: nil, more: "[tariff]\ncall = 0.02")
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.reconfigure { $0.answerDelay = .seconds(1) }
        #expect(bench.modem.ring(from: Self.caller))
        try await bench.modem.waitForCommand("ATA", within: .seconds(10))
        let lock = try DatabaseLock(bench.folder + "/state/jedisnon.db")
        try await bench.modem.wait(for: "sound", within: .seconds(15)) {
            ($0.calls.last?.heard.count ?? 0) > 8_000 * 7
        }
        lock.end()
        try await bench.modem.wait(for: "silence", within: .seconds(30)) { !$0.hasCall }
        try await Task.sleep(for: .seconds(1))
        bench.modem.deliver(from: "+15145550144", text: "Salut")
        let rows = try await bench.callEnded()
        let steps = rows.filter { $0.kind.text.hasPrefix("call_") }
        #expect(steps.map(\.kind) == ["call_received", "call_answered", "call_ended"])
        #expect(steps.first { $0.kind == "call_answered" }?.cost == "0.02")
        #expect(service.terminate() == 0)
    }

    @Test("a STOP and a call that could not be written down are written down later", .timeLimit(.minutes(1)))
    func writtenLater() async throws {
        let bench = try Bench.speaking(message: nil)
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        #expect(bench.modem.ring(from: Self.caller))
        try await bench.modem.wait(for: "sound") { ($0.calls.last?.heard.count ?? 0) > 8_000 }
        let lock = try DatabaseLock(bench.folder + "/state/jedisnon.db")
        #expect(bench.modem.press("9"))
        try await bench.modem.wait(for: "silence") { !$0.hasCall }
        // The store gives up after 5 s.
        try await Task.sleep(for: .seconds(7))
        #expect(bench.modem.ring(from: Self.other))
        let rang = ContinuousClock.now
        try await bench.modem.wait(for: "silence", within: .seconds(30)) { !$0.hasCall && $0.missedCalls == 1 }
        // Whoever calls is hung up on in time, although the store has not said yet that it takes nothing.
        #expect(ContinuousClock.now - rang < .seconds(7.5))
        try await Task.sleep(for: .seconds(6))
        lock.end()
        // The next commit that works brings the rest along.
        bench.modem.deliver(from: "+15145550144", text: "Salut")
        let rows = try await bench.wait(within: .seconds(30)) { rows in
            rows.contains { $0.detail("recorded_late") == "true" } && rows.contains { $0.kind == "sender_stopped" }
        }
        #expect(rows.filter { $0.kind == "sender_stopped" }.map(\.sender) == [Masking.masked(Self.caller)])
        #expect(rows.count { $0.kind == "call_received" } == 2)
        #expect(service.terminate() == 0)
    }
}
