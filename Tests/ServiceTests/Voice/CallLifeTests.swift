import ControlAPI
import Foundation
import ModemSimulator
import SoundJudge
import Testing
import Vocabulary
import WordLiterals

/// The life of a call: who may hear, what ends it, and what else happens meanwhile.
@Suite(.serialized)
struct CallLifeTests {
    private static let caller = "+15145550123"

    @Test("who hangs up before the answer is not spoken to, and costs nothing", .timeLimit(.minutes(1)))
    func goneBeforeAnswer() async throws {
        let bench = try Bench.speaking(more: "[voice]\nanswer_after_rings = 3\n[tariff]\ncall = 0.02")
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        #expect(bench.modem.ring(from: Self.caller, interval: .milliseconds(500)))
        try await Task.sleep(for: .milliseconds(700))
        bench.modem.callerHangsUp()
        let rows = try await bench.callEnded()
        #expect(rows.suffix(2).map(\.kind) == ["call_received", "call_ended"])
        #expect(rows.last?.detail("ended_by") == "caller")
        #expect(bench.modem.answeredCalls == 0 && bench.modem.submissions.isEmpty)
        // The place in the window is free again: the next call is answered after its three rings.
        #expect(bench.modem.ring(from: Self.caller, interval: .milliseconds(500)))
        let again = try await bench.callEnded(2)
        #expect(again.first { $0.kind == "call_answered" }?.cost == "0.02")
        #expect(again.first { $0.kind == "call_answered" }?.detail("rings") == "3")
        #expect(service.terminate() == 0)
    }

    @Test(
        "who hangs up during the message ends the call, announced or not", .timeLimit(.minutes(1)),
        arguments: [true, false])
    func goneDuringMessage(isAnnounced: Bool) async throws {
        let bench = try Bench.speaking(message: nil)
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        if !isAnnounced { bench.modem.set(fault: .callEndUnannounced) }
        #expect(bench.modem.ring(from: Self.caller))
        try await bench.modem.wait(for: "sound") { ($0.calls.last?.heard.count ?? 0) > 8_000 }
        bench.modem.callerHangsUp()
        let rows = try await bench.callEnded(within: .seconds(8))
        #expect(rows.last?.detail("ended_by") == "caller" && rows.last?.detail("heard") == "false")
        // A caller who has heard enough says nothing against the voice.
        #expect(try #require(try bench.status().answer?.lines.first).voiceDetail?.contains("did not hear") == false)
        #expect(service.terminate() == 0)
    }

    @Test("withheld and foreign callers may hear; a blocked one is hung up on", .timeLimit(.minutes(1)))
    func whoMayHear() async throws {
        let bench = try Bench.speaking(calls: "speak-and-text", message: "Un mot.")
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        let (_, _, code) = try ServiceProcess.command(["block", "+15145550166", "--config", bench.configuration])
        #expect(code == 0)
        for (number, caller) in [nil, "+33612345678", "+15145550166", Self.caller].enumerated() {
            #expect(bench.modem.ring(from: caller))
            _ = try await bench.callEnded(number + 1)
        }
        let rows = try await bench.wait { $0.contains { $0.kind == "reply_sent" } }
        #expect(rows.filter { $0.kind == "call_received" }.map(\.reason) == [nil, nil, "blocked", nil])
        #expect(rows.count { $0.kind == "call_answered" } == 3)
        #expect(bench.modem.submissions.map(\.to) == [Self.caller])
        #expect(bench.modem.missedCalls == 1)
        #expect(service.terminate() == 0)
    }

    @Test("a refused caller may be left ringing", .timeLimit(.minutes(1)))
    func leftRinging() async throws {
        let bench = try Bench.speaking(more: "[voice]\non_refuse = \"ring\"", line: "mode = \"record\"")
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        #expect(bench.modem.ring(from: Self.caller, rings: 3, interval: .seconds(1)))
        let rows = try await bench.callEnded()
        #expect(rows.suffix(2).map(\.kind) == ["call_received", "call_ended"])
        #expect(rows.last?.detail("ended_by") == "caller" && bench.modem.hangUps == 0)
        #expect(service.terminate() == 0)
    }

    @Test("a text that comes during a call is read at once and answered after it", .timeLimit(.minutes(1)))
    func textDuringCall() async throws {
        let bench = try Bench.speaking(message: nil)
        let prompt = try bench.prompt()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        #expect(bench.modem.ring(from: Self.caller))
        try await bench.modem.wait(for: "sound") { ($0.calls.last?.heard.count ?? 0) > 8_000 }
        bench.modem.deliver(from: "+15145550144", text: "Salut")
        let during = try await bench.wait { $0.contains { $0.kind == "sms_received" } }
        #expect(!during.contains { $0.kind == "call_ended" || $0.kind == "reply_sent" })
        let rows = try await bench.wait(within: .seconds(40)) { $0.contains { $0.kind == "reply_sent" } }
        let order = rows.map(\.kind.text).filter { $0.hasPrefix("call_ended") || $0.hasPrefix("reply_sent") }
        #expect(order == ["call_ended", "reply_sent"])
        let call = try #require(bench.modem.calls.last)
        #expect(Hearing(heard: call.heard, prompt: prompt, rate: 8_000).problems() == [])
        #expect(service.terminate() == 0)
    }

