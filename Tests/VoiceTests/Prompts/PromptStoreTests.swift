import Foundation
import Glibc
import Logging
import Testing
import Vocabulary

@testable import Voice

/// Prompts asked for, once and often.
struct PromptStoreTests {
    private let scratch: Scratch
    private let voices: Voices
    private let book = LogBook()

    init() throws {
        scratch = try Scratch()
        voices = try Voices(scratch)
    }

    private func store(_ speech: SpeechProgram? = nil, folder: String = "prompts") throws -> PromptStore {
        PromptStore(folder: scratch.path(folder), speech: try speech ?? voices.good(), logger: book.logger)
    }

    private let french = PromptSource.text("Bonjour.", language: .french)
    private let english = PromptSource.text("Hello.", language: .english)

    @Test("made once, then taken from memory, and by the next process from the disk")
    func cached() async throws {
        let store = try store()
        let prompt = try await store.prompt([french], rate: 8000)
        #expect(prompt.rate == 8000)
        #expect(abs(prompt.figures.activeLevel + 20) < 2)
        #expect(try await store.prompt([french], rate: 8000) == prompt)
        #expect(voices.runs == 1)
        #expect(try await self.store().prompt([french], rate: 8000) == prompt)
        #expect(voices.runs == 1)
        #expect(book.warnings == [])
    }

    @Test("another text, language, rate, order or program is another prompt")
    func keys() async throws {
        let store = try store()
        for sources in [
            [french], [english], [.text("Bonjour.", language: .english)], [french, english], [english, french],
        ] {
            _ = try await store.prompt(sources, rate: 8000)
        }
        #expect(voices.runs == 7)
        _ = try await store.prompt([french], rate: 16_000)
        #expect(voices.runs == 8)
        let other = SpeechProgram(try voices.good().arguments + ["-s", "120"])
        _ = try await self.store(other).prompt([french], rate: 8000)
        #expect(voices.runs == 9)
        #expect(try scratch.names("prompts").count == 14)
    }

    @Test("two languages, one after the other")
    func both() async throws {
        let store = try store(Speech.program)
        let one = try await store.prompt([.text(Speech.french, language: .french)], rate: 8000)
        let two = try await store.prompt([.text(Speech.english, language: .english)], rate: 8000)
        let both = try await store.prompt(
            [.text(Speech.french, language: .french), .text(Speech.english, language: .english)], rate: 8000)
        // 300 ms less before, 500 ms less after, 600 ms between.
        let sum = one.figures.seconds + two.figures.seconds - 0.2
        #expect(abs(both.figures.seconds - sum) < 0.01)
        #expect(both.samples.starts(with: one.samples.dropLast(4000)))
        #expect(abs(both.figures.longestPause - 0.6) <= 0.04)
    }

    @Test("many who ask at once get the same array, made once")
    func together() async throws {
        let store = try store()
        let addresses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<64 {
                group.addTask {
                    let prompt = try await store.prompt([french], rate: 8000)
                    return prompt.samples.withUnsafeBufferPointer { Int(bitPattern: $0.baseAddress) }
                }
            }
            return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect(addresses.count == 1)
        #expect(voices.runs == 1)
    }

