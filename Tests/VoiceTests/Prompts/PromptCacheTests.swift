import Foundation
import Testing
import Vocabulary

@testable import Voice

/// What lies in the folder, and what is trusted of it.
struct PromptCacheTests {
    private let scratch: Scratch
    private let voices: Voices
    private let book = LogBook()
    private let french = PromptSource.text("Bonjour.", language: .french)

    init() throws {
        scratch = try Scratch()
        voices = try Voices(scratch)
    }

    private func store(folder: String = "prompts") throws -> PromptStore {
        PromptStore(folder: scratch.path(folder), speech: try voices.good(), logger: book.logger)
    }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? NSNumber).intValue
    }

    private func file(_ ending: String) throws -> String {
        try "prompts/" + #require(try scratch.names("prompts").first { $0.hasSuffix(ending) })
    }

    @Test("raw samples and a card, readable by the group, and nothing half-written")
    func files() async throws {
        let prompt = try await store().prompt([french], rate: 8000)
        let names = try scratch.names("prompts")
        #expect(names.count == 2)
        let key = PromptKey(
            fingerprints: [PromptKey.fingerprint(text: "Bonjour.", language: .french, speech: try voices.good())],
            rate: 8000)
        #expect(key.name.count == 64)
        #expect(Set(names) == [key.name + ".pcm", key.name + ".json"])
        #expect(try mode(scratch.path("prompts")) & 0o7777 == 0o750 & ~mask)
        let octets = try scratch.octets(try file("pcm"))
        #expect(octets.count == prompt.samples.count * 2)
        let sample = prompt.samples[4000]
        #expect(
            octets[8000] == UInt8(truncatingIfNeeded: sample) && octets[8001] == UInt8(truncatingIfNeeded: sample >> 8))
        for name in names { #expect(try mode(scratch.path("prompts/" + name)) == 0o640 & ~mask) }
        let card = String(decoding: try scratch.octets(try file("json")), as: UTF8.self)
        #expect(card.contains("\"activeLevel\":") && card.contains("\"rate\":8000"))
        #expect(!card.contains("Bonjour"))
    }

    /// What the process may not set.
    private var mask: Int {
        let mask = umask(0)
        umask(mask)
        return Int(mask)
    }

    /// Ways to spoil an entry: which file, and what becomes of its octets; nil removes it.
    static let damages: [(name: String, ending: String, change: @Sendable ([UInt8]) -> [UInt8]?)] = [
        ("samples cut short", "pcm", { Array($0.dropLast(100)) }),
        ("samples with more behind", "pcm", { $0 + [1, 2] }),
        ("one bit turned", "pcm", { $0.prefix(5000) + [$0[5000] ^ 1] + $0.dropFirst(5001) }),
        ("no samples", "pcm", { _ in nil }),
        ("empty samples", "pcm", { _ in [] }),
        ("a card of junk", "json", { _ in Array("}{".utf8) }),
        ("an empty card", "json", { _ in [] }),
        ("a card cut short", "json", { Array($0.prefix(40)) }),
        ("a card of another rate", "json", { Self.replaced($0, "\"rate\":8000", "\"rate\":9000") }),
        ("a card that counts nothing", "json", { Self.replaced($0, "\"count\":", "\"count\":-") }),
    ]

    private static func replaced(_ octets: [UInt8], _ old: String, _ new: String) -> [UInt8] {
        Array(String(decoding: octets, as: UTF8.self).replacing(old, with: new).utf8)
    }

    @Test("a damaged entry is made again, and is whole afterwards", arguments: damages.indices)
    func damaged(index: Int) async throws {
        let damage = Self.damages[index]
        let prompt = try await store().prompt([french], rate: 8000)
        let name = try file(damage.ending)
        if let octets = damage.change(try scratch.octets(name)) {
            _ = try scratch.file(name, octets)
        } else {
            try FileManager.default.removeItem(atPath: scratch.path(name))
        }
        #expect(try await store().prompt([french], rate: 8000) == prompt, "\(damage.name)")
        #expect(voices.runs == 2, "\(damage.name)")
        #expect(book.warnings == ["a stored prompt is damaged and is made again"])
        #expect(try await store().prompt([french], rate: 8000) == prompt)
        #expect(voices.runs == 2, "\(damage.name)")
    }

    @Test("samples without a card are no entry")
    func noCard() async throws {
        let prompt = try await store().prompt([french], rate: 8000)
        try FileManager.default.removeItem(atPath: scratch.path(try file("json")))
        #expect(try await store().prompt([french], rate: 8000) == prompt)
        #expect(voices.runs == 2)
        #expect(book.warnings == [])
    }

    @Test("where nothing can be written, memory serves, and one line says so")
    func unwritable() async throws {
        _ = try scratch.file("file", [1])
        let store = try store(folder: "file/prompts")
        let prompt = try await store.prompt([french], rate: 8000)
        #expect(try await store.prompt([french], rate: 8000) == prompt)
        #expect(voices.runs == 1)
        _ = try await store.prompt([french], rate: 16_000)
        #expect(book.warnings.count == 1)
        #expect(book.warnings[0].hasPrefix("prompts are kept in memory only: \(scratch.path("file/prompts")) cannot"))
    }

    @Test("what a configuration no longer asks for goes, at every rate; what is not ours stays")
    func keepOnly() async throws {
        let store = try store()
        let old = PromptSource.text("Ancien.", language: .french)
        for sources in [[french], [old], [french, old], [.recording(path: scratch.path("tone.wav"))]] {
            for rate in [8000, 16_000] { _ = try await store.prompt(sources, rate: rate) }
        }
        #expect(try scratch.names("prompts").count == 16)
        let name = String(repeating: "0a", count: 32)
        for stray in ["\(name).pcm", "\(name).json", "\(name).pcm.12.part", "notes.txt", "readme"] {
            _ = try scratch.file("prompts/" + stray, [1])
        }
        let runs = voices.runs
        let gone = PromptSource.recording(path: scratch.path("gone.wav"))
        await store.keepOnly([[french], [.recording(path: scratch.path("tone.wav"))], [gone]])
        let names = try scratch.names("prompts")
        #expect(names.count == 10)
        #expect(names.filter { !$0.hasSuffix("pcm") && !$0.hasSuffix("json") } == ["notes.txt", "readme"])
        for rate in [8000, 16_000] {
            _ = try await store.prompt([french], rate: rate)
            _ = try await self.store().prompt([french], rate: rate)
        }
        #expect(voices.runs == runs)
        _ = try await store.prompt([old], rate: 8000)
        #expect(voices.runs == runs + 1)
        await store.keepOnly([])
        #expect(try scratch.names("prompts") == ["notes.txt", "readme"])
        #expect(book.warnings == [])
    }
}