    @Test(
        "a second caller is told that the line is busy and is texted; the first one hears on", .timeLimit(.minutes(1)))
    func secondCaller() async throws {
        let bench = try Bench.speaking(calls: "speak-and-text", message: nil)
        let prompt = try bench.prompt()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        #expect(bench.modem.ring(from: Self.caller))
        try await bench.modem.wait(for: "sound") { ($0.calls.last?.heard.count ?? 0) > 8_000 }
        #expect(bench.modem.ring(from: "+15145550124"))
        let rows = try await bench.wait(within: .seconds(40)) { rows in rows.count { $0.kind == "reply_sent" } == 2 }
        #expect(bench.modem.refusedWaitingCalls == 1 && bench.modem.answeredCalls == 1)
        #expect(rows.count { $0.kind == "call_received" } == 2 && rows.count { $0.kind == "call_ended" } == 2)
        #expect(Set(bench.modem.submissions.map(\.to)) == [Self.caller, "+15145550124"])
        let call = try #require(bench.modem.calls.first)
        #expect(Hearing(heard: call.heard, prompt: prompt, rate: 8_000).problems() == [])
        #expect(service.terminate() == 0)
    }

    @Test(
        "the key 9 is a STOP, by the modem's word or by its tone alone", .timeLimit(.minutes(1)),
        arguments: [true, false])
    func stopKey(isIndicated: Bool) async throws {
        let bench = try Bench.speaking(message: nil)
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        if !isIndicated { bench.modem.set(fault: .keyIndicationLost, times: nil) }
        #expect(bench.modem.ring(from: Self.caller))
        try await bench.modem.wait(for: "sound") { ($0.calls.last?.heard.count ?? 0) > 8_000 }
        #expect(bench.modem.press("5"))
        try await Task.sleep(for: .milliseconds(500))
        #expect(bench.modem.hasCall)
        #expect(bench.modem.press("9"))
        let rows = try await bench.callEnded()
        #expect(rows.last?.detail("ended_by") == "key")
        #expect(rows.count { $0.kind == "sender_stopped" } == 1)
        #expect(bench.modem.ring(from: Self.caller))
        let again = try await bench.callEnded(2)
        #expect(again.last { $0.kind == "call_received" }?.reason == "stop_requested")
        #expect(service.terminate() == 0)
    }

    @Test("a message that is too long is cut off before 40 s", .timeLimit(.minutes(2)))
    func longMessage() async throws {
        let bench = try Bench.speaking(line: "prompt = { fr = \"long.wav\" }")
        _ = try SoundTool.run(
            "espeak-ng", ["-v", "fr", "-s", "100", "-w", bench.folder + "/once.wav", "Un long message."])
        _ = try SoundTool.run(
            "sox", [bench.folder + "/once.wav", bench.folder + "/long.wav", "repeat", "40", "trim", "0", "50"])
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        #expect(bench.modem.ring(from: Self.caller))
        let rows = try await bench.callEnded()
        #expect(rows.last?.detail("ended_by") == "time_limit")
        #expect(try #require(bench.modem.calls.last?.callSeconds) <= 40)
        #expect(service.terminate() == 0)
    }

    @Test(
        "SIGTERM hangs up first; a call that kill -9 left standing is ended at the next start", .timeLimit(.minutes(1)))
    func stopping() async throws {
        let bench = try Bench.speaking(message: nil)
        var service = try bench.start()
        _ = try await bench.wait(for: "ready")
        #expect(bench.modem.ring(from: Self.caller))
        try await bench.modem.wait(for: "sound") { ($0.calls.last?.heard.count ?? 0) > 8_000 }
        let start = ContinuousClock.now
        #expect(service.terminate() == 0)
        #expect(ContinuousClock.now - start < .seconds(5) && !bench.modem.hasCall)
        let rows = try await bench.events()
        #expect(rows.last { $0.kind == "call_ended" }?.detail("ended_by") == "service")
        service = try bench.start()
        #expect(bench.modem.ring(from: "+15145550124"))
        try await bench.modem.wait(for: "sound", within: .seconds(15)) {
            $0.calls.count == 2 && ($0.calls.last?.heard.count ?? 0) > 8_000
        }
        service.killHard()
        #expect(bench.modem.hasCall)
        let hangUps = bench.modem.hangUps
        service = try bench.start()
        let ended = try await bench.callEnded(2)
        #expect(ended.last { $0.kind == "call_ended" }?.detail("note") == "the service was interrupted")
        try await bench.modem.wait(for: "end of the call") { !$0.hasCall }
        #expect(bench.modem.hangUps == hangUps + 1 && bench.modem.answeredCalls == 2)
        #expect(service.terminate() == 0)
    }
}
