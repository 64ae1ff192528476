import Glibc
internal import Subprocess

/// One run of another program, and how it ended.
///
/// The program inherits only its three standard descriptors and runs in a session of its own. Cancelling the task kills
/// it and all its children.
public struct ProgramRun: Sendable {
    /// How a program ended.
    public enum Status: Equatable, Sendable {
        /// It exited with this code.
        case exited(Int32)
        /// A signal ended it.
        case signaled(Int32)
    }

    /// The result of a program that ended.
    public struct Ending: Sendable {
        /// How it ended.
        public var status: Status
        /// Its standard output, if that was kept.
        public var output: [UInt8]
        /// The last 4,096 octets of its standard error.
        public var errorOutput: [UInt8]
    }

    /// Which came first: the end of the program or that of its watcher.
    public enum Outcome<Verdict: Sendable>: Sendable {
        /// The program ended.
        case ended(Ending)
        /// The watcher had it killed, for this reason.
        case killed(Verdict)
    }

    /// Why a program did not run.
    public enum Fault: Error, Equatable, Sendable {
        /// The program does not exist.
        case missing
        /// The file for its standard input cannot be opened.
        case noInput(String)
        /// The system could not start it, or it wrote too much.
        case failed(String)
    }

    private let command: [String]
    private let input: String
    private let maximumOutput: Int

    /// A program, by its path or its name, with its arguments, and the file that becomes its standard input.
    ///
    /// A file and not a pipe: writing to a pipe that the program does not read would end this process with SIGPIPE.
    /// Output of up to `maximumOutput` octets is kept, and more is a fault; with 0 it is discarded.
    public init(_ command: [String], input: String = "/dev/null", maximumOutput: Int = 0) {
        self.command = command
        self.input = input
        self.maximumOutput = maximumOutput
    }

    /// Runs it to its end, or until `watch` returns.
    public func outcome<Verdict: Sendable>(
        unless watch: @escaping @Sendable () async throws -> Verdict
    ) async throws -> Outcome<Verdict> {
        try await withThrowingTaskGroup(of: Outcome<Verdict>.self) { group in
            group.addTask { .ended(try await ending()) }
            group.addTask { .killed(try await watch()) }
            // The other task is cancelled, and a program that still runs is killed before the group ends.
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw CancellationError() }
            return first
        }
    }

    private func ending() async throws -> Ending {
        let descriptor = open(input, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Fault.noInput(String(cString: strerror(errno))) }
        defer { close(descriptor) }
        let text = SystemTypes.value(descriptor).map {
            FileDescriptorInput.fileDescriptor($0, closeAfterSpawningProcess: false)
        }
        guard let text else { throw Fault.noInput("no descriptor") }
        do {
            if maximumOutput == 0 {
                let result = try await Subprocess.run(
                    program, arguments: arguments, environment: Self.environment, platformOptions: Self.options,
                    input: text, output: .discarded, error: .sequence
                ) { await Self.lastBytes(of: $0.standardError) }
                return Ending(
                    status: Status(result.terminationStatus), output: [], errorOutput: result.closureResult)
            }
            let result = try await Subprocess.run(
                program, arguments: arguments, environment: Self.environment, platformOptions: Self.options,
                input: text, output: .bytes(limit: maximumOutput), error: .sequence
            ) { await Self.lastBytes(of: $0.standardError) }
            return Ending(
                status: Status(result.terminationStatus), output: result.standardOutput,
                errorOutput: result.closureResult
            )
        } catch let error as SubprocessError {
            throw error.code == .executableNotFound ? Fault.missing : Fault.failed(error.description)
        }
    }

    private var program: Executable {
        command[0].contains("/") ? .path(SystemTypes.text(command[0])) : .name(command[0])
    }

    private var arguments: Arguments { Arguments(Array(command.dropFirst())) }

    /// A crashing Swift program ends at once, instead of printing a backtrace.
    private static var environment: Environment { .inherit.updating(["SWIFT_BACKTRACE": "enable=no"]) }

    private static var options: PlatformOptions {
        var options = PlatformOptions()
        // A session of its own, so that the program's children are ended with it.
        options.createSession = true
        options.teardownSequence = [
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .seconds(1))
        ]
        return options
    }

    /// The end of a program's standard error, however long it is.
    private static func lastBytes(of stream: SubprocessOutputSequence) async -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            for try await buffer in stream {
                bytes += buffer.withUnsafeBytes { Array($0.suffix(4096)) }
                bytes.removeFirst(max(0, bytes.count - 4096))
            }
        } catch {
            // The part read so far is used.
            return bytes
        }
        return bytes
    }
}

extension ProgramRun.Status {
    fileprivate init(_ status: TerminationStatus) {
        switch status {
        case .exited(let code): self = .exited(code)
        case .signaled(let signal): self = .signaled(signal)
        }
    }
}

/// Makes values of swift-system, which Subprocess needs and this package does not import.
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
