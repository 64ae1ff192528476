import ControlAPI
import Foundation
import ModemSimulator
import SoundJudge
import Testing
import WordLiterals

/// The way through a USB sound card, without a card: see `AlsaBox`.
@Suite(.serialized)
struct SoundCardTests {
    private func bench(device: String, message: String) throws -> Bench {
        try Bench(
            profile: .quectelEC25,
            line: "calls = \"speak\"\nmessage = { fr = \"\(message)\" }", modemKeys: ", audio = 'alsa:\(device)'",
            settings: { $0.hasSoundCard = true })
    }

    @Test("what the card was given is the prompt, octet by octet", .timeLimit(.minutes(1)))
    func content() async throws {
        let folder = try SoundFolder()
        let box = try AlsaBox(folder: folder.url)
        let bench = try bench(device: box.played(into: folder.path("played")), message: "Un essai de la carte son.")
        let service = try bench.start(environment: ["ALSA_CONFIG_PATH": box.configuration])
        _ = try await bench.wait(for: "ready")
        let line = try #require(try bench.status().answer?.lines.first)
        #expect(line.voice == "unverified")
        #expect(bench.modem.ring(from: "+15145550123"))
        let rows = try await bench.callEnded()
        #expect(rows.last?.detail("heard") == "true")
        let heard = Bench.samples(try Data(contentsOf: folder.url.appending(path: "played")))
        let prompt = try bench.prompt()
        #expect(Hearing(heard: heard, prompt: prompt, rate: 8_000).problems() == [])
        #expect(bench.modem.commands.contains("AT+QPCMV=1,2") && bench.modem.commands.contains("AT+QPCMV=0"))
        #expect(service.terminate() == 0)
    }

    @Test(
        "a card that plays by its own clock, at 8 and at 16 kHz", .timeLimit(.minutes(1)), arguments: [8_000, 16_000])
    func paced(rate: Int) async throws {
        let folder = try SoundFolder()
        let box = try AlsaBox(folder: folder.url)
        let bench = try bench(
            device: box.paced(into: folder.path("paced"), rate: rate), message: "Un essai de la carte son.")
        let service = try bench.start(environment: ["ALSA_CONFIG_PATH": box.configuration])
        _ = try await bench.wait(for: "ready")
        #expect(bench.modem.ring(from: "+15145550123"))
        let rows = try await bench.callEnded()
        #expect(rows.last?.detail("heard") == "true" && rows.last?.detail("underruns") == "0")
        let heard = Bench.samples(try Data(contentsOf: folder.url.appending(path: "paced")))
        let prompt = try bench.prompt(rate: rate)
        #expect(Hearing(heard: heard, prompt: prompt, rate: rate).problems() == [])
        #expect(service.terminate() == 0)
    }

    @Test("without the card the line says so, and callers are hung up on", .timeLimit(.minutes(1)))
    func missingCard() async throws {
        let folder = try SoundFolder()
        let box = try AlsaBox(folder: folder.url)
        let bench = try bench(device: "hw:7,0", message: "Un essai.")
        let service = try bench.start(environment: ["ALSA_CONFIG_PATH": box.configuration])
        let line = try await bench.wait(for: "degraded")
        #expect(line.voice == "none" && line.voiceDetail?.contains("hw:7,0") == true)
        #expect(bench.modem.ring(from: "+15145550123"))
        let rows = try await bench.callEnded()
        #expect(rows.first { $0.kind == "call_received" }?.reason == "replies_off")
        #expect(bench.modem.answeredCalls == 0 && bench.modem.submissions.isEmpty)
        #expect(service.terminate() == 0)
    }
}

/// A folder that is removed when the test is over.
final class SoundFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "jedisnon-sound-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    // A folder that stays behind in the temporary folder harms nobody.
    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path(percentEncoded: false) }
}
