import Foundation
import Logging
import SoundJudge
import Testing
import Vocabulary

@testable import Voice

/// The serial path against a modem that plays by the clock.
@Suite(.serialized)
struct SerialSoundTests {
    static let logger = Logger(label: "test")

    /// Two seconds of speech, with the silence before it.
    static var prompt: [Int16] { get throws { Array(try SpokenText.french.prefix(16000)) } }

    /// One call over a pty: everything from the opening to the end, and what the caller heard.
    static func call(
        frame: Int = 320, room: Int = 1600, prefill: Int = 0,
        during: (CallAudio, TestModem) async throws -> Void = { _, _ in }
    ) async throws -> (report: PlaybackReport, result: TestModem.Result) {
        let modem = try TestModem(room: room, prefill: prefill)
        let audio = try CallAudio.open(.serial(path: modem.path, frame: frame), logger: logger)
        return try await call(audio, modem, during: during)
    }

    /// One call with a modem that takes four frames and refuses the fifth.
    static func refusingCall(
        during: (CallAudio, TestModem) async throws -> Void = { _, _ in }
    ) async throws -> (report: PlaybackReport, result: TestModem.Result) {
        let modem = try TestModem(refusingWithRoom: 1600)
        let audio = CallAudio(port: SerialSound(descriptor: modem.far, frame: 320), logger: logger)
        return try await call(audio, modem, during: during)
    }

    private static func call(
        _ audio: CallAudio, _ modem: TestModem, during: (CallAudio, TestModem) async throws -> Void
    ) async throws -> (report: PlaybackReport, result: TestModem.Result) {
        let prompt = try prompt
        modem.run()
        audio.start()
        async let playing = audio.play(prompt)
        try await during(audio, modem)
        let report = await playing
        await audio.stop()
        return (report, await modem.stop())
    }

