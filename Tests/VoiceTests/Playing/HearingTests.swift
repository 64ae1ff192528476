import SoundJudge
import Testing

/// The judge itself, on damage that is known.
struct HearingTests {
    static let lead = [Int16](repeating: 0, count: 2000)

    /// The French prompt as a modem would have played it, damaged by `change`.
    static func hearing(_ change: ([Int16]) throws -> [Int16]) throws -> Hearing {
        let prompt = try SpokenText.french
        return Hearing(heard: lead + (try change(prompt)) + lead, prompt: prompt, rate: 8000)
    }

    /// The loudest whole frame of 20 ms.
    static func loudest(_ samples: [Int16]) -> Range<Int> {
        func energy(_ start: Int) -> Int { samples[start..<start + 160].reduce(0) { $0 + Int($1) * Int($1) } }
        let start = stride(from: 0, through: samples.count - 160, by: 160).max { energy($0) < energy($1) } ?? 0
        return start..<start + 160
    }

    @Test("the same is the same")
    func same() throws {
        let hearing = try Self.hearing { $0 }
        #expect(hearing.problems() == [])
        #expect(hearing.minimum > 0.999)
        #expect(hearing.lagSpread == 0)
        #expect(hearing.longestHole == 0)
        #expect(abs(hearing.level) < 0.1)
        let first = try #require(hearing.firstSound)
        #expect(abs(first - 0.55) < 0.05)
    }

    @Test("a frame that is dropped moves the rest by 20 ms")
    func dropped() throws {
        let hearing = try Self.hearing { samples in
            var samples = samples
            samples.removeSubrange(Self.loudest(samples))
            return samples
        }
        #expect(abs(hearing.lagSpread - 20) <= 0.5)
        #expect(hearing.problems().contains { $0.contains("apart") })
    }

    @Test("a frame that is silent lowers its window; two in a row are a hole")
    func zeroed() throws {
        let one = try Self.hearing { samples in
            var samples = samples
            for index in Self.loudest(samples) { samples[index] = 0 }
            return samples
        }
        #expect(one.minimum < 0.95)
        #expect(one.lagSpread == 0)
        #expect(one.longestHole == 1)
        let two = try Self.hearing { samples in
            var samples = samples
            let frame = Self.loudest(samples)
            for index in frame.lowerBound - 160..<frame.upperBound { samples[index] = 0 }
            return samples
        }
        #expect(two.problems().contains { $0.contains("in a row") })
    }

    @Test("damage all over is never taken for the prompt", arguments: ["1 in 10 dropped", "swapped", "odd", "other"])
    func ruined(kind: String) throws {
        let hearing = try Self.hearing { samples in
            switch kind {
            case "1 in 10 dropped":
                stride(from: 0, to: samples.count - 160, by: 160).filter { $0 / 160 % 10 != 9 }
                    .flatMap { samples[$0..<$0 + 160] }
            case "swapped": samples.map { $0.byteSwapped }
            case "odd":
                samples.indices.dropLast().map { index in
                    Int16(truncatingIfNeeded: Int(samples[index]) >> 8 & 0xFF | Int(samples[index + 1]) << 8)
                }
            default: try SpokenText.english
            }
        }
        #expect(hearing.minimum < 0.3)
        #expect(!hearing.problems(minimum: 0.6).isEmpty)
    }

    @Test("nothing heard is said so")
    func nothing() throws {
        let hearing = Hearing(heard: [], prompt: try SpokenText.french, rate: 8000)
        #expect(hearing.problems().contains("nothing of the prompt was found"))
        let silence = Hearing(heard: [Int16](repeating: 0, count: 80000), prompt: try SpokenText.french, rate: 8000)
        #expect(silence.problems().contains("there is no sound"))
    }

    @Test("an end that is cut off is noticed")
    func cut() throws {
        let hearing = try Self.hearing { samples in
            // The prompt ends with silence of its own.
            let end = samples.lastIndex { abs(Int($0)) > 1000 } ?? 0
            return Array(samples.prefix(end - 1600))
        }
        #expect(!hearing.hasTail)
        #expect(hearing.problems().contains("the end is missing"))
    }

    @Test("half as loud is noticed")
    func quiet() throws {
        let hearing = try Self.hearing { $0.map { $0 / 2 } }
        #expect(abs(hearing.level + 6) < 0.2)
        #expect(hearing.minimum > 0.99)
        #expect(hearing.problems().count == 1)
    }

    @Test("a clock that is 100 ppm off is no fault")
    func drift() throws {
        let hearing = try Self.hearing { samples in
            var samples = samples
            for index in stride(from: samples.count - 1, to: 0, by: -10_000) { samples.remove(at: index) }
            return samples
        }
        #expect(hearing.problems(minimum: 0.6) == [])
        #expect(hearing.lagSpread > 1)
    }

    @Test("what the codecs of the network leave is recognised", arguments: SoundTool.Codec.allCases)
    func codecs(codec: SoundTool.Codec) throws {
        let hearing = try Self.hearing { try SoundTool.through(codec, $0) }
        #expect(hearing.problems(minimum: 0.6) == [], "minimum \(hearing.minimum)")
    }
}
