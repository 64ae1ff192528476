import Foundation
import Glibc
import TestFolders
import Testing
import Vocabulary

@testable import LineConfiguration

/// A process that reads the configuration for the service, and what may become of it.
struct ConfigurationTrialTests {
    /// A trial with a program of a few lines in the place of ours.
    private func trial(_ folder: ConfigurationFolder, _ script: String, timeout: Duration = .seconds(20)) throws
        -> ConfigurationTrial
    {
        let program = folder.path + "/program"
        try folder.write("#!/bin/sh\n" + script + "\n", to: "program")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        return ConfigurationTrial(program: program, timeout: timeout)
    }

    private func problem(_ folder: ConfigurationFolder, _ trial: ConfigurationTrial) async throws -> String {
        let error = await #expect(throws: ConfigurationError.self) {
            _ = try await trial.configuration(at: folder.file)
        }
        let problems = try #require(error).problems
        #expect(problems.count == 1)
        return problems[0].description.replacing(folder.path + "/", with: "")
    }

    @Test("the program itself answers: with what it read, or with every problem")
    func real() async throws {
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "jedisnon").path(percentEncoded: false)
        let trial = ConfigurationTrial(program: program, timeout: .seconds(60))
        let folder = try ConfigurationFolder(ConfigurationTests.contract)
        #expect(try await trial.configuration(at: folder.file) == folder.load())
        try folder.write("[[[", to: "lines.d/a.toml")
        let expected = folder.problems()
        #expect(expected.first?.hasPrefix("lines.d/a.toml:1: this is not TOML") == true)
        #expect(try await problem(folder, trial) == expected.first)
    }

    @Test("one that dies names the file it died of, and nothing is loaded")
    func dead() async throws {
        let folder = try ConfigurationFolder("")
        let trial = try trial(
            folder, "echo \"reading $3\" >&2; echo 'reading /x/lines.d/a.toml' >&2; echo trap >&2; kill -ILL $$")
        #expect(
            try await problem(folder, trial)
                == "/x/lines.d/a.toml: the program did not survive reading it (signal 4); undo the last change to it")
        let mute = try self.trial(folder, "exit 3")
        #expect(
            try await problem(folder, mute)
                == "jedisnon.toml: the program did not survive reading it (exit code 3); undo the last change to it")
    }

    @Test("one that waits is ended with all it started")
    func slow() async throws {
        let folder = try ConfigurationFolder("")
        let trial = try trial(folder, "sleep 600 & echo $! > \"$(dirname \"$3\")/pid\"; wait", timeout: .seconds(1))
        let clock = ContinuousClock()
        let start = clock.now
        #expect(try await problem(folder, trial).hasPrefix("jedisnon.toml: it took more than 1 s to read"))
        #expect(clock.now - start < .seconds(60))
        let sleeper = try String(contentsOfFile: folder.path + "/pid", encoding: .utf8)
        let status = "/proc/\(sleeper.trimmingCharacters(in: .whitespacesAndNewlines))/status"
        for _ in 0..<100 where (try? String(contentsOfFile: status, encoding: .utf8))?.contains("State:\tS") == true {
            try await Task.sleep(for: .milliseconds(50))
        }
        // Gone, or a zombie that nobody waits for in a container.
        #expect((try? String(contentsOfFile: status, encoding: .utf8))?.contains("State:\tS") != true)
    }

    @Test("one that says something else, or too much, is not believed")
    func garbage() async throws {
        let folder = try ConfigurationFolder("")
        #expect(try await problem(folder, trial(folder, "echo '{'")).contains("cannot be understood"))
        #expect(try await problem(folder, trial(folder, "head -c 20000000 /dev/zero")).contains("could not be tried"))
    }

    @Test("where none can be started a reload is refused, and a start reads the files itself")
    func none() async throws {
        let folder = try ConfigurationFolder(ConfigurationFolder.line())
        let trial = ConfigurationTrial(program: folder.path + "/absent")
        #expect(try await problem(folder, trial).contains("could not be tried before it is used"))
        #expect(try await trial.configurationAtStart(at: folder.file) == folder.load())
    }

    @Test("it gets no descriptor but the standard ones")
    func descriptors() async throws {
        let folder = try ConfigurationFolder("")
        // A descriptor that programs inherit, as a library might leave one.
        let leak = try FileHandle(forReadingFrom: URL(filePath: folder.file))
        #expect(fcntl(leak.fileDescriptor, F_SETFD, 0) == 0)
        let trial = try trial(folder, "ls -l /proc/$$/fd > \"$(dirname \"$3\")/fds\"; exit 3")
        _ = try await problem(folder, trial)
        let open = try String(contentsOfFile: folder.path + "/fds", encoding: .utf8)
        #expect(!open.contains("jedisnon.toml"), "\(open)")
    }
}
