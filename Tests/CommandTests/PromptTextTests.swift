import ControlAPI
import Foundation
import LineConfiguration
import Testing
import Vocabulary
import Voice
import WordLiterals

@testable import jedisnon

struct PromptTextTests {
    /// A second of a tone, as a file.
    private func tone(level: Double = 0.25) throws -> String {
        let path = NSTemporaryDirectory() + "jedisnon-tone-\(UUID().uuidString).wav"
        let samples = (0..<8_000).map { Int16(32_767 * level * sin(2 * .pi * 440 * Double($0) / 8_000)) }
        try SoundFile.write(samples, rate: 8_000, to: path)
        return path
    }

    @Test("a recording that can be played is described, before and after")
    func usable() throws {
        let path = try tone()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let row = PromptCheckAnswer(PromptCheck.recording(path))
        #expect(row.usable && row.source?.rate == 8_000 && row.source?.channels == 1)
        let text = PromptText(width: 200).text(row)
        #expect(text.contains("can be played") && text.contains("mono, 1.0 s") && text.contains("what callers hear: "))
        let json = try JSONText.line(row)
        for key in ["file", "usable", "source", "result", "remarks", "level_dbfs", "peak_dbfs", "lead_in_seconds"] {
            #expect(json.contains("\"\(key)\":"))
        }
    }

    @Test("a file that cannot be played has its sentence, and every key")
    func unusable() throws {
        let row = PromptCheckAnswer(PromptCheck.recording("/nowhere/\u{1B}.wav"))
        #expect(!row.usable)
        let text = PromptText(width: 80).text(row)
        #expect(text.contains("cannot be played") && text.contains("does not exist") && !text.contains("\u{1B}"))
        #expect(try JSONText.line(row).contains("\"result\":null"))
    }

    @Test("a line says its words in the order of its languages; one that can say nothing says why")
    func list() async throws {
        var voice = VoiceSettings()
        voice.tts = ["/nowhere/speak", "{output}"]
        let file = NSTemporaryDirectory() + "jedisnon-prompts-\(UUID().uuidString).toml"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let recording = try tone()
        defer { try? FileManager.default.removeItem(atPath: recording) }
        try """
        [[line]]
        id     = "montreal"
        number = "+15145550101"
        modem  = { device = "/dev/ttyUSB2" }
        spoken = ["fr", "en"]
        prompt = { fr = "\(recording)" }
        message = { fr = "Non.", en = "No." }

        """.write(toFile: file, atomically: true, encoding: .utf8)
        let line = try #require(try Configuration.load(path: file).lines.first)
        let row = try await PromptRenderer(voice).using { await $0.row(line) }
        #expect(row.parts.map(\.language) == [.french, .english])
        #expect(row.parts[0].file == recording && row.parts[0].text == nil)
        #expect(row.parts[1].text == "No." && row.parts[1].file == nil)
        #expect(row.figures == nil && row.fault?.contains("/nowhere/speak") == true)
        let text = PromptText(width: 80).text(PromptListAnswer(lines: [row]))
        #expect(text.hasPrefix("montreal: nothing can be said\n"))
    }

    @Test("built-in words for callers name the key, and the operator's own text is spoken as it is")
    func words() throws {
        for language in Language.allCases {
            #expect(!DefaultTexts.spoken(language).contains("STOP"))
        }
        #expect(DefaultTexts.spoken(.french).contains("neuf") && DefaultTexts.spoken(.english).contains("nine"))
    }
}