    /// The names of this process's threads.
    static func threads() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").compactMap { task in
            // A thread may have ended meanwhile.
            try? String(contentsOfFile: "/proc/self/task/\(task)/comm", encoding: .utf8)
                .trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }

    /// Nothing lost, nothing put in, nothing too early: for a modem whose octets come when they are written.
    static func expectPerfect(
        _ call: (report: PlaybackReport, result: TestModem.Result),
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let (report, result) = call
        try expectComplete(call, sourceLocation: sourceLocation)
        guard report.wasWokenInTime else { return }
        let hearing = Hearing(heard: result.samples, prompt: try prompt, rate: 8000)
        #expect(hearing.problems() == [], "late \(report.late)", sourceLocation: sourceLocation)
        #expect(result.ahead <= 1600, sourceLocation: sourceLocation)
        #expect(result.thrownAway == 0, sourceLocation: sourceLocation)
        #expect(result.longestGap <= 320, "late \(report.late)", sourceLocation: sourceLocation)
    }

    /// The prompt came octet for octet, and not too early.
    ///
    /// A pty's octets are moved by a kernel thread that waits its turn on a busy machine; what that makes late, the modem
    /// has to fill, and it is behind by as much.
    static func expectComplete(
        _ call: (report: PlaybackReport, result: TestModem.Result), prefill: Int = 0,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let (report, result) = call
        #expect(report.finished && report.fault == nil, sourceLocation: sourceLocation)
        #expect(report.written == report.frames, sourceLocation: sourceLocation)
        #expect(result.received.range(of: SoundTool.data(try prompt)) != nil, sourceLocation: sourceLocation)
        // The modem looks every 5 ms at best, so it begins and counts a little after it was given something.
        #expect(result.ahead <= report.lead * 16 + prefill + 320 + result.missing, sourceLocation: sourceLocation)
    }

    @Test("the caller hears the prompt as it is, from 40 ms ahead, without a gap")
    func plain() async throws {
        let call = try await Self.refusingCall()
        try Self.expectPerfect(call)
        #expect(call.report.refusals == 0)
        guard call.report.wasWokenInTime else { return }
        #expect(Data(call.result.heard).range(of: SoundTool.data(try Self.prompt)) != nil)
        // Played out when it says so, neither before nor long after.
        #expect((2000...2150).contains(call.report.milliseconds))
    }

    // A modem that wants 100 ms in one piece can hold more than that, and does not begin with the first octet.
    @Test(
        "frames of each size on a tty", arguments: [(320, 1600, 0), (640, 1600, 0), (1600, 3200, 320)])
    func frames(frame: Int, room: Int, prefill: Int) async throws {
        let call = try await Self.call(frame: frame, room: room, prefill: prefill)
        try Self.expectComplete(call, prefill: prefill)
        #expect(call.result.arrivals.allSatisfy { $0.octets.isMultiple(of: frame) })
        #expect(call.report.refusals == 0)
    }

    @Test("with every core busy and the pool of tasks full, eight calls at once")
    func load() async throws {
        let burning = Burning()
        defer { burning.stop() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { try Self.expectPerfect(try await Self.refusingCall()) }
            }
            try await group.waitForAll()
        }
    }

    @Test("a modem that stops reading for 300 ms gets no burst: the writing never runs ahead of the clock")
    func stall() async throws {
        let call = try await Self.call { _, modem in
            try await Task.sleep(for: .milliseconds(700))
            modem.sleep(true)
            try await Task.sleep(for: .milliseconds(300))
            modem.sleep(false)
        }
        // The pty took in 300 ms what a modem would have refused; the pacer itself wrote its 16 octets a millisecond.
        #expect(call.report.finished)
        let first = try #require(call.result.arrivals.first)
        var total = 0
        for arrival in call.result.arrivals {
            total += arrival.octets
            let played = Int((arrival.at - first.at) / 62_500)
            #expect(total <= played + 1600)
        }
    }

    @Test("a modem that refuses for 300 ms is offered a frame at a time, and gets no burst when it takes again")
    func refusal() async throws {
        let call = try await Self.refusingCall { _, modem in
            try await Task.sleep(for: .milliseconds(700))
            modem.sleep(true)
            try await Task.sleep(for: .milliseconds(300))
            modem.sleep(false)
        }
        #expect(call.report.finished && call.report.written == call.report.frames)
        #expect((3...20).contains(call.report.refusals))
        #expect(call.result.ahead <= 1600)
        #expect(call.result.thrownAway == 0)
        // The hole is where it was, and before and after it nothing is missing.
        let heard = Data(call.result.heard)
        #expect(heard.range(of: SoundTool.data(Array(try Self.prompt.prefix(4800)))) != nil)
        #expect(heard.range(of: SoundTool.data(Array(try Self.prompt.suffix(6400)))) != nil)
        #expect((1600...5600).contains(call.result.longestGap))
    }

    @Test("a modem that never reads: a sentence, and the call's end is not held up")
    func never() async throws {
        let modem = try TestModem()
        let port = try SerialSound(path: modem.path, frame: 320)
        let audio = CallAudio(port: port, timeout: .milliseconds(300), logger: Self.logger)
        audio.start()
        // A pty nobody reads takes 20,224 octets.
        let report = await audio.play([Int16](repeating: 100, count: 16000))
        #expect(report.fault == .notTaken)
        #expect(!report.finished)
        #expect(report.refusals > 5)
        #expect(report.written * 320 > 10_000)
        let clock = ContinuousClock()
        let began = clock.now
        await audio.stop()
        #expect(clock.now - began < .seconds(1))
    }

    @Test("a modem that takes nothing at all: the same sentence after the time that was given")
    func deaf() async throws {
        let modem = try TestModem(refusingWithRoom: 1600)
        let port = SerialSound(descriptor: modem.far, frame: 320)
        let audio = CallAudio(port: port, timeout: .milliseconds(300), logger: Self.logger)
        audio.start()
        try await Task.sleep(for: .milliseconds(200))
        let clock = ContinuousClock()
        let began = clock.now
        let report = await audio.play(try Self.prompt)
        #expect(report.fault == .notTaken)
        #expect((.milliseconds(290)...Duration.milliseconds(600)).contains(clock.now - began))
        await audio.stop()
    }

    @Test("the plug is pulled in the middle of it")
    func vanish() async throws {
        let modem = try TestModem()
        let audio = try CallAudio.open(.serial(path: modem.path, frame: 320), logger: Self.logger)
        modem.run()
        audio.start()
        let prompt = try Self.prompt
        async let playing = audio.play(prompt)
        try await Task.sleep(for: .milliseconds(300))
        await modem.vanish()
        let report = await playing
        #expect(!report.finished)
        #expect([.portGone, .portFailed(answer: "Input/output error")].contains(try #require(report.fault)))
        #expect(report.written < report.frames)
        // What comes after is told the same at once.
        #expect(await audio.play([1, 2, 3]).fault == report.fault)
        await audio.stop()
    }

    @Test("nothing is written while the modem says stop, and all of it after")
    func hold() async throws {
        let call = try await Self.call { audio, modem in
            try await Task.sleep(for: .milliseconds(600))
            audio.hold(true)
            try await Task.sleep(for: .milliseconds(60))
            let before = modem.soFar().arrivals.count
            try await Task.sleep(for: .milliseconds(200))
            #expect(modem.soFar().arrivals.count == before)
            audio.hold(false)
        }
        #expect(call.report.finished)
        #expect(call.result.longestGap >= 2400)
        #expect(call.result.ahead <= 1600)
        #expect(call.report.written == call.report.frames)
    }

    @Test("stopped in the middle: play returns unfinished, a second stop is nothing, the port is free")
    func stop() async throws {
        let modem = try TestModem()
        let path = AudioPath.serial(path: modem.path, frame: 320)
        let audio = try CallAudio.open(path, logger: Self.logger)
        #expect(throws: AudioFault.self) { try CallAudio.open(path, logger: Self.logger) }
        modem.run()
        audio.start()
        audio.start()
        let prompt = try Self.prompt
        async let playing = audio.play(prompt)
        try await Task.sleep(for: .milliseconds(300))
        #expect(try Self.threads().contains("call-audio"))
        async let first: Void = audio.stop()
        async let second: Void = audio.stop()
        _ = await (first, second)
        await audio.stop()
        let report = await playing
        #expect(!report.finished && report.fault == nil)
        #expect(report.written > 5 && report.written < report.frames)
        _ = await modem.stop()
        let again = try CallAudio.open(path, logger: Self.logger)
        #expect(again.rate == 8000)
    }

    @Test("stopped before it was started, and forgotten: the port is free")
    func unstarted() async throws {
        let modem = try TestModem()
        let path = AudioPath.serial(path: modem.path, frame: 320)
        let audio = try CallAudio.open(path, logger: Self.logger)
        await audio.stop()
        audio.start()
        #expect(await audio.play([1]).finished == false)
        _ = try CallAudio.open(path, logger: Self.logger)
        let last = try CallAudio.open(path, logger: Self.logger)
        await last.stop()
    }

    @Test("forgotten while it plays: the thread ends and the port is free")
    func forgotten() async throws {
        let modem = try TestModem()
        let path = AudioPath.serial(path: modem.path, frame: 320)
        modem.run()
        do {
            let audio = try CallAudio.open(path, logger: Self.logger)
            audio.start()
        }
        let clock = ContinuousClock()
        let end = clock.now + .seconds(5)
        while (try? CallAudio.open(path, logger: Self.logger)) == nil, clock.now < end {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(clock.now < end)
        _ = await modem.stop()
    }

    @Test("a cancelled task ends its piece")
    func cancel() async throws {
        let modem = try TestModem()
        let audio = try CallAudio.open(.serial(path: modem.path, frame: 320), logger: Self.logger)
        modem.run()
        audio.start()
        let prompt = try Self.prompt
        let task = Task { await audio.play(prompt) }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        #expect(await task.value.finished == false)
        #expect(await audio.play([Int16](repeating: 5, count: 320)).finished)
        await audio.stop()
        _ = await modem.stop()
    }

    @Test("keys are heard while the prompt plays, though the sound comes in pieces of odd length")
    func keys() async throws {
        let call = try await Self.call { audio, modem in
            let octets = [UInt8](SoundTool.data(Tones.press("9#", milliseconds: 120, pause: 100)))
            for start in stride(from: 0, to: octets.count, by: 333) {
                modem.say(Array(octets[start..<min(octets.count, start + 333)]))
                try await Task.sleep(for: .milliseconds(15))
            }
            var keys: [Character] = []
            for await key in audio.keys {
                keys.append(key.character)
                if keys.count == 2 { break }
            }
            #expect(keys == ["9", "#"])
        }
        try Self.expectComplete(call)
    }

    @Test("the rate of a serial port is known without opening it")
    func rate() throws {
        #expect(try CallAudio.rate(of: .serial(path: "/dev/null", frame: 320)) == 8000)
    }

    @Test("what is no port, and what is no frame, is refused")
    func refusals() {
        #expect(throws: AudioFault.unusableFrame(octets: 321)) {
            try SerialSound(path: "/dev/null", frame: 321)
        }
        #expect(throws: AudioFault.port(.portNotSerial(path: "/dev/null"))) {
            try CallAudio.open(.serial(path: "/dev/null", frame: 320), logger: Self.logger)
        }
    }
}
