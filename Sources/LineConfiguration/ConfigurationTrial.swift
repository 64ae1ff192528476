import Foundation
import Voice

/// Reads a configuration first in a separate process, which may crash on it.
///
/// The service then uses what that process read and found valid: it neither opens the files again nor parses a text
/// that has not been parsed safely before.
public struct ConfigurationTrial: Sendable {
    /// The answer of the other process: the problems, or the files it read.
    struct Answer: Codable {
        var problems: [ConfigurationError.Problem]
        var snapshot: ConfigurationSnapshot?
    }

    /// The command of this program that the other process runs.
    public static let command = "try-configuration"
    /// The most octets of an answer: the texts of all files, with every character escaped.
    private static let maximumOutput = 16 << 20
    private static let announcement = "reading "

    private let program: String
    private let timeout: Duration

    /// A trial with this program, which must have the command ``command``.
    ///
    /// The process limits its own processor time, see ``ProcessLimits``; the timeout is for a process that blocks, and
    /// long enough for a busy box.
    public init(program: String = "/proc/self/exe", timeout: Duration = .seconds(10)) {
        self.program = program
        self.timeout = timeout
    }

    /// The configuration of a main file and its `lines.d`; throws ``ConfigurationError``.
    public func configuration(at path: String) async throws(ConfigurationError) -> Configuration {
        try Configuration.load(path: path, from: try await snapshot(of: path))
    }

    /// The same at a start, when nothing runs yet: if no process can be started, this one reads it.
    public func configurationAtStart(at path: String) async throws(ConfigurationError) -> Configuration {
        switch await verdict(on: path) {
        case .read(let snapshot): try Configuration.load(path: path, from: snapshot)
        case .refused(let error): throw error
        case .notAttempted: try Configuration.load(path: path)
        }
    }

    /// The files of a valid configuration; throws ``ConfigurationError`` when it is invalid.
    public func snapshot(of path: String) async throws(ConfigurationError) -> ConfigurationSnapshot {
        switch await verdict(on: path) {
        case .read(let snapshot): return snapshot
        case .refused(let error): throw error
        case .notAttempted(let reason):
            throw Self.failure(path, "it could not be tried before it is used: \(reason)", hint: "try again later")
        }
    }

    private enum Verdict {
        case read(ConfigurationSnapshot)
        case refused(ConfigurationError)
        case notAttempted(String)
    }

    private func verdict(on path: String) async -> Verdict {
        let run = ProgramRun([program, Self.command, "--config", path], maximumOutput: Self.maximumOutput)
        let timeout = timeout
        do {
            switch try await run.outcome(unless: { try await Task.sleep(for: timeout) }) {
            case .ended(let ending): return Self.verdict(on: path, after: ending)
            case .killed:
                return .refused(
                    Self.failure(
                        path, "it took more than \(timeout.components.seconds) s to read",
                        hint: "look at what it names: a disk of the network, or a box that is very busy"))
            }
        } catch let fault as ProgramRun.Fault {
            switch fault {
            case .missing: return .notAttempted("\(program) cannot be started")
            case .noInput(let reason), .failed(let reason): return .notAttempted(reason)
            }
        } catch {
            return .notAttempted("the service is ending")
        }
    }

    private static func verdict(on path: String, after ending: ProgramRun.Ending) -> Verdict {
        guard ending.status == .exited(0) else { return .refused(failure(path, after: ending)) }
        do {
            let answer = try JSONDecoder().decode(Answer.self, from: Data(ending.output))
            if let snapshot = answer.snapshot { return .read(snapshot) }
            return .refused(ConfigurationError(problems: answer.problems))
        } catch {
            return .refused(failure(path, "it was read, and the answer of \(command) cannot be understood"))
        }
    }

    /// Runs in the other process: reads a configuration and answers on standard output, valid or not.
    ///
    /// It prints each file's name to standard error before reading it, so that the name is known after a crash.
    public static func answer(for path: String) throws -> Data {
        let files = ConfigurationFiles { file in
            FileHandle.standardError.write(Data((announcement + file + "\n").utf8))
        }
        var answer = Answer(problems: [], snapshot: nil)
        do throws(ConfigurationError) {
            _ = try Configuration.load(path: path, files: files)
            answer.snapshot = files.snapshot
        } catch {
            answer.problems = error.problems
        }
        return try JSONEncoder().encode(answer)
    }

    /// The error for a process that crashed, or ended without an answer.
    private static func failure(_ path: String, after ending: ProgramRun.Ending) -> ConfigurationError {
        let lines = String(decoding: ending.errorOutput, as: UTF8.self).split(separator: "\n")
        let last = lines.last { $0.hasPrefix(announcement) }?.dropFirst(announcement.count)
        let how =
            switch ending.status {
            case .signaled(let signal): "signal \(signal)"
            case .exited(let code): "exit code \(code)"
            }
        return failure(last.map(String.init) ?? path, "the program did not survive reading it (\(how))")
    }

    private static func failure(
        _ path: String, _ message: String, hint: String = "undo the last change to it"
    ) -> ConfigurationError {
        ConfigurationError(problems: [.init(file: path, message: message, hint: hint)])
    }
}
