import Foundation
import Glibc

/// The built `jedisnon` as a process of its own, so that it can be killed.
final class ServiceProcess {
    /// The program beside the test bundle.
    static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "jedisnon")

    private let process = Process()

    /// Starts `jedisnon run` with a configuration; its log goes to a file.
    init(
        configuration: String, log: String, asNobody: Bool = false, environment: [String: String] = [:],
        more: [String] = []
    ) throws {
        if !FileManager.default.fileExists(atPath: log) {
            _ = FileManager.default.createFile(atPath: log, contents: nil)
        }
        let output = try FileHandle(forWritingTo: URL(filePath: log))
        try output.seekToEnd()
        let arguments = ["run", "--verbose", "--config", configuration] + more
        process.executableURL = asNobody ? URL(filePath: "/usr/bin/setpriv") : Self.program
        process.arguments =
            asNobody
            ? ["--reuid=65534", "--regid=65534", "--clear-groups", Self.program.path(percentEncoded: false)] + arguments
            : arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        process.standardError = output
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
    }

    /// SIGHUP: read the configuration again.
    func hangUp() {
        kill(process.processIdentifier, SIGHUP)
    }

    /// `kill -9`.
    func killHard() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// SIGTERM, and the exit code.
    func terminate() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// What the process holds now.
    func size() throws -> ProcessSize {
        try ProcessSize(process.processIdentifier)
    }

    /// Runs a command to its end.
    static func command(_ arguments: [String]) throws -> (output: String, errors: String, code: Int32) {
        let process = Process()
        let (output, errors) = (Pipe(), Pipe())
        process.executableURL = program
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (text, complaint, process.terminationStatus)
    }
}

/// What a process has of the machine.
struct ProcessSize {
    /// What its descriptors are open on.
    var open: [String]
    var threads: Int
    var residentKiB: Int

    init(_ process: Int32) throws {
        // Not counted: the library of the make-believe /sys keeps a socket for each device that is opened, and loses some
        // when two are opened at once. Ours have a path: who asks the service comes by its control socket.
        let folder = "/proc/\(process)/fd/"
        let sockets = try FileHandle(forReadingFrom: URL(filePath: "/proc/\(process)/net/unix")).readToEnd() ?? Data()
        let nameless = String(decoding: sockets, as: UTF8.self).split(separator: "\n")
            .map { $0.split(separator: " ") }.filter { $0.count == 7 }.map { "socket:[\($0[6])]" }
        let all = try FileManager.default.contentsOfDirectory(atPath: folder)
            .compactMap { try? FileManager.default.destinationOfSymbolicLink(atPath: folder + $0) }
        open = all.filter { !nameless.contains($0) }.sorted()
        let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8).split(separator: "\n")
        func number(_ name: String) -> Int {
            status.first { $0.hasPrefix(name) }.flatMap { Int($0.filter(\.isNumber)) } ?? 0
        }
        threads = number("Threads:")
        residentKiB = number("VmRSS:")
    }
}
