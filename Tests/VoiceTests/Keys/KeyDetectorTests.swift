import SoundJudge
import Testing

@testable import Voice

/// Keys in the caller's sound.
struct KeyDetectorTests {
    /// The keys heard in samples given in blocks of `block`.
    static func keys(in samples: [Int16], rate: Int = 8000, block: Int = 160) -> String {
        var detector = KeyDetector(rate: rate)
        var keys = ""
        samples.withUnsafeBufferPointer { all in
            var start = 0
            while start < all.count {
                let end = min(all.count, start + block)
                detector.process(UnsafeBufferPointer(rebasing: all[start..<end])) { keys.append($0.character) }
                start = end
            }
        }
        return keys
    }

    @Test("every key, at both rates", arguments: [8000, 16000])
    func keypad(rate: Int) {
        let all = "147*2580369#ABCD"
        #expect(Self.keys(in: Tones.press(all, milliseconds: 80, pause: 80, rate: rate), rate: rate) == all)
    }

    @Test("the size of the blocks is of no matter", arguments: [1, 7, 160, 161, 1000, 100_000])
    func blocks(size: Int) {
        let digits = Tones.digits(20, seed: 1)
        #expect(Self.keys(in: Tones.press(digits, milliseconds: 65, pause: 65), block: size) == digits)
    }

    @Test("200 digits in noise are heard, each once", arguments: [(40, 40), (65, 65), (100, 100), (160, 100)])
    func digits(milliseconds: Int, pause: Int) {
        let digits = Tones.digits(200, seed: UInt64(milliseconds))
        let sound = Tones.press(digits, milliseconds: milliseconds, pause: pause)
        #expect(Self.keys(in: Tones.noisy(sound, decibels: -35, seed: 3)) == digits)
    }

    @Test("a long press is one key, and so is one with a hole in it; a second press after a pause is another")
    func presses() {
        #expect(Self.keys(in: Tones.press("9", milliseconds: 2000, pause: 100)) == "9")
        #expect(Self.keys(in: Tones.press("99", milliseconds: 150, pause: 120)) == "9")
        #expect(Self.keys(in: Tones.press("99", milliseconds: 150, pause: 400)) == "99")
        #expect(Self.keys(in: Tones.press("191", milliseconds: 60, pause: 60)) == "191")
    }

    @Test("tones may differ by 6 dB, not by 12", arguments: [(6.0, "5"), (-6.0, "5"), (12.0, ""), (-12.0, "")])
    func twist(decibels: Double, heard: String) {
        let sound = Tones.press("5", milliseconds: 100, pause: 50, level: 0.1, twist: decibels)
        #expect(Self.keys(in: sound) == heard)
    }

    @Test("neither silence, nor noise, nor a single tone, nor full scale is a key")
    func noKeys() {
        #expect(Self.keys(in: [Int16](repeating: 0, count: 16000)) == "")
        #expect(Self.keys(in: Tones.noisy([Int16](repeating: 0, count: 80000), decibels: -12, seed: 5)) == "")
        #expect(Self.keys(in: Tones.press("5", milliseconds: 500, pause: 20, level: 0.2, twist: -100)) == "")
        #expect(Self.keys(in: [Int16](repeating: .min, count: 16000)) == "")
    }

    @Test("digits through the codecs of the network", arguments: SoundTool.Codec.allCases)
    func codecs(codec: SoundTool.Codec) throws {
        let digits = Tones.digits(200, seed: 7)
        let sound = Tones.noisy(Tones.press(digits, milliseconds: 100, pause: 100), decibels: -35, seed: 8)
        #expect(Self.keys(in: try SoundTool.through(codec, sound)) == digits)
    }

    @Test("a 9 pressed while our own prompt comes back at -6 dB")
    func echo() throws {
        let digits = Tones.digits(100, seed: 9)
        let sound = Tones.press(digits, milliseconds: 100, pause: 100)
        #expect(Self.keys(in: Tones.mixed(sound, try SpokenText.french, gain: 0.5)) == digits)
    }

    @Test("no key in our own prompts, nor in what the network makes of them")
    func talkOff() throws {
        for speech in [try SpokenText.french, try SpokenText.english] {
            #expect(Self.keys(in: speech) == "")
            #expect(Self.keys(in: try SoundTool.through(.amr, speech)) == "")
            #expect(Self.keys(in: try SoundTool.through(.gsm, speech)) == "")
        }
    }
}

/// A message in two languages, spoken once for all tests.
enum SpokenText {
    static var french: [Int16] { get throws { try frenchResult.get() } }
    static var english: [Int16] { get throws { try englishResult.get() } }

    private static let frenchResult = Result {
        try SoundTool.speech(
            """
            Bonjour. La personne qui vous a donné ce numéro ne souhaite pas vous parler. Elle n'a pas su comment vous le
            dire. Un non est une réponse complète : elle ne se discute pas et ne se mérite pas. Merci de ne plus la
            contacter. Pour ne plus jamais recevoir de réponse de ce numéro, appuyez longuement sur la touche neuf.
            """)
    }
    private static let englishResult = Result {
        try SoundTool.speech(
            """
            Hello. The person who gave you this number does not wish to talk to you. They did not know how to tell you.
            A no is a complete answer: it is not up for discussion. Please do not contact them again. If you never want
            another answer from this number, press and hold the nine key.
            """, voice: "en")
    }
}
