import Foundation
import Glibc
internal import Subprocess

/// One run of a speech program, and how it ended.
struct SpeechRun: Sendable {
    /// The program and its arguments.
    let command: [String]
    /// The file that becomes its standard input.
    ///
    /// A file and not a pipe: writing to a pipe that the program does not read would end this process with SIGPIPE.
    let input: String
    /// The file it writes.
    let output: String
    /// Seconds it may take.
    let patience: Double
    /// Bytes it may write.
    var largest = SoundFile.largest

    /// An end in order, or not.
    struct Ending: Sendable {
        /// Empty when all went well, else such as "exit 1".
        let status: String
        /// The last line of what it complained about.
        let lastWords: String
    }

    private enum Event: Sendable {
        case ended(Ending)
        case tooSlow
        case tooLarge
    }

    /// Runs it to its end, which is not later than the patience lasts.
    func ending() async throws(PromptError) -> Ending {
        let event: Event
        do {
            event = try await withThrowingTaskGroup(of: Event.self) { group in
                group.addTask { .ended(try await run()) }
                group.addTask { try await watch() }
                // The other one is cancelled, and a program that still runs is killed before the group ends.
                defer { group.cancelAll() }
                return try await group.next() ?? .tooSlow
            }
        } catch let error as PromptError {
            throw error
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw PromptError(.programMissing(program: command[0]))
        } catch let error as SubprocessError {
            throw PromptError(
                .programFailed(program: command[0], status: "not run", reason: Plain.lastLine(error.description.utf8)))
        } catch {
            throw PromptError(.programFailed(program: command[0], status: "stopped", reason: ""))
        }
        switch event {
        case .ended(let ending): return ending
        case .tooSlow: throw PromptError(.programTooSlow(program: command[0], seconds: patience))
        case .tooLarge: throw PromptError(.tooLong(what: "the spoken message", seconds: SoundFile.longest))
        }
    }

    private func run() async throws -> Ending {
        let descriptor = open(input, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw PromptError(.unreadable(path: input, reason: String(cString: strerror(errno))))
        }
        defer { close(descriptor) }
        let text = SystemTypes.value(descriptor).map {
            FileDescriptorInput.fileDescriptor($0, closeAfterSpawningProcess: false)
        }
        guard let text else { throw PromptError(.unreadable(path: input, reason: "no descriptor")) }
        var options = PlatformOptions()
        // A session of its own, so that what the program started is ended with it.
        options.createSession = true
        options.teardownSequence = [
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .seconds(1))
        ]
        let result = try await Subprocess.run(
            program, arguments: Arguments(Array(command.dropFirst())), platformOptions: options, input: text,
            output: .discarded, error: .sequence
        ) { execution in
            await Self.lastBytes(of: execution.standardError)
        }
        let words = Plain.lastLine(result.closureResult)
        switch result.terminationStatus {
        case .exited(0): return Ending(status: "", lastWords: words)
        case .exited(let code): return Ending(status: "exit \(code)", lastWords: words)
        case .signaled(let signal): return Ending(status: "signal \(signal)", lastWords: words)
        }
    }

    private var program: Executable {
        command[0].contains("/") ? .path(SystemTypes.text(command[0])) : .name(command[0])
    }

    /// The end of what a program complains about, however much that is.
    private static func lastBytes(of stream: SubprocessOutputSequence) async -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            for try await buffer in stream {
                bytes += buffer.withUnsafeBytes { Array($0.suffix(4096)) }
                bytes.removeFirst(max(0, bytes.count - 4096))
            }
        } catch {
            // What was read until then is what there is to say.
            return bytes
        }
        return bytes
    }

    /// Waits until the program has had its time, or has written more than any prompt needs.
    private func watch() async throws -> Event {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(patience)
        while clock.now < end {
            try await clock.sleep(until: min(end, clock.now + .milliseconds(200)))
            var status = stat()
            if stat(output, &status) == 0, status.st_size > largest { return .tooLarge }
        }
        return .tooSlow
    }
}

/// Values of swift-system, which Subprocess takes and this package does not import.
///
/// They are made through protocols of Swift itself.
private enum SystemTypes {
    /// A `FileDescriptor`.
    static func value<Value: RawRepresentable<Int32>>(_ raw: Int32) -> Value? {
        Value(rawValue: raw)
    }

    /// A `FilePath`.
    static func text<Value: ExpressibleByStringLiteral>(_ text: String) -> Value
    where Value.StringLiteralType == String {
        Value(stringLiteral: text)
    }
}
