import Glibc

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

    /// An end in order, or not.
    struct Ending: Sendable {
        /// Empty when all went well, else such as "exit 1".
        let status: String
        /// The last line of what it complained about.
        let lastWords: String
    }

    private enum Verdict: Sendable {
        case tooSlow
        case tooLarge
    }

    /// Runs it to its end, or to its time limit.
    func ending() async throws(PromptError) -> Ending {
        let outcome: ProgramRun.Outcome<Verdict>
        do {
            outcome = try await ProgramRun(command, input: input).outcome { try await watch() }
        } catch let fault as ProgramRun.Fault {
            switch fault {
            case .missing: throw PromptError(.programMissing(program: command[0]))
            case .noInput(let reason): throw PromptError(.unreadable(path: input, reason: reason))
            case .failed(let reason):
                throw PromptError(
                    .programFailed(program: command[0], status: "not run", reason: PrintableText.lastLine(reason.utf8)))
            }
        } catch {
            throw PromptError(.programFailed(program: command[0], status: "stopped", reason: ""))
        }
        switch outcome {
        case .ended(let ending): return Self.ending(ending)
        case .killed(.tooSlow): throw PromptError(.programTooSlow(program: command[0], seconds: timeout))
        case .killed(.tooLarge):
            throw PromptError(.tooLong(what: "the spoken message", seconds: SoundFile.longest))
        }
    }

    private static func ending(_ ending: ProgramRun.Ending) -> Ending {
        let status =
            switch ending.status {
            case .exited(0): ""
            case .exited(let code): "exit \(code)"
            case .signaled(let signal): "signal \(signal)"
            }
        return Ending(status: status, lastWords: PrintableText.lastLine(ending.complaint))
    }

    /// Waits until the program has had its time, or has written more than any prompt needs.
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
