import Testing

@testable import Voice

/// The parts of the chain, each alone.
struct FilterTests {
    @Test("5 kHz at 22050 leaves nothing behind at 8000; 1 and 3.3 kHz stay")
    func noAlias() throws {
        func resampled(_ frequency: Double) throws -> [Float] {
            try Resampler.resample(Tone.sine(frequency, seconds: 2, rate: 22_050), from: 22_050, to: 8000)
        }
        let alias = Array(try resampled(5000).dropFirst(800).dropLast(800))
        #expect(Tone.level(alias) < -69, "\(Tone.level(alias))")  // 60 dB under the -9 dBFS that went in.
        for kept in [1000.0, 3300] {
            let samples = try resampled(kept)
            #expect(abs(samples.count - 16_000) <= 1)
            #expect(abs(Tone.level(of: kept, in: samples, rate: 8000) + 9.03) < 0.05)
        }
    }

    @Test("a whole chain lets no 5 kHz through, only what is said")
    func noAliasInPrompt() throws {
        let mixed = zip(Tone.sine(1000, seconds: 2, rate: 22_050), Tone.sine(5000, seconds: 2, rate: 22_050)).map(+)
        let prompt = try Conditioning.prompt([("x", Sound(samples: mixed, rate: 22_050))], rate: 8000)
        let middle = Array(Tone.floats(prompt.samples).dropFirst(4000).prefix(8000))
        let tone = Tone.level(of: 1000, in: middle, rate: 8000)
        #expect(tone > -21)
        #expect(Tone.level(of: 3000, in: middle, rate: 8000) < tone - 60)  // 8000 - 5000
    }

    @Test("up to 16 and 48 kHz there is no mirror image", arguments: [16_000, 44_100, 48_000])
    func noImage(rate: Int) throws {
        let samples = try Resampler.resample(Tone.sine(3000, seconds: 1, rate: 8000), from: 8000, to: rate)
        let middle = Array(samples.dropFirst(rate / 10).dropLast(rate / 10))
        #expect(abs(Tone.level(of: 3000, in: middle, rate: rate) + 9.03) < 0.05)
        #expect(Tone.level(of: 5000, in: middle, rate: rate) < -69)
    }

    @Test("the band of a telephone")
    func band() {
        let filter = BandFilter(low: 300, high: 3400, rate: 8000)
        for (frequency, expected) in Self.response {
            let out = filter.apply(Tone.sine(frequency, seconds: 2, rate: 8000))
            let lost = -9.03 - Tone.level(of: frequency, in: Array(out.dropFirst(4000).prefix(8000)), rate: 8000)
            #expect(expected.contains(lost), "\(frequency) Hz: \(lost) dB")
        }
    }

    /// A frequency, and how many dB of it are taken.
    static let response: [(Double, ClosedRange<Double>)] = [
        (20, 65...200), (200, 65...200), (250, 60...200), (300, 5.5...6.5), (400, -0.1...0.1), (1000, -0.1...0.1),
        (3300, -0.1...0.1), (3400, 5.5...6.5), (3450, 60...200), (3600, 65...200), (3900, 65...200),
    ]

    @Test("the wide band of 16 kHz")
    func wideBand() {
        let filter = BandFilter(low: 150, high: 7000, rate: 16_000)
        for (frequency, lost) in [(90.0, 60.0), (150, 6), (300, 0), (6900, 0), (7000, 6), (7100, 60)] {
            let out = filter.apply(Tone.sine(frequency, seconds: 2, rate: 16_000))
            let level = Tone.level(of: frequency, in: Array(out.dropFirst(8000).prefix(16_000)), rate: 16_000)
            #expect(lost == 60 ? level < -69 : abs(level + 9.03 + lost) < 0.5, "\(frequency) Hz: \(level)")
        }
    }

    @Test("the filter moves nothing in time")
    func delay() {
        var impulse = [Float](repeating: 0, count: 2001)
        impulse[1000] = 1
        let out = BandFilter(low: 300, high: 3400, rate: 8000).apply(impulse)
        #expect(out.count == 2001)
        #expect(out.indices.max { abs(out[$0]) < abs(out[$1]) } == 1000)
        #expect((1..<400).allSatisfy { abs(out[1000 - $0] - out[1000 + $0]) < 1e-6 })
    }

    @Test("no sample is over the ceiling, and what needs no limit is not touched")
    func limiter() {
        let quiet = Tone.sine(500, amplitude: 0.4, seconds: 1, rate: 8000)
        #expect(Limiter.apply(quiet, gain: 1, ceiling: 0.7, rate: 8000) == quiet)
        var loud = quiet
        loud[0] = 3
        loud[4000] = -5
        loud[4001] = 4
        loud[7999] = 9
        let out = Limiter.apply(loud, gain: 1.5, ceiling: 0.7, rate: 8000)
        #expect(out.count == loud.count)
        #expect(out.allSatisfy { abs($0) <= 0.7 })
        #expect(abs(out[4000] + 0.7) < 0.01)
        // Ten milliseconds away nothing has changed but the gain.
        #expect(abs(out[4100] - quiet[4100] * 1.5) < 1e-5)
        #expect(abs(out[3900] - quiet[3900] * 1.5) < 1e-5)
    }

    @Test("the curve of the compressor goes through its corners")
    func curve() {
        for (input, output) in [(-80.0, -74.0), (-60, -54), (-40, -34), (-20, -14), (-10, -11.5), (0, -9)] {
            #expect(abs(Compressor.output(input) - output) < 1e-9)
        }
    }

    @Test("a steady tone gets the gain of the curve", arguments: [(-50.0, -44.0), (-30, -24), (-10, -11.5)])
    func steady(level: Double, expected: Double) {
        // The level the curve goes by is the mean of what the rectified tone rises and falls to: near its peak.
        let tone = Tone.sine(1000, amplitude: Decibels.amplitude(level), seconds: 2, rate: 8000)
        let out = Compressor.apply(tone, rate: 8000)
        let peak = Decibels.ofAmplitude(Double(Loudness.peak(Array(out.dropFirst(8000)))))
        #expect(abs(peak - expected) < 2, "\(peak)")
    }
}
