import Foundation
import Glibc
import Testing
import Vocabulary
import Words

@testable import Voice

/// Speech programs that do not do their work.
///
/// Each is named with what it said, and none is waited for longer than agreed.
struct SpeechFailureTests {
    private let scratch: Scratch
    private let voices: Voices

    init() throws {
        scratch = try Scratch()
        voices = try Voices(scratch)
    }

    private func failure(_ program: SpeechProgram, timeout: Double = 20) async throws -> PromptFault {
        let error = await #expect(throws: PromptFault.self) {
            try await program.speak("Bonjour.", language: .french, timeout: timeout)
        }
        return try #require(error)
    }

    @Test("an error carries the last line, harmless and short")
    func fails() async throws {
        let program = try voices.program("printf 'first\\nno such \\033[31mvoice\\007\\n\\n' >&2; exit 3")
        let error = try await failure(program)
        #expect(
            error
                == .programFailed(
                    program: program.name, .exit(3), answer: "no such \\u001b[31mvoice\\u0007"))
        #expect(error.sentence.hasSuffix("(exit 3: no such \\u001b[31mvoice\\u0007): correct `tts`"))
        let long = try await failure(try voices.program("yes abcdefg | head -c 9000 | tr -d '\\n' >&2; exit 1"))
        guard case .programFailed(_, .exit(1), let reason) = long else {
            Issue.record("\(long)")
            return
        }
        #expect(reason.count == 201 && reason.hasSuffix("…"))
    }

    @Test("a crash")
    func crashes() async throws {
        let program = try voices.program("kill -SEGV $$")
        #expect(
            try await failure(program) == .programFailed(program: program.name, .signal(11), answer: ""))
    }

    /// What a program leaves behind when it says that all is well, and what is said of that.
    static let leavings = [
        ("true", NoSpeech.noFile), (": > \"$1\"", .empty), ("echo hello > \"$1\"", .noSound),
        ("mkdir \"$1\"", .notAFile), ("mkfifo \"$1\"", .notAFile), ("head -c 44 tone.wav > \"$1\"", .empty),
    ]

    @Test("a program that writes no sound", arguments: leavings)
    func writesNothing(lines: String, nothing: NoSpeech) async throws {
        let program = try voices.program(lines)
        #expect(try await failure(program) == .programSilent(program: program.name, nothing))
    }

    @Test("a program that does not end is ended, with what it started", .timeLimit(.minutes(1)))
    func hangs() async throws {
        let program = try voices.program("sleep 600 & echo $! > child; echo $$ > parent; wait")
        let clock = ContinuousClock()
        let start = clock.now
        let error = try await failure(program, timeout: 2)
        #expect(error == .programTooSlow(program: program.name, milliseconds: 2_000))
        #expect(clock.now - start < .seconds(20))
        for name in ["child", "parent"] {
            let pid = String(decoding: try scratch.octets(name), as: UTF8.self).filter(\.isNumber)
            try #require(!pid.isEmpty)
            // Gone, or dead and not yet collected by its new parent.
            let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
            let state = status?.split(separator: ")").last?.split(separator: " ").first
            #expect(state == nil || state == "Z" || state == "X", "\(name) \(pid) is in state \(state ?? "-")")
        }
    }

    @Test("a program that fills the disk is ended long before", .timeLimit(.minutes(1)))
    func fillsTheDisk() async throws {
        let program = try voices.program("head -c 20000 /dev/zero > \"$1\"; sleep 600")
        let output = scratch.path("much.wav")
        let run = SpeechRun(
            command: try program.filled(language: .french, output: output), input: try scratch.file("in", [0x61]),
            output: output, timeout: 50, largest: 10_000)
        await #expect(throws: PromptFault.tooLong(.speech, seconds: 120)) {
            try await run.ending()
        }
    }

    @Test("a program that goes on in the background with its standard error open", .timeLimit(.minutes(1)))
    func background() async throws {
        let program = try voices.program("cp tone.wav \"$1\"; sleep 20 &")
        let clock = ContinuousClock()
        let start = clock.now
        #expect(try await program.speak("non", language: .french, timeout: 15).samples.count == 11_025)
        #expect(clock.now - start < .seconds(10))
    }

    @Test("a program that is not there: by name and by path")
    func missing() async throws {
        for name in ["/nowhere/espeak-ng", "jedisnon-no-such-espeak-ng"] {
            let error = try await failure(SpeechProgram([name, "{output}"]))
            #expect(error == .programMissing(program: name))
            #expect(error.sentence.contains("apt install espeak-ng"))
        }
        let error = try await failure(SpeechProgram(["/nowhere/piper", "{output}"]))
        #expect(error.sentence.hasSuffix("is not installed: install it, or correct `tts`"))
        let plain = try scratch.file("plain", Array("no program".utf8))
        #expect(try await failure(SpeechProgram([plain, "{output}"])) == .programMissing(program: plain))
    }
}
