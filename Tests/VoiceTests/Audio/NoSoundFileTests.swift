import Foundation
import Glibc
import SoundJudge
import Testing
import Vocabulary
import Words

@testable import Voice

/// Files that are no prompts: each one is refused with a sentence, and none is waited for.
struct NoSoundFileTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
    }

    private func refusal(_ path: String) throws -> PromptFault {
        let error = try #require(throws: PromptFault.self) { try SoundFile.read(path) }
        #expect(error.sentence.contains(path))
        #expect(!error.sentence.contains("\n"))
        return error
    }

    @Test("nothing there")
    func missing() throws {
        #expect(try refusal(scratch.path("no.wav")) == .missing(path: scratch.path("no.wav")))
        let file = try scratch.file("file", [1])
        #expect(try refusal(file + "/no.wav") == .missing(path: file + "/no.wav"))
    }

    @Test("a folder, a device, a pipe nobody writes to, a socket", .timeLimit(.minutes(1)))
    func noFile() throws {
        #expect(try refusal(scratch.folder) == .notAFile(path: scratch.folder))
        #expect(try refusal("/dev/zero") == .notAFile(path: "/dev/zero"))
        let pipe = scratch.path("pipe")
        try #require(mkfifo(pipe, 0o600) == 0)
        #expect(try refusal(pipe) == .notAFile(path: pipe))
    }

    @Test("no octet, and a header without a frame")
    func empty() throws {
        let empty = try scratch.file("empty.wav", [])
        #expect(try refusal(empty) == .empty(path: empty))
        let header = scratch.path("header.wav")
        try SoundTool.run("sox", ["-n", "-r", "8000", "-b", "16", header, "trim", "0", "0"])
        #expect(try refusal(header) == .empty(path: header))
    }

    @Test("text, junk, and a header cut short")
    func notRecognised() throws {
        let text = try scratch.file("text.wav", Array("Bonjour, ceci est un message.\n".utf8))
        #expect(try refusal(text) == .notRecognised(path: text))
        var state: UInt32 = 1
        let octets = (0..<100_000).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(state >> 24)
        }
        let junk = try scratch.file("junk.wav", octets)
        #expect(try refusal(junk) == .notRecognised(path: junk))
        let cut = try scratch.file("cut.wav", Array("RIFF\u{24}\u{0}\u{0}\u{0}WAVEfmt ".utf8))
        guard case .damaged = try refusal(cut) else {
            Issue.record("\(try refusal(cut))")
            return
        }
    }

    /// What phones record, by the start of the file.
    static let foreign: [(words: String, octets: [UInt8])] = [
        ("M4A or MP4", [0, 0, 0, 0x20] + Array("ftypM4A ".utf8)),
        ("AAC", [0xFF, 0xF1, 0x50, 0x80]),
        ("AMR", Array("#!AMR\n".utf8)),
        ("WebM or Matroska", [0x1A, 0x45, 0xDF, 0xA3]),
        ("WMA", [0x30, 0x26, 0xB2, 0x75]),
        ("Opus", Array("OggS".utf8) + [UInt8](repeating: 0, count: 24) + Array("OpusHead\u{1}".utf8)),
    ]

    @Test("what phones record is named, with what to do", arguments: foreign)
    func unsupported(words: String, octets: [UInt8]) throws {
        let path = try scratch.file("voice.bin", octets + [UInt8](repeating: 0, count: 200))
        #expect(try refusal(path) == .unsupported(path: path, format: words))
        #expect(try refusal(path).sentence.contains("convert it to WAV or FLAC"))
    }

    @Test("two minutes are read, a second more is not")
    func tooLong() throws {
        let path = scratch.path("long.wav")
        try SoundTool.run("sox", ["-D", "-n", "-r", "8000", "-b", "8", path, "trim", "0", "120"])
        #expect(try SoundFile.read(path).samples.count == 960_000)
        try SoundTool.run("sox", ["-D", "-n", "-r", "8000", "-b", "8", path, "trim", "0", "121"])
        #expect(try refusal(path) == .tooLong(.file(path), seconds: 120))
    }

    @Test("a file larger than any prompt is not read at all")
    func tooLarge() throws {
        let path = scratch.path("huge.wav")
        try SoundTool.run("sox", ["-D", "-n", "-r", "8000", "-b", "16", path, "trim", "0", "1"])
        try #require(truncate(path, 300 << 20) == 0)
        #expect(try refusal(path) == .tooLarge(path: path))
    }

    @Test("a FLAC file with a hole in it is damaged, not half a message")
    func damaged() throws {
        let path = scratch.path("a.flac")
        try SoundTool.run("sox", ["-D", "-n", "-r", "22050", path, "synth", "3", "pinknoise"])
        var octets = try scratch.octets("a.flac")
        let middle = octets.count / 2
        octets.replaceSubrange(middle..<middle + 100, with: [UInt8](repeating: 0x55, count: 100))
        guard case .damaged = try refusal(try scratch.file("b.flac", octets)) else {
            Issue.record("\(try refusal(scratch.path("b.flac")))")
            return
        }
    }

    @Test("descriptors are given back, whatever the file is")
    func descriptors() throws {
        let text = try scratch.file("text.wav", Array("no sound".utf8))
        let path = scratch.path("a.wav")
        try SoundFile.write([1, 2, 3], rate: 8000, to: path)
        for _ in 0..<5 {
            #expect(throws: PromptFault.self) { try SoundFile.read(text) }
            #expect(throws: PromptFault.self) { try SoundFile.read(scratch.folder) }
            _ = try SoundFile.read(path)
        }
        let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap {
            try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
        }
        #expect(open.filter { $0.hasPrefix(scratch.folder) } == [])
    }

    @Test("a rate nobody records at", arguments: [1, 3999, 2_000_000_000])
    func rates(rate: UInt32) throws {
        try SoundTool.run("sox", ["-D", "-n", "-r", "8000", "-b", "16", scratch.path("a.wav"), "trim", "0", "1"])
        var octets = try scratch.octets("a.wav")
        octets.replaceSubrange(24..<28, with: withUnsafeBytes(of: rate.littleEndian) { Array($0) })
        let path = try scratch.file("b.wav", octets)
        #expect(try refusal(path) == .unusableRate(.file(path), rate: Int(rate)))
    }

    @Test("a name with control characters is printed without them")
    func safeName() throws {
        let error = try #require(throws: PromptFault.self) { try SoundFile.read("/nowhere/\u{1B}[31m\u{202E}.wav") }
        #expect(error.sentence.hasPrefix("/nowhere/\\u001b[31m\\u202e.wav does not exist"))
    }
}
