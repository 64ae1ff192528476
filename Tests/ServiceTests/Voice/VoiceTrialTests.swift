import ControlAPI
import EventStore
import Foundation
import LineCore
import LinePolicy
import Logging
import ModemSimulator
import NIOCore
import NIOPosix
import Testing
import Vocabulary
import WordLiterals
import Words

@testable import LineConfiguration
@testable import LineService

/// `line verify --voice`: a line speaks of its own accord only once a person has heard it.
///
/// The supervisor runs in this process, because the code is nowhere but in the sound.
@Suite(.serialized)
struct VoiceTrialTests {
    /// A box with one line that decides by itself whether to speak.
    private final class TrialBench {
        let bench: Bench
        let supervisor: Supervisor
        private let followers: Task<Void, Never>
        private let lines: Task<Void, Never>

        init(calls: String = "auto", firmware: String? = nil, bench: Bench? = nil) async throws {
            let bench = try bench ?? Bench.speaking(calls: calls, message: "Un mot.")
            self.bench = bench
            let supervisor = try await Supervisor(
                configuration: Configuration.load(path: bench.configuration),
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
                group: MultiThreadedEventLoopGroup.singleton)
            self.supervisor = supervisor
            followers = Task { await supervisor.followModems() }
            lines = Task { await supervisor.runLines() }
            try await supervisor.startLines()
            _ = try await picture { $0.state == .ready && $0.voice != .none }
        }

        func stop() async {
            followers.cancel()
            await supervisor.closeStore()
            await lines.value
        }

        /// Asks until the picture of the line satisfies a condition.
        func picture(_ condition: (LinePicture) -> Bool) async throws -> LinePicture {
            let deadline = ContinuousClock.now + .seconds(20)
            while ContinuousClock.now < deadline {
                if let picture = await supervisor.pictures().first, condition(picture) { return picture }
                try await Task.sleep(for: .milliseconds(20))
            }
            throw BenchError(what: "it did not come: \(await supervisor.pictures())")
        }

        /// Waits until the try has come so far.
        func trial(_ state: VoiceTrialState) async throws -> VoiceTrial {
            let deadline = ContinuousClock.now + .seconds(40)
            while ContinuousClock.now < deadline {
                if let trial = try await supervisor.voiceTrial("montreal"), trial.state == state { return trial }
                try await Task.sleep(for: .milliseconds(20))
            }
            throw BenchError(what: "the try is \(String(describing: try await supervisor.voiceTrial("montreal")))")
        }

        func kinds() async throws -> [EventKind] {
            try await supervisor.store.events().map(\.kind)
        }

