import ControlAPI
import Foundation
import ModemSimulator
import SoundJudge
import Testing
import WordLiterals

/// What a modem may do wrong while a line speaks: the call ends, the line lives, and the voice is said to have failed.
@Suite(.serialized)
struct CallFaultTests {
    private static let caller = "+15145550123"

    @Test("a modem that switches its sound on late is asked again", .timeLimit(.minutes(1)))
    func lateAudio() async throws {
        let bench = try Bench.speaking()
        let prompt = try bench.prompt()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.set(fault: .audioRefused(for: .seconds(2)))
        #expect(bench.modem.ring(from: Self.caller))
        let rows = try await bench.callEnded()
        #expect(try #require(Int(rows.last?.detail("audio_tries") ?? "")) > 3)
        #expect(rows.last?.detail("heard") == "true")
        let call = try #require(bench.modem.calls.last)
        #expect(Hearing(heard: call.heard, prompt: prompt, rate: 8_000).problems() == [])
        #expect(service.terminate() == 0)
    }

    @Test(
        "a voice that fails is said to have failed, the call ends, and the line goes on",
        .timeLimit(.minutes(1)),
        arguments: [SimulatedFault.audioRefused(for: nil), .audioStalls(after: 8_000), .answerRefused(.error)])
    func failingVoice(_ fault: SimulatedFault) async throws {
        let bench = try Bench.speaking(message: nil)
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.set(fault: fault, times: nil)
        #expect(bench.modem.ring(from: Self.caller))
        let rows = try await bench.callEnded()
        #expect(rows.last?.detail("heard") != "true")
        #expect(rows.last?.detail("fault") != nil)
        #expect(!bench.modem.hasCall)
        let line = try #require(try bench.status().answer?.lines.first)
        #expect(line.voice == "unverified" && line.voiceDetail?.contains("did not hear") == true)
        bench.modem.deliver(from: "+15145550144", text: "Salut")
        _ = try await bench.modem.waitForSubmissions(1)
        #expect(service.terminate() == 0)
    }

    @Test("a caller whose call is lost at the answer ends as gone", .timeLimit(.minutes(1)))
    func lostAtAnswer() async throws {
        let bench = try Bench.speaking()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.set(fault: .carrierLostAtAnswer)
        #expect(bench.modem.ring(from: Self.caller))
        let rows = try await bench.callEnded()
        #expect(rows.last?.detail("ended_by") == "caller" && rows.last?.detail("heard") == "false")
        #expect(service.terminate() == 0)
    }

    @Test("a caller who gives up at the answer is no fault of the voice, whatever ATA says", .timeLimit(.minutes(1)))
    func goneAtAnswer() async throws {
        let bench = try Bench.speaking()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.set(fault: .answerRefused(.callerGone))
        #expect(bench.modem.ring(from: Self.caller))
        let rows = try await bench.callEnded()
        #expect(rows.last?.detail("ended_by") == "caller" && rows.last?.detail("fault") == nil)
        let line = try #require(try bench.status().answer?.lines.first)
        #expect(line.voiceDetail?.contains("did not hear") == false)
        #expect(service.terminate() == 0)
    }

    @Test("the voice port is pulled during the message: the call ends, the line lives", .timeLimit(.minutes(1)))
    func pulledPort() async throws {
        let bench = try Bench.speaking(message: nil)
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.set(fault: .audioPortVanishes(after: 16_000))
        #expect(bench.modem.ring(from: Self.caller))
        let rows = try await bench.callEnded()
        #expect(rows.last?.detail("ended_by") == "audio_fault")
        bench.modem.deliver(from: "+15145550144", text: "Salut")
        _ = try await bench.modem.waitForSubmissions(1)
        #expect(service.terminate() == 0)
    }

    @Test("the whole modem is pulled during the message, and comes back", .timeLimit(.minutes(1)))
    func pulledModem() async throws {
        let bench = try Bench.speaking(message: nil)
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        #expect(bench.modem.ring(from: Self.caller))
        try await bench.modem.wait(for: "sound") { ($0.calls.last?.heard.count ?? 0) > 8_000 }
        bench.modem.vanish()
        let rows = try await bench.callEnded(within: .seconds(10))
        #expect(rows.last { $0.kind == "call_ended" }?.detail("heard") == "false")
        try bench.modem.reappear()
        _ = try await bench.wait(for: "ready")
        #expect(bench.modem.ring(from: "+15145550124"))
        _ = try await bench.wait(within: .seconds(40)) {
            $0.last { $0.kind == "call_ended" }?.detail("heard") == "true"
        }
        #expect(service.terminate() == 0)
    }

    @Test(
        "a call that does not end is hung up on again, and at last the radio is switched off", .timeLimit(.minutes(1)))
    func disobedientModem() async throws {
        let bench = try Bench.speaking(message: "Un mot.")
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.set(fault: .hangUpIgnored, times: 3)
        #expect(bench.modem.ring(from: Self.caller))
        _ = try await bench.callEnded()
        #expect(bench.modem.hangUps == 1 && !bench.modem.hasCall)
        #expect(!bench.modem.commands.contains("AT+CFUN=4"))
        bench.modem.set(fault: .hangUpIgnored, times: nil)
        #expect(bench.modem.ring(from: "+15145550124"))
        try await bench.modem.waitForCommand("AT+CFUN=4", within: .seconds(30))
        bench.modem.clearFaults()
        _ = try await bench.callEnded(2)
        _ = try await bench.wait(for: "ready")
        #expect(service.terminate() == 0)
    }
}
