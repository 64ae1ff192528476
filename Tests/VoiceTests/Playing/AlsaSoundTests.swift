import Foundation
import Logging
import SoundJudge
import Testing
import Vocabulary

@testable import Voice

/// The sound card path on cards that do not exist.
///
/// No real USB card of a modem was tried.
@Suite(.serialized)
struct AlsaSoundTests {
    static let logger = Logger(label: "test")
    let box: AlsaBox
    let folder: MemoryFolder

    init() throws {
        box = try AlsaBox.shared.get()
        folder = try MemoryFolder()
    }

    /// A file of its own for what is heard.
    func file() -> String { folder.file() }

    static func heard(_ file: String) throws -> [Int16] {
        SoundTool.samples(try Data(contentsOf: URL(filePath: file)))
    }

    /// Where in a file of what was heard samples lie, exactly as they are.
    static func place(of samples: [Int16], in file: String) throws -> Int? {
        let heard = try Data(contentsOf: URL(filePath: file))
        return heard.range(of: SoundTool.data(samples)).map { $0.lowerBound / 2 }
    }

    static func play(_ samples: [Int16], on device: String) async throws -> PlaybackReport {
        let audio = try CallAudio.open(.sound(device: device), logger: logger)
        audio.start()
        let report = await audio.play(samples)
        await audio.stop()
        return report
    }

    static func prompt(seconds: Int = 2) throws -> [Int16] { Array(try SpokenText.french.prefix(8000 * seconds)) }

    @Test("what is played is the prompt, octet for octet")
    func content() async throws {
        let file = file()
        let prompt = try Self.prompt(seconds: 1)
        let report = try await Self.play(prompt, on: box.played(into: file))
        #expect(report.finished)
        #expect(report.underruns == 0)
        #expect(try Self.place(of: prompt, in: file) != nil)
    }

    @Test(
        "at the speed of the card, 60 ms ahead, without running out; all of it is played before it is called finished")
    func paced() async throws {
        let file = file()
        let prompt = try Self.prompt()
        let report = try await Self.play(prompt, on: box.paced(into: file))
        #expect(report.finished && report.fault == nil)
        #expect(report.written == 100)
        #expect(report.refusals == 0)
        guard report.wasWokenInTime else { return }
        #expect(report.underruns == 0)
        #expect((2000...2150).contains(report.milliseconds))
        // The card leaves out what it had not played when it was closed.
        #expect(Hearing(heard: try Self.heard(file), prompt: prompt, rate: 8000).problems() == [])
        #expect(try Self.place(of: prompt, in: file) != nil)
    }

