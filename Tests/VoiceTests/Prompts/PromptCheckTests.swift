import Foundation
import SoundJudge
import Testing
import Vocabulary
import Words

@testable import Voice

/// What is said of a recording before a caller hears it.
struct PromptCheckTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
    }

    private func check(_ samples: [Float], rate: Int = 22_050) throws -> PromptCheck {
        let path = scratch.path("a.wav")
        try SoundFile.write(samples.map { Int16(max(-1, min(1, $0)) * 32767) }, rate: rate, to: path)
        return PromptCheck.recording(path)
    }

    private func warnings(_ check: PromptCheck) -> [String] {
        check.remarks.filter { $0.severity == .warning }.map(English().sentence)
    }

    @Test("a good recording has figures and no remarks")
    func good() throws {
        let speech = try Speech.sound(.french).samples
        let check = try check(Tone.nothing(0.4, rate: 22_050) + speech)
        #expect(check.isUsable)
        #expect(check.remarks == [])
        let source = try #require(check.source)
        #expect(source.rate == 22_050 && source.channels == 1)
        #expect(source.format == "WAV (Microsoft), Signed 16 bit PCM")
        #expect(abs(source.figures.seconds - Double(speech.count) / 22_050 - 0.4) < 0.001)
        #expect((0.38...0.46).contains(source.figures.leadIn))
        #expect((0.2...0.6).contains(source.leadOut))
        #expect(source.figures.clippedSamples == 0)
        let result = try #require(check.result)
        #expect((-22 ... -18).contains(result.activeLevel))
        #expect(abs(result.leadIn - 0.3) <= 0.02)
    }

    @Test(
        "too long for callers, and too long for a call", arguments: [(26.0, "few callers"), (41, "a call ends after")])
    func long(seconds: Double, words: String) throws {
        let check = try check(Tone.sine(700, seconds: seconds, rate: 8000), rate: 8000)
        #expect(check.isUsable)
        let remark = try #require(warnings(check).first)
        #expect(remark.contains(words) && remark.contains("aim at 25 s"), "\(remark)")
    }

    @Test("distorted, quiet, broken in two, dull")
    func warns() throws {
        let speech = try Speech.sound(.french).samples
        #expect(try warnings(check(speech.map { $0 * 8 })).contains { $0.contains("at full scale") })
        let quiet = try check(speech.map { $0 * 0.01 })
        #expect(warnings(quiet).count == 1 && warnings(quiet)[0].contains("very quiet (-62 dBFS)"), "\(quiet.remarks)")
        let broken = try check(speech + Tone.nothing(3, rate: 22_050) + speech)
        #expect(warnings(broken).contains { $0.contains("it is silent for 3.") }, "\(broken.remarks)")
        let lowSampleRate = try check(Tone.sine(700, seconds: 2, rate: 6000), rate: 6000)
        #expect(warnings(lowSampleRate) == ["6000 samples a second are fewer than a telephone carries: it sounds dull"])
    }

    @Test("what cannot be played is an error, with what is known of it")
    func errors() throws {
        let missing = PromptCheck.recording(scratch.path("no.wav"))
        #expect(!missing.isUsable && missing.source == nil)
        #expect(missing.remarks.map(\.severity) == [.error])
        #expect(English().sentence(missing.remarks[0]).hasPrefix(scratch.path("no.wav") + " does not exist"))
        let silent = try check(Tone.nothing(3, rate: 22_050))
        #expect(!silent.isUsable)
        #expect(silent.source?.figures.seconds == 3)
        #expect(silent.remarks.map(\.severity) == [.error])
        #expect(English().sentence(silent.remarks[0]).hasPrefix("nothing can be heard in"))
        let long = try check(Tone.nothing(121, rate: 4000), rate: 4000)
        #expect(
            long.remarks == [.fault(.tooLong(.file(scratch.path("a.wav")), seconds: 120))])
    }
}
