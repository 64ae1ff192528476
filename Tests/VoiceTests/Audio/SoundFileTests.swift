import Foundation
import SoundJudge
import Testing
import Vocabulary

@testable import Voice

/// Files as operators have them: every format, and what is none.
struct SoundFileTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
    }

    /// A format: the end of the file's name, what sox is told, rate, channels, and how far the level may be off, in dB.
    struct Format: Sendable, CustomTestStringConvertible {
        let ending: String
        let options: [String]
        let rate: Int
        let channels: Int
        var slack = 0.1
        let words: String

        var testDescription: String { "\(ending) \(options.joined(separator: " ")) \(rate)" }
    }

    static let formats = [
        Format(ending: "wav", options: ["-b", "8", "-e", "unsigned"], rate: 8000, channels: 1, words: "8 bit"),
        Format(ending: "wav", options: ["-b", "16"], rate: 44_100, channels: 2, words: "16 bit"),
        Format(ending: "wav", options: ["-b", "24"], rate: 48_000, channels: 2, words: "24 bit"),
        Format(ending: "wav", options: ["-b", "32", "-e", "float"], rate: 96_000, channels: 1, words: "32 bit float"),
        Format(ending: "wav", options: ["-e", "a-law"], rate: 8000, channels: 1, slack: 0.3, words: "A-Law"),
        Format(ending: "wav", options: ["-e", "u-law"], rate: 8000, channels: 1, slack: 0.3, words: "U-Law"),
        Format(ending: "wav", options: ["-e", "ima-adpcm"], rate: 22_050, channels: 1, slack: 0.3, words: "IMA"),
        Format(ending: "wav", options: ["-e", "gsm-full-rate"], rate: 8000, channels: 1, slack: 1.5, words: "GSM"),
        Format(ending: "flac", options: [], rate: 44_100, channels: 2, words: "FLAC"),
        Format(ending: "ogg", options: [], rate: 44_100, channels: 2, slack: 0.5, words: "OGG"),
        Format(ending: "mp3", options: [], rate: 44_100, channels: 2, slack: 0.5, words: "MPEG"),
        Format(ending: "aiff", options: [], rate: 11_025, channels: 1, words: "AIFF"),
    ]

    @Test("every format that people send is read", arguments: formats)
    func reads(_ format: Format) throws {
        let path = scratch.path("tone.\(format.ending)")
        try SoundTool.run(
            "sox",
            ["-D", "-n", "-r", "\(format.rate)", "-c", "\(format.channels)"] + format.options
                + [path, "synth", "2", "sine", "1000", "vol", "0.5"])
        let sound = try SoundFile.read(path)
        #expect(sound.rate == format.rate)
        #expect(sound.channels == format.channels)
        #expect(sound.format.localizedCaseInsensitiveContains(format.words), "\(sound.format)")
        let seconds = Double(sound.samples.count) / Double(sound.rate)
        // Codecs with blocks fill up the last one.
        #expect((1.99...2.12).contains(seconds), "\(seconds) s")
        let middle = Array(sound.samples.dropFirst(sound.rate / 2).prefix(sound.rate))
        let level = Tone.level(of: 1000, in: middle, rate: sound.rate)
        #expect(abs(level + 9.03) < format.slack, "\(level) dBFS")
        #expect(sound.clipped == 0)
    }

    @Test("channels are mixed, and a side that says nothing halves the sound")
    func mixes() throws {
        try SoundTool.run("sox", ["-D", "-n", "-r", "8000", scratch.path("l.wav"), "synth", "1", "sine", "440"])
        try SoundTool.run("sox", ["-D", "-n", "-r", "8000", scratch.path("r.wav"), "trim", "0", "1"])
        try SoundTool.run("sox", ["-D", "-M", scratch.path("l.wav"), scratch.path("r.wav"), scratch.path("s.wav")])
        let sound = try SoundFile.read(scratch.path("s.wav"))
        #expect(sound.channels == 2)
        // sox makes its tones at -6 dBFS.
        #expect(abs(Tone.level(of: 440, in: sound.samples, rate: 8000) + 12.07) < 0.2)
    }

    @Test("samples at full scale are counted")
    func countsClipping() throws {
        let path = scratch.path("loud.wav")
        try SoundFile.write([0, 32767, 32766, -32768, -32767, 12, 32767, -32766], rate: 8000, to: path)
        #expect(try SoundFile.read(path).clipped == 4)
    }

    @Test("a header that promises more than there is")
    func truncated() throws {
        let path = scratch.path("whole.wav")
        try SoundTool.run("sox", ["-D", "-n", "-r", "8000", "-b", "16", path, "synth", "1", "sine", "440"])
        let whole = try scratch.octets("whole.wav")
        let half = try scratch.file("half.wav", whole.prefix(44 + 5000))
        #expect(try SoundFile.read(half).samples.count == 2500)
        // As espeak-ng writes to a pipe: the length is a dummy.
        var endless = whole
        endless.replaceSubrange(40..<44, with: [0x00, 0xF0, 0xFF, 0x7F])
        #expect(try SoundFile.read(try scratch.file("endless.wav", endless)).samples.count == 8000)
    }

    @Test("not-a-number in a float file is silence")
    func notANumber() throws {
        let path = scratch.path("float.wav")
        try SoundTool.run(
            "sox", ["-D", "-n", "-r", "8000", "-b", "32", "-e", "float", path, "synth", "1", "sine", "440"])
        var octets = try scratch.octets("float.wav")
        let end = octets.count
        octets.replaceSubrange(end - 12..<end, with: [0, 0, 0xC0, 0x7F, 0, 0, 0x80, 0x7F, 0xFF, 0xFF, 0x7F, 0x7F])
        let samples = try SoundFile.read(try scratch.file("nan.wav", octets)).samples
        #expect(samples.suffix(3) == [0, 0, 8])
    }

    @Test("what is written is read back")
    func writes() throws {
        let samples: [Int16] = (0..<2000).map { Int16(truncatingIfNeeded: $0 &* 977) }
        let path = scratch.path("out.wav")
        try SoundFile.write(samples, rate: 16_000, to: path)
        let sound = try SoundFile.read(path)
        #expect(sound.rate == 16_000)
        #expect(sound.samples.map { Int16($0 * 32768) } == samples)
        try SoundFile.write([1, 2, 3], rate: 8000, to: path)
        #expect(try SoundFile.read(path).samples.count == 3)
        #expect(try scratch.names() == ["out.wav"])
        #expect {
            try SoundFile.write(samples, rate: 8000, to: self.scratch.path("nowhere/out.wav"))
        } throws: {
            $0 as? PromptFault
                == .unwritable(
                    path: self.scratch.path("nowhere/out.wav"), .answer("No such file or directory"))
        }
    }

    @Test("what is no regular file is never replaced; a link is followed")
    func keepsDevices() throws {
        let pipe = scratch.path("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        for path in [pipe, scratch.path(".")] {
            #expect {
                try SoundFile.write([1], rate: 8000, to: path)
            } throws: {
                $0 as? PromptFault == .unwritable(path: path, .notAFile)
            }
        }
        #expect(try scratch.names() == ["pipe"])
        try SoundFile.write([1], rate: 8000, to: scratch.path("real.wav"))
        #expect(symlink("real.wav", scratch.path("link.wav")) == 0)
        #expect(symlink("nowhere.wav", scratch.path("loose.wav")) == 0)
        try SoundFile.write([1, 2, 3], rate: 8000, to: scratch.path("link.wav"))
        #expect(try SoundFile.read(scratch.path("real.wav")).samples.count == 3)
        #expect(throws: PromptFault.self) { try SoundFile.write([1], rate: 8000, to: self.scratch.path("loose.wav")) }
        #expect(try scratch.names().sorted() == ["link.wav", "loose.wav", "pipe", "real.wav"])
    }
}