    @Test("with every core busy, on two cards at once")
    func load() async throws {
        let burning = Burning()
        defer { burning.stop() }
        let prompt = try Self.prompt()
        let files = [file(), file()]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for file in files {
                group.addTask { [box] in
                    let report = try await Self.play(prompt, on: box.paced(into: file))
                    #expect(report.finished && report.written == report.frames)
                    guard report.wasWokenInTime else { return }
                    #expect(report.underruns == 0)
                    #expect(Hearing(heard: try Self.heard(file), prompt: prompt, rate: 8000).problems() == [])
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("a card that stalls for 300 ms runs out once and goes on with the next frame")
    func stall() async throws {
        let file = file()
        let prompt = try Self.prompt()
        let report = try await Self.play(prompt, on: box.paced(into: file, stall: 8000))
        #expect(report.finished && report.fault == nil)
        #expect(report.written == report.frames)
        #expect(report.late > 0)
        // One wake-up is late because of the stall; without priority others may be.
        guard report.lead == 60 || report.late == 1 else { return }
        #expect(report.underruns == 1)
        // The caller hears a hole of 240 ms, and then what was next.
        let parts = [prompt.prefix(8000), prompt.suffix(6000)]
        let places = try parts.map { try #require(try Self.place(of: Array($0), in: file)) }
        let hole = places[1] - places[0] - 10000
        #expect((1600...2400).contains(hole), "\(hole) samples")
    }

    @Test("a card that is pulled out says so")
    func gone() async throws {
        let report = try await Self.play(try Self.prompt(), on: box.paced(into: file(), gone: 4000))
        #expect(!report.finished)
        #expect(report.fault == .cardFailed(answer: "No such device"))
    }

    @Test("a card at 16 kHz is played at 16 kHz")
    func wide() async throws {
        let file = file()
        let device = box.paced(into: file, rate: 16000)
        #expect(try CallAudio.rate(of: .sound(device: device)) == 16000)
        let prompt = Tones.press("159", milliseconds: 150, pause: 100, rate: 16000)
        let report = try await Self.play(prompt, on: device)
        #expect(report.finished)
        #expect((prompt.count * 1000 / 16000...prompt.count * 1000 / 16000 + 150).contains(report.milliseconds))
        #expect(try Self.place(of: prompt, in: file) != nil)
    }

    @Test("a card without mono gets every sample twice")
    func stereo() async throws {
        let file = file()
        let prompt = try Self.prompt(seconds: 1)
        #expect(try await Self.play(prompt, on: box.paced(into: file, channels: 2)).finished)
        #expect(try Self.place(of: prompt.flatMap { [$0, $0] }, in: file) != nil)
    }

    @Test("a card of another rate is refused with its rate")
    func otherRate() throws {
        let device = box.paced(into: file(), rate: 44100)
        #expect(throws: AudioFault.cardRate(device: device, rates: "44100")) {
            try CallAudio.open(.sound(device: device), logger: Self.logger)
        }
    }

    @Test("a card that does not exist is refused, and libasound writes nothing to stderr")
    func missing() throws {
        #expect {
            try CallAudio.rate(of: .sound(device: "hw:7,0"))
        } throws: {
            if case AudioFault.card("hw:7,0", _) = $0 { true } else { false }
        }
        // Other tests may write there meanwhile, so only libasound's own lines are looked for.
        let words = try Self.stderrWhile { #expect(throws: AudioFault.self) { try AlsaSound(device: "nonsense:(") } }
        #expect(!words.contains("ALSA lib"))
    }

    @Test("keys are heard in what the card captures")
    func keys() async throws {
        let caller = file()
        try SoundTool.data(Tones.press("9*", milliseconds: 120, pause: 100)).write(to: URL(filePath: caller))
        let device = box.paced(into: file(), caller: caller)
        let audio = CallAudio(port: try AlsaSound(device: device, capture: device), logger: Self.logger)
        audio.start()
        #expect(await audio.play([Int16](repeating: 0, count: 6400)).finished)
        await audio.stop()
        var keys: [Character] = []
        for await key in audio.keys { keys.append(key.character) }
        #expect(keys == ["9", "*"])
    }

    @Test("a capture side that cannot be opened is no fault")
    func deaf() async throws {
        let file = file()
        let port = try AlsaSound(device: box.paced(into: file), capture: "hw:7,0")
        let audio = CallAudio(port: port, logger: Self.logger)
        audio.start()
        #expect(await audio.play([Int16](repeating: 7, count: 1600)).finished)
        await audio.stop()
        #expect(try Self.place(of: [Int16](repeating: 7, count: 1600), in: file) != nil)
    }

    /// What this process writes to stderr while `body` runs.
    static func stderrWhile(_ body: () -> Void) throws -> String {
        let pipe = Pipe()
        let kept = dup(2)
        fflush(nil)
        dup2(pipe.fileHandleForWriting.fileDescriptor, 2)
        body()
        fflush(nil)
        dup2(kept, 2)
        close(kept)
        try pipe.fileHandleForWriting.close()
        return String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    }
}

/// A folder for one test, in memory where there is such a place: a card must not wait for a disk.
final class MemoryFolder: Sendable {
    private let url: URL

    init() throws {
        let memory = URL(filePath: "/dev/shm")
        let isThere = FileManager.default.isWritableFile(atPath: memory.path())
        url = (isThere ? memory : FileManager.default.temporaryDirectory).appending(path: "heard-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        // Nobody is left to be told.
        try? FileManager.default.removeItem(at: url)
    }

    func file() -> String { url.appending(path: "\(UUID().uuidString).raw").path() }
}
