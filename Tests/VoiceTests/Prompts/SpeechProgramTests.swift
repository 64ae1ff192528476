import Foundation
import Glibc
import Testing
import Vocabulary

@testable import Voice

/// What is handed to a speech program, and what is taken from it.
struct SpeechProgramTests {
    private let scratch: Scratch
    private let voices: Voices

    init() throws {
        scratch = try Scratch()
        voices = try Voices(scratch)
    }

    @Test("the real espeak-ng speaks both default texts", arguments: Language.allCases)
    func espeak(language: Language) async throws {
        let sound = try await Speech.program.speak(Speech.text(language), language: language)
        #expect(sound.rate == 22_050)
        #expect((7.0...14).contains(Double(sound.samples.count) / 22_050))
        #expect(Tone.level(sound.samples) > -30)
    }

    @Test("a text that looks like an option is spoken", arguments: ["-h", "--help", "-v en bonjour", "-"])
    func option(text: String) async throws {
        if text == "-" {
            await #expect(throws: PromptFault.nothingToSay) {
                try await Speech.program.speak(text, language: .french)
            }
        } else {
            let sound = try await Speech.program.speak(text, language: .french)
            #expect(Loudness.peak(sound.samples) > 0.1)
        }
    }

    static let texts = [
        "Bonjour.", "-n -e --", "\"quoted\" 'single' `back`", "$(touch hit); touch hit & | > hit",
        "two\nlines\r\nthree",
        "été, ça, œuf, 日本, 🙂", "{output} {language} %s \\n", String(repeating: "mot ", count: 1200),
    ]

    @Test("a text arrives as it is, and nothing in it is run", arguments: texts)
    func stdin(text: String) async throws {
        _ = try await voices.good().speak(text, language: .french)
        #expect(try scratch.octets("text") == Array((text + "\n").utf8))
        #expect(try !scratch.names().contains("hit"))
    }

    @Test("a NUL is a space")
    func nul() async throws {
        _ = try await voices.good().speak("one\0two", language: .french)
        #expect(try scratch.octets("text") == Array("one two\n".utf8))
    }

    @Test("a program may ignore what it is told")
    func unread() async throws {
        let program = try voices.program("cp tone.wav \"$1\"")
        let text = String(repeating: "non ", count: 1200)
        for _ in 0..<5 {
            #expect(try await program.speak(text, language: .french).samples.count == 11_025)
        }
    }

    @Test("arguments are filled in and stay one each; the folder is private and goes away")
    func arguments() async throws {
        let script = try scratch.program(
            "args",
            "cd '\(scratch.folder)'; for a in \"$@\"; do echo \"[$a]\"; done > args.txt\n"
                + "stat -c %a \"$(dirname \"$3\")\" > mode; cp tone.wav \"$3\"")
        let program = SpeechProgram([script, "a b", "-v{language}-{language}", "{output}", "$HOME", "*"])
        _ = try await program.speak("non", language: .english)
        let lines = String(decoding: try scratch.octets("args.txt"), as: UTF8.self).split(separator: "\n")
        try #require(lines.count == 5)
        let output = lines[2].dropFirst().dropLast()
        #expect(lines == ["[a b]", "[-ven-en]", "[\(output)]", "[$HOME]", "[*]"])
        #expect(try scratch.octets("mode") == Array("700\n".utf8))
        #expect(!FileManager.default.fileExists(atPath: String(output)))
        let folder = URL(filePath: String(output)).deletingLastPathComponent().path()
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test("a program that talks much, on both sides, is no trouble", .timeLimit(.minutes(1)))
    func noisy() async throws {
        let program = try voices.program(
            "yes noise | head -c 3000000 >&2; yes noise | head -c 3000000; cp tone.wav \"$1\"")
        #expect(try await program.speak("non", language: .french).samples.count == 11_025)
    }

    @Test("no command is found out before anything runs")
    func unusable() async throws {
        let scripts = [[], [""], ["espeak-ng"], ["espeak-ng", "output"], ["{output}"], ["a\0b", "{output}"]]
        for arguments in scripts {
            await #expect(throws: PromptFault.unusableCommand) {
                try await SpeechProgram(arguments).speak("non", language: .french)
            }
        }
        for text in ["", " \n", "...!?"] {
            await #expect(throws: PromptFault.nothingToSay) {
                try await voices.good().speak(text, language: .french)
            }
        }
        await #expect(throws: PromptFault.textTooLong(characters: 5001)) {
            try await voices.good().speak(String(repeating: "a", count: 5001), language: .french)
        }
        #expect(voices.runs == 0)
    }
}
