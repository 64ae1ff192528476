import Testing
import Vocabulary

@testable import Voice

/// The silence around and between what is said.
struct SilenceTests {
    private static let rate = 8000

    private func first(_ samples: [Int16], after start: Double = 0, above limit: Int16 = 300) -> Double? {
        let from = Int(start * Double(Self.rate))
        return samples.dropFirst(from).firstIndex { abs($0) > limit }.map { Double($0) / Double(Self.rate) }
    }

    private func last(_ samples: [Int16], above limit: Int16 = 300) -> Double? {
        samples.lastIndex { abs($0) > limit }.map { Double($0) / Double(Self.rate) }
    }

    @Test("whatever silence a file begins and ends with, it is 300 and 500 ms", arguments: [0, 0.05, 0.3, 2.5])
    func around(seconds: Double) throws {
        let tone = Tone.sine(1000, seconds: 1, rate: 22_050)
        let silence = Tone.nothing(seconds, rate: 22_050)
        let sound = Sound(samples: silence + tone + silence, rate: 22_050)
        let prompt = try Conditioning.prompt([("tone", sound)], rate: Self.rate)
        let start = try #require(first(prompt.samples))
        #expect(abs(start - 0.3) <= 0.02, "\(start)")
        let end = try #require(last(prompt.samples))
        #expect(abs(end - start - 1) < 0.03)
        #expect(abs(prompt.figures.seconds - end - 0.5) < 0.03)
        #expect(abs(prompt.figures.leadIn - 0.3) <= 0.02)
    }

    @Test("two sounds have 600 ms between them")
    func between() throws {
        let tone = Sound(
            samples: Tone.nothing(0.4, rate: 16_000) + Tone.sine(700, seconds: 0.5, rate: 16_000), rate: 16_000)
        let prompt = try Conditioning.prompt([("a", tone), ("b", tone)], rate: Self.rate)
        let start = try #require(first(prompt.samples))
        let second = try #require(first(prompt.samples, after: start + 0.7))
        #expect(abs(second - start - 1.1) < 0.03, "\(second - start)")
        #expect(abs(prompt.figures.longestPause - 0.6) <= 0.04, "\(prompt.figures.longestPause)")
        #expect(abs(prompt.figures.seconds - (0.3 + 0.5 + 0.6 + 0.5 + 0.5)) < 0.08)
    }

    @Test("a soft start is kept: only what is 35 dB down counts as silence")
    func softStart() throws {
        // 30 dB under the tone that follows, for half a second.
        let soft = Tone.sine(900, amplitude: 0.5 * 0.0316, seconds: 0.5, rate: 8000)
        let sound = Sound(samples: soft + Tone.sine(900, seconds: 1, rate: 8000), rate: 8000)
        let prompt = try Conditioning.prompt([("a", sound)], rate: Self.rate)
        #expect(abs(prompt.figures.seconds - (0.3 + 1.5 + 0.5)) < 0.05)
    }

    @Test("silence, hiss far below speech, a hum and a constant are refused")
    func silent() throws {
        let hum = Tone.sine(50, amplitude: 0.1, seconds: 2, rate: 8000)
        let hiss = (0..<16_000).map { Float(($0 &* 7919) % 31 - 15) / 15 * 0.0004 }
        let constant = [Float](repeating: 0.7, count: 16_000)
        for samples in [Tone.nothing(2, rate: 8000), hum, hiss, constant] {
            let sound = Sound(samples: samples, rate: 8000)
            let error = #expect(throws: PromptFault.self) {
                try Conditioning.prompt([("x.wav", sound)], rate: Self.rate)
            }
            #expect(error == .silent(.file("x.wav")))
        }
    }

    @Test("very short sounds and odd lengths do no harm", arguments: [8, 79, 160, 161, 400])
    func short(count: Int) throws {
        let samples = Tone.sine(1000, seconds: 1, rate: 8000).prefix(count + 2).dropFirst(2)
        let prompt = try Conditioning.prompt([("x", Sound(samples: Array(samples), rate: 8000))], rate: Self.rate)
        #expect((0.78...0.9).contains(prompt.figures.seconds), "\(prompt.figures.seconds)")
        #expect(prompt.figures.peak <= -3)
    }
}
