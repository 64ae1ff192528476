import ControlAPI
import Foundation
import Glibc
import ModemSimulator
import SoundJudge
import Testing
import WordLiterals

/// A caller hears the message, whole and in time, on every way a modem has.
@Suite(.serialized)
struct SpeakingTests {
    private static let caller = "+15145550123"

    @Test(
        "the caller hears the rendered prompt, and is hung up on after it",
        .timeLimit(.minutes(1)), arguments: [SimulatedProfile.sim7600, .quectelEC25, .huaweiE173])
    func serialPort(_ profile: SimulatedProfile) async throws {
        let bench = try Bench.speaking(profile)
        let prompt = try bench.prompt()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        #expect(bench.modem.ring(from: Self.caller))
        let rows = try await bench.callEnded()
        #expect(rows.map(\.kind).suffix(3) == ["call_received", "call_answered", "call_ended"])
        let call = try #require(bench.modem.calls.last)
        let hearing = Hearing(heard: call.heard, prompt: prompt, rate: 8_000)
        #expect(hearing.problems() == [])
        // Recording begins with the modem's OK to the audio command.
        #expect(try #require(hearing.firstSound) < 0.7)
        #expect(call.overflowOctets == 0 && call.maximumAhead <= 100 && call.longestGapMilliseconds <= 20)
        let length = Double(prompt.count) / 8_000
        #expect(try #require(call.callSeconds) < Double(call.audioOnAt ?? 0) / 1_000 + length + 1)
        let ended = try #require(rows.last)
        #expect(ended.detail("ended_by") == "message_played" && ended.detail("heard") == "true")
        #expect(ended.detail("frames") == ended.detail("frames_taken"))
        #expect(bench.modem.hangUps == 1 && !bench.modem.hasCall && bench.modem.dials.isEmpty)
        let closing =
            profile.name == "huawei-e173" ? "AT+CHUP" : profile.name == "sim7600" ? "AT+CPCMREG=0" : "AT+QPCMV=0"
        #expect(bench.modem.commands.contains { $0.hasPrefix(closing) })
        #expect(service.terminate() == 0)
    }

    @Test("French, then English after it; what is heard survives the codecs of the network", .timeLimit(.minutes(2)))
    func twoLanguages() async throws {
        let bench = try Bench.speaking(message: nil, line: "spoken = [\"fr\", \"en\"]")
        let prompt = try bench.prompt()
        #expect((15...36).contains(prompt.count / 8_000))
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        #expect(bench.modem.ring(from: Self.caller))
        _ = try await bench.callEnded()
        let heard = try #require(bench.modem.calls.last).heard
        #expect(Hearing(heard: heard, prompt: prompt, rate: 8_000).problems() == [])
        for codec in SoundTool.Codec.allCases {
            let coded = try SoundTool.through(codec, heard)
            #expect(Hearing(heard: coded, prompt: prompt, rate: 8_000).problems(minimum: 0.6) == [], "\(codec)")
        }
        #expect(service.terminate() == 0)
    }

    @Test("an operator's recording of another rate is what is heard", .timeLimit(.minutes(1)))
    func recording() async throws {
        let bench = try Bench.speaking(line: "prompt = { fr = \"own.flac\" }")
        let spoken = bench.folder + "/spoken.wav"
        _ = try SoundTool.run("espeak-ng", ["-v", "fr", "-w", spoken, "Ma propre voix, enregistrée chez moi."])
        _ = try SoundTool.run("sox", [spoken, "-r", "44100", "-c", "2", bench.folder + "/own.flac"])
        let prompt = try bench.prompt()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        #expect(bench.modem.ring(from: Self.caller))
        _ = try await bench.callEnded()
        let heard = try #require(bench.modem.calls.last).heard
        #expect(Hearing(heard: heard, prompt: prompt, rate: 8_000).problems() == [])
        #expect(service.terminate() == 0)
    }

    @Test("with a busy loop on every core the caller hears no gap", .timeLimit(.minutes(2)))
    func busyMachine() async throws {
        let bench = try Bench.speaking(message: nil)
        let prompt = try bench.prompt()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        let burning = try BusyCores()
        defer { burning.stop() }
        #expect(bench.modem.ring(from: Self.caller))
        _ = try await bench.callEnded()
        let call = try #require(bench.modem.calls.last)
        let hearing = Hearing(heard: call.heard, prompt: prompt, rate: 8_000)
        #expect(hearing.problems() == [])
        #expect(try #require(hearing.firstSound) < 0.7)
        #expect(call.maximumAhead <= 100 && call.longestGapMilliseconds <= 20)
        burning.stop()
        #expect(service.terminate() == 0)
    }

    @Test("eight lines speak to eight callers at once", .timeLimit(.minutes(2)))
    func eightCalls() async throws {
        var others: [SimulatedModem] = []
        let bench = try Bench.speaking(message: nil)
        var more = ""
        for number in 2...8 {
            var settings = SimulatedSettings()
            settings.iccid = "8930272000000000000\(number)"
            settings.imei = "86675804000001\(number)"
            let modem = SimulatedModem(profile: .sim7600, settings: settings)
            try modem.start(link: bench.folder + "/modem\(number)", voiceLink: bench.folder + "/voice\(number)")
            others.append(modem)
            more += """

                [[line]]
                id     = "line\(number)"
                number = "+1514555010\(number)"
                modem  = { device = "modem\(number)", audio = "voice\(number)" }
                calls  = "speak"

                """
        }
        defer { others.forEach { $0.stop() } }
        let handle = try FileHandle(forWritingTo: URL(filePath: bench.configuration))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(more.utf8))
        try handle.close()
        let prompt = try bench.prompt()
        let service = try bench.start()
        try await bench.waitForAll("ready")
        let modems = [bench.modem] + others
        for (number, modem) in modems.enumerated() { #expect(modem.ring(from: "+1514555012\(number)")) }
        _ = try await bench.callEnded(8)
        for modem in modems {
            let call = try #require(modem.calls.last)
            #expect(Hearing(heard: call.heard, prompt: prompt, rate: 8_000).problems() == [])
            #expect(call.maximumAhead <= 100 && call.longestGapMilliseconds <= 20)
        }
        #expect(service.terminate() == 0)
    }
}

/// A busy loop on every core, in programs of their own.
final class BusyCores {
    private var loops: [Process] = []

    init() throws {
        for _ in 0..<ProcessInfo.processInfo.activeProcessorCount {
            let loop = Process()
            loop.executableURL = URL(filePath: "/bin/sh")
            loop.arguments = ["-c", "while :; do :; done"]
            try loop.run()
            loops.append(loop)
        }
    }

    func stop() {
        for loop in loops where loop.isRunning {
            kill(loop.processIdentifier, SIGKILL)
            loop.waitUntilExit()
        }
        loops = []
    }

    deinit { stop() }
}
