import Foundation
import Glibc
import TestFolders
import Testing

@testable import LineConfiguration

/// Whatever a configuration holds, it is refused in a sentence or it works; nothing ends, and nothing takes long.
///
/// `make fuzz-config` tries many more, see docs/architecture.md.
@Suite(.serialized)
struct ConfigurationMutationTests {
    /// A number of the environment, or what the tests take.
    private static func setting(_ name: String, _ usual: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? usual
    }

    private static let seed = setting("JEDISNON_MUTATION_SEED", 1)
    private static let usual = 20_000
    private static let count = setting("JEDISNON_MUTATIONS", usual)
    private static let runs = setting("JEDISNON_MUTATION_RUNS", 12)

    private static let folder = "/etc/jedisnon"
    private static let main = folder + "/jedisnon.toml"

    /// What came of the texts of one worker.
    private struct Tally {
        var refused = 0
        var working = 0
        var slowest = Duration.zero
        var faults: [String] = []
    }

    @Test("changed configurations are refused, each problem in one line with its place, or they work")
    func inProcess() async throws {
        let workers = max(1, ProcessInfo.processInfo.activeProcessorCount)
        let tallies = await withTaskGroup(of: Tally.self) { group in
            for worker in 0..<workers { group.addTask { Self.work(worker, of: workers) } }
            return await group.reduce(into: [Tally]()) { $0.append($1) }
        }
        let slowest = tallies.map(\.slowest).max() ?? .zero
        let (refused, working) = (tallies.map(\.refused).reduce(0, +), tallies.map(\.working).reduce(0, +))
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        if Self.count > Self.usual {
            print("\(refused) refused, \(working) working, slowest \(slowest), at most \(usage.ru_maxrss / 1024) MiB")
        }
        #expect(tallies.flatMap(\.faults).prefix(10) == [])
        #expect(refused + working == Self.count && refused > Self.count / 2 && working > Self.count / 200)
        #expect(slowest < .seconds(2))
        #expect(usage.ru_maxrss < 1 << 20, "in KiB: with all other tests of this process")
    }

    private static func work(_ worker: Int, of workers: Int) -> Tally {
        let mutation = Mutation(seed: UInt64(seed))
        let clock = ContinuousClock()
        var tally = Tally()
        // In a long run the text that ends the process is on the disk.
        let trace = count > usual ? "/tmp/jedisnon-mutation-\(worker).toml" : nil
        for number in stride(from: worker, to: count, by: workers) {
            let octets = mutation.text(number)
            if let trace { try? Data(octets).write(to: URL(filePath: trace)) }
            let start = clock.now
            switch problems(octets, asLineFile: number.isMultiple(of: 4)) {
            case nil: tally.working += 1
            case .some(let problems):
                tally.refused += 1
                tally.faults += problems.compactMap { fault(of: $0) }.map { "\(number): \($0)" }
                if problems.isEmpty { tally.faults.append("\(number): refused without a problem") }
            }
            tally.slowest = max(tally.slowest, clock.now - start)
        }
        return tally
    }

    /// What is wrong with a text as a configuration; nil when it works.
    private static func problems(_ octets: [UInt8], asLineFile: Bool) -> [ConfigurationError.Problem]? {
        guard let text = String(validating: octets, as: UTF8.self), !octets.contains(0) else {
            // Refused before it is read; the reader itself must stand it all the same.
            do throws(TOMLFault) {
                _ = try TOMLValue.table(of: String(decoding: octets, as: UTF8.self))
            } catch {
                return [.init(file: main, line: 1, message: error.description)]
            }
            return [.init(file: main, line: 1, message: "not text")]
        }
        var snapshot = ConfigurationSnapshot(texts: [main: text])
        if asLineFile {
            let other = ConfigurationFolder.line(id: "other", number: "+16135550199")
            snapshot.texts = [main: other, folder + "/lines.d/a.toml": text]
            snapshot.names = [folder + "/lines.d": ["a.toml"]]
        }
        do throws(ConfigurationError) {
            _ = try Configuration.load(path: main, from: snapshot)
            return nil
        } catch {
            return error.problems
        }
    }

    /// What a problem lacks.
    private static func fault(of problem: ConfigurationError.Problem) -> String? {
        let words = problem.description
        if !problem.file.hasPrefix(folder) { return "no file: \(words)" }
        if problem.message.hasPrefix("this is not TOML"), problem.line == nil { return "no line: \(words)" }
        if problem.key != nil, problem.line == nil { return "a key without a line: \(words)" }
        if words.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x202E }) { return "raw: \(words)" }
        return nil
    }

    @Test("the program ends with 78 and sentences, or with 0, in less than 2 s of a processor and 512 MiB")
    func program() throws {
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "jedisnon").path(percentEncoded: false)
        let mutation = Mutation(seed: UInt64(Self.seed) &+ 1)
        let folder = try ConfigurationFolder("")
        for number in 0..<Self.runs {
            try Data(mutation.text(number)).write(to: URL(filePath: folder.file))
            let process = Process()
            let complaints = Pipe()
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = [
                "-c", "ulimit -t 2 -d 524288; exec \"$0\" line list --config \"$1\"", program, folder.file,
            ]
            process.standardOutput = FileHandle.nullDevice
            process.standardError = complaints
            try process.run()
            let words = String(decoding: complaints.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationReason == .exit, "\(number) of seed \(Self.seed) ended the program: \(words)")
            // 73: a state folder that cannot be read is found by a configuration that works.
            #expect(
                [0, 73, 78].contains(process.terminationStatus), "\(number): \(process.terminationStatus) \(words)")
            if process.terminationStatus == 78 { #expect(words.contains("jedisnon.toml"), "\(number): \(words)") }
        }
    }
}
