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
    /// How many descriptors it has, those of the testbed left out.
    var descriptors: Int
    /// What all of them are open on.
    var open: [String]
    var threads: Int
    var residentKiB: Int

    init(_ process: Int32) throws {
        let folder = "/proc/\(process)/"
        // A file of /proc says no length, and is only read to its end like this.
        func lines(_ name: String, by separator: Character) throws -> [Substring] {
            let octets = try FileHandle(forReadingFrom: URL(filePath: folder + name)).readToEnd() ?? Data()
            return String(decoding: octets, as: UTF8.self).split(separator: separator)
        }
        // The library of the make-believe /sys connects a socket for each device that is opened, and loses some when two are
        // opened at once. They are not the service's: each has its other end at the testbed.
        let testbed = try lines("environ", by: "\0").first { $0.hasPrefix("UMOCKDEV_DIR=") }?.dropFirst(13)
        let connected = try lines("net/unix", by: "\n").count { line in
            let fields = line.split(separator: " ")
            return testbed.map { fields.last?.hasPrefix($0 + "/ioctl/") ?? false && fields[5] == "03" } ?? false
        }
        open = try FileManager.default.contentsOfDirectory(atPath: folder + "fd")
            .compactMap { try? FileManager.default.destinationOfSymbolicLink(atPath: folder + "fd/" + $0) }.sorted()
        descriptors = open.count - connected
        let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8).split(separator: "\n")
        func number(_ name: String) -> Int {
            status.first { $0.hasPrefix(name) }.flatMap { Int($0.filter(\.isNumber)) } ?? 0
        }
        threads = number("Threads:")
        residentKiB = number("VmRSS:")
    }
}
