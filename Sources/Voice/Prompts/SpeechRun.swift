import Glibc
import Vocabulary

/// One run of a speech program, and how it ended.
struct SpeechRun: Sendable {
    /// The program and its arguments.
    let command: [String]
    /// The file that becomes its standard input.
    let input: String
    /// The file it writes.
    let output: String
    /// Seconds it may take.
    let timeout: Double
    /// Bytes it may write.
    var largest = SoundFile.largest

    /// How the run ended.
    struct Ending: Sendable {
        /// How it failed; nil on success.
        let failure: ProgramEnd?
        /// The last line of its standard error.
        let lastErrorLine: String
    }

    private enum Verdict: Sendable {
        case tooSlow
        case tooLarge
    }

    /// Runs it to its end, or to its time limit.
    func ending() async throws(PromptFault) -> Ending {
        let outcome: ProgramRun.Outcome<Verdict>
        do {
            outcome = try await ProgramRun(command, input: input).outcome { try await watch() }
        } catch let fault as ProgramRun.Fault {
            switch fault {
            case .missing: throw PromptFault.programMissing(program: command[0])
            case .noInput(let reason): throw PromptFault.unreadable(path: input, answer: reason)
            case .failed(let reason):
                throw PromptFault.programFailed(
                    program: command[0], .notRun, answer: PrintableText.lastLine(reason.utf8))
            }
        } catch {
            throw PromptFault.programFailed(program: command[0], .stopped, answer: "")
        }
        switch outcome {
        case .ended(let ending): return Self.ending(ending)
        case .killed(.tooSlow):
            throw PromptFault.programTooSlow(
                program: command[0], milliseconds: Int((timeout * 1000).rounded()))
        case .killed(.tooLarge):
            throw PromptFault.tooLong(.speech, seconds: Int(SoundFile.longest))
        }
    }

    private static func ending(_ ending: ProgramRun.Ending) -> Ending {
        let failure: ProgramEnd? =
            switch ending.status {
            case .exited(0): nil
            case .exited(let code): .exit(Int(code))
            case .signaled(let signal): .signal(Int(signal))
            }
        return Ending(failure: failure, lastErrorLine: PrintableText.lastLine(ending.errorOutput))
    }

    /// Waits until the program exceeds its time limit or the size limit of its file.
    private func watch() async throws -> Verdict {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(timeout)
        while clock.now < end {
            try await clock.sleep(until: min(end, clock.now + .milliseconds(200)))
            var status = stat()
            if stat(output, &status) == 0, status.st_size > largest { return .tooLarge }
        }
        return .tooSlow
    }
}