        /// Calls, and waits until the modem lists no call any more and the events say so.
        func call(from number: String) async throws {
            let before = try await kinds().count { $0 == .callEnded }
            #expect(bench.modem.ring(from: number))
            let deadline = ContinuousClock.now + .seconds(40)
            while try await kinds().count(where: { $0 == .callEnded }) == before {
                guard ContinuousClock.now < deadline else { throw BenchError(what: "the call did not end") }
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    @Test("the code, typed on the phone, verifies the voice for this modem, firmware and SIM", .timeLimit(.minutes(2)))
    func keys() async throws {
        let box = try await TrialBench()
        // Not verified: who calls is texted.
        try await box.call(from: "+15145550123")
        _ = try await box.bench.modem.waitForSubmissions(1)
        #expect(box.bench.modem.answeredCalls == 0)
        try await box.supervisor.tryVoice("montreal")
        #expect(box.bench.modem.ring(from: "+15145550144"))
        let code = try await box.trial(.speaking).code
        try await box.bench.modem.wait(for: "sound") { ($0.calls.last?.heard.count ?? 0) > 8_000 }
        for key in code {
            #expect(box.bench.modem.press(key))
            try await Task.sleep(for: .milliseconds(400))
        }
        _ = try await box.trial(.verified)
        let picture = try await box.picture { $0.voice == .verified }
        #expect(picture.voiceNotice?.detail == "callers hear the line")
        try await box.bench.modem.wait(for: "end of the call") { !$0.hasCall }
        // Now it speaks; the operator's own call counted for nothing.
        try await box.call(from: "+15145550144")
        #expect(box.bench.modem.answeredCalls == 2 && box.bench.modem.submissions.count == 1)
        #expect(try await !box.kinds().contains(.senderStopped))
        // A call that could not be spoken to ends it; that caller is texted, and so is the next.
        box.bench.modem.set(fault: .answerRefused(.error))
        try await box.call(from: "+15145550155")
        #expect(try await box.picture { $0.voice == .unverified }.voiceNotice?.detail.contains("did not hear") == true)
        try await box.call(from: "+15145550166")
        let texted = try await box.bench.modem.waitForSubmissions(3).map(\.to)
        #expect(texted == ["+15145550123", "+15145550155", "+15145550166"])
        await box.stop()
    }

    @Test("another SIM has to be proved again; the old one is still proved", .timeLimit(.minutes(2)))
    func otherSIM() async throws {
        let box = try await TrialBench()
        let identity = VoiceIdentity(
            modem: box.bench.modem.settings.imei, firmware: "LE20B04SIM7600G22", sim: box.bench.modem.settings.iccid)
        await box.stop()
        let store = try EventStore.open(folder: box.bench.folder + "/state", mode: .service)
        try await store.voiceVerified(line: "montreal", with: identity, now: Timestamp(seconds: 1_790_000_000))
        try store.close()
        let proved = try await TrialBench(bench: box.bench)
        _ = try await proved.picture { $0.voice == .verified }
        await proved.stop()
        box.bench.modem.reconfigure { $0.iccid = "89302720000000000777" }
        let other = try await TrialBench(bench: box.bench)
        _ = try await other.picture { $0.voice == .unverified }
        await other.stop()
        box.bench.modem.reconfigure { $0.iccid = identity.sim }
        let again = try await TrialBench(bench: box.bench)
        _ = try await again.picture { $0.voice == .verified }
        await again.stop()
    }

    @Test("the code may be typed at the terminal; a wrong one, or silence, is no proof", .timeLimit(.minutes(2)))
    func terminal() async throws {
        let box = try await TrialBench()
        try await box.supervisor.tryVoice("montreal")
        try await box.supervisor.typeVoiceCode("montreal", code: try await box.trial(.waiting).code)
        // Typed before it was spoken: guessed, or read off somewhere.
        #expect(try await box.trial(.failed).fault == .wrongCode)
        for answer in ["right", "wrong", nil] {
            try await box.supervisor.tryVoice("montreal")
            #expect(box.bench.modem.ring(from: nil))
            let code = try await box.trial(.spoken).code
            let wrong = String(code.map { $0 == "0" ? "1" : "0" })
            try await box.supervisor.typeVoiceCode(
                "montreal", code: answer == "right" ? code : answer.map { _ in wrong })
            let trial = try #require(try await box.supervisor.voiceTrial("montreal"))
            #expect(trial.state == (answer == "right" ? .verified : .failed))
            _ = try await box.picture { $0.voice == (answer == nil ? .unverified : .verified) }
        }
        await box.stop()
    }

    @Test(
        "a caller the rules refuse does not end a try; a line that answers nobody begins none", .timeLimit(.minutes(1)))
    func refused() async throws {
        let box = try await TrialBench()
        try await box.supervisor.store.block(.number("+15145550144"), note: nil, now: Timestamp(seconds: 1_790_000_000))
        try await box.supervisor.tryVoice("montreal")
        try await box.call(from: "+15145550144")
        #expect(try await box.trial(.waiting).fault == .refused(.blocked))
        await #expect(throws: ControlError.self) { try await box.supervisor.tryVoice("montreal") }
        #expect(box.bench.modem.ring(from: nil))
        let code = try await box.trial(.speaking).code
        box.bench.modem.callerHangsUp()
        #expect(try await box.trial(.spoken).fault == .cutShort)
        try await box.supervisor.typeVoiceCode("montreal", code: code)
        _ = try await box.trial(.verified)
        try await box.supervisor.pause("montreal", why: nil, releasePort: false)
        await #expect(throws: ControlError.self) { try await box.supervisor.tryVoice("montreal") }
        await box.stop()
    }

    @Test("a line without a way to speak says so at once", .timeLimit(.minutes(1)))
    func noVoice() async throws {
        let bench = try Bench(profile: .sim800)
        let supervisor = try await Supervisor(
            configuration: Configuration.load(path: bench.configuration),
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
            group: MultiThreadedEventLoopGroup.singleton)
        let lines = Task { await supervisor.runLines() }
        try await supervisor.startLines()
        while await supervisor.pictures().first?.state != .ready { try await Task.sleep(for: .milliseconds(20)) }
        do {
            try await supervisor.tryVoice("montreal")
            Issue.record("it may not begin")
        } catch {
            #expect("\(error)".contains("analogue pins"))
        }
        await supervisor.closeStore()
        await lines.value
    }
}