    @Test("one program at a time, also when many texts are wanted", .timeLimit(.minutes(1)))
    func oneAtATime() async throws {
        let speech = try voices.program(
            "echo start >> order; cat > /dev/null; sleep 0.02; cp tone.wav \"$1\"; echo end >> order")
        let store = try store(speech)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<8 {
                group.addTask { _ = try await store.prompt([.text("Texte \(index)", language: .french)], rate: 8000) }
            }
            try await group.waitForAll()
        }
        let order = String(decoding: try scratch.octets("order"), as: UTF8.self)
        #expect(order == String(repeating: "start\nend\n", count: 8))
    }

    @Test("what is on the disk does not wait for a slow voice", .timeLimit(.minutes(1)))
    func notBehind() async throws {
        let recording = PromptSource.recording(path: scratch.path("tone.wav"))
        _ = try await store().prompt([recording], rate: 8000)
        let speech = try voices.program(
            "touch begun; while [ ! -e go ]; do sleep 0.02; done; cp tone.wav \"$1\"", name: "slow")
        let store = try store(speech)
        async let slow = store.prompt([french], rate: 8000)
        while try !scratch.names().contains("begun") { await Task.yield() }
        // The slow one has its turn; this returns only because it does not wait for it.
        _ = try await store.prompt([recording], rate: 8000)
        _ = try scratch.file("go", [])
        #expect(try await slow.figures.seconds > 1)
    }

    @Test("a call gets what is there, and never waits for a voice")
    func prepared() async throws {
        let store = try store()
        #expect(await store.prepared([french], rate: 8000) == nil)
        #expect(await store.prepared([], rate: 8000) == nil)
        #expect(await store.prepared([.recording(path: scratch.path("no.wav"))], rate: 8000) == nil)
        #expect(voices.runs == 0)
        let prompt = try await store.prompt([french], rate: 8000)
        #expect(await store.prepared([french], rate: 8000) == prompt)
        #expect(await store.prepared([french], rate: 16_000) == nil)
        let next = try self.store()
        #expect(await next.prepared([french], rate: 8000) == prompt)
        let name = try #require(try scratch.names("prompts").first { $0.hasSuffix("pcm") })
        _ = try scratch.file("prompts/" + name, [1, 2, 3])
        // In memory it is whole; a third process finds it broken.
        #expect(await next.prepared([french], rate: 8000) == prompt)
        #expect(try await self.store().prepared([french], rate: 8000) == nil)
        #expect(voices.runs == 1)
    }

    @Test("a failure is not kept: what was mended works at once")
    func mended() async throws {
        let speech = try voices.program("exit 1")
        let store = try store(speech)
        await #expect(throws: PromptFault.programFailed(program: speech.name, .exit(1), answer: "")) {
            try await store.prompt([french], rate: 8000)
        }
        #expect(try voices.good() == speech)
        #expect(try await store.prompt([french], rate: 8000).figures.seconds > 1)
    }

    @Test("a program that speaks only silence is blamed, not the microphone")
    func silence() async throws {
        try SoundFile.write([Int16](repeating: 0, count: 20_000), rate: 22_050, to: scratch.path("tone.wav"))
        let speech = try voices.good()
        await #expect(throws: PromptFault.programSilent(program: speech.name, .silence)) {
            try await store(speech).prompt([french], rate: 8000)
        }
        await #expect(throws: PromptFault.silent(.file(scratch.path("tone.wav")))) {
            try await store().prompt([.recording(path: scratch.path("tone.wav"))], rate: 8000)
        }
    }

    @Test("nothing to say, and rates no modem has")
    func unusable() async throws {
        await #expect(throws: PromptFault.nothingToSay) { try await store().prompt([], rate: 8000) }
        for rate in [0, -8000, 7999, 48_001, .max] {
            await #expect(throws: PromptFault.unusableRate(.modem, rate: rate)) {
                try await store().prompt([french], rate: rate)
            }
        }
        #expect(voices.runs == 0)
    }

    @Test("a recording is known by its bytes")
    func recording() async throws {
        let store = try store()
        let path = scratch.path("greeting.wav")
        func record(_ frequency: Double, _ path: String) throws {
            let tone = Tone.sine(frequency, seconds: 1, rate: 22_050).map { Int16($0 * 32767) }
            try SoundFile.write(tone, rate: 22_050, to: path)
        }
        try record(500, path)
        let first = try await store.prompt([.recording(path: path)], rate: 8000)
        #expect(try scratch.names("prompts").count == 2)
        // The same file under another name is no new prompt; another file under the same name is.
        try record(500, scratch.path("copy.wav"))
        #expect(try await store.prompt([.recording(path: scratch.path("copy.wav"))], rate: 8000) == first)
        #expect(try scratch.names("prompts").count == 2)
        try record(900, path)
        #expect(try await store.prompt([.recording(path: path)], rate: 8000) != first)
        #expect(try scratch.names("prompts").count == 4)
        try FileManager.default.removeItem(atPath: path)
        await #expect(throws: PromptFault.missing(path: path)) {
            try await store.prompt([.recording(path: path)], rate: 8000)
        }
    }

    @Test("a store that is stopped ends the program that speaks, and makes nothing more", .timeLimit(.minutes(1)))
    func stops() async throws {
        let store = try store(voices.program("echo $$ > \"\(scratch.path("pid"))\"; sleep 60"))
        let first = Task { try await store.prompt([french], rate: 8000) }
        var process: Int32?
        while process == nil {
            try await Task.sleep(for: .milliseconds(10))
            process = (try? String(contentsOfFile: scratch.path("pid"), encoding: .utf8)).flatMap {
                Int32($0.trimmingCharacters(in: .whitespacesAndNewlines))
            }
        }
        await store.stop()
        #expect(kill(try #require(process), 0) == -1)
        await #expect(throws: PromptFault.self) { try await first.value }
        await #expect(throws: PromptFault.self) { try await store.prompt([self.english], rate: 8000) }
    }
}
