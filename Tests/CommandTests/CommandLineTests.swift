import ArgumentParser
import ControlAPI
import Testing
import Vocabulary
import WordLiterals

@testable import jedisnon

struct CommandLineTests {
    @Test(
        "--since takes a duration or a time",
        arguments: [
            ("30s", Int64(30)), ("5m", 300), ("2h", 7200), ("7d", 604_800), ("0s", 0),
            ("999999999d", 86_399_999_913_600),
        ])
    func since(text: String, seconds: Int64) throws {
        let now = ZonedTime(milliseconds: 1_795_626_000_000)
        #expect(try Since.time(text, now: now) == ZonedTime(milliseconds: now.milliseconds - seconds * 1000))
    }

    @Test(
        "--since refuses what it does not understand",
        arguments: ["", "5", "m", "-5m", "5 m", "5w", "1e3s", "9999999999s", "2026-11-25"])
    func badSince(text: String) {
        #expect(throws: ValidationError.self) { try Since.time(text, now: ZonedTime(milliseconds: 0)) }
    }

    @Test(
        "wrong usage is exit code 64",
        arguments: [
            ["block", "514-555-0101"], ["block"], ["unblock", "s-12"], ["budget", "add", "0"], ["budget", "add", "x"],
            ["budget", "add", "-5"], ["events", "--since", "yesterday"], ["events", "--last", "0"], ["backup"],
            ["line", "pause"], ["nonsense"], ["status", "--nonsense"], ["prompt", "render"], ["prompt", "check"],
            ["prompt", "render", "montreal", "--text", "x", "--out", "y"],
            ["prompt", "render", "--text", "x", "--language", "de", "--out", "y"],
        ])
    func usage(arguments: [String]) async throws {
        let error = await #expect(throws: (any Error).self) { _ = try await Jedisnon.asyncParseAsRoot(arguments) }
        let known = try #require(error)
        #expect(Jedisnon.exitCode(for: known).rawValue == 64)
    }

    @Test(
        "right usage is understood",
        arguments: [
            ["block", "+15145550101", "--note", "x"], ["unblock", "s-0123456789abcdef"], ["budget"],
            ["budget", "--json"],
            ["budget", "add", "25.50"], ["events", "--since", "2h", "--last", "5", "--follow", "--json", "--reveal"],
            ["line", "pause", "montreal", "--release-port", "--why", "x"], ["line", "list", "--socket", "/x"],
            ["status", "--json", "--watch", "--config", "x.toml"], ["backup", "x.db"], ["reload"],
            ["blocks", "--json"], ["prompt", "list", "--json"], ["prompt", "render", "montreal", "-o", "x.wav"],
            ["prompt", "render", "--line", "montreal", "--out", "x.wav", "--rate", "16000"],
            ["prompt", "play", "--text", "Non.", "--language", "fr"], ["prompt", "check", "a.wav", "b.wav", "--json"],
            ["line", "verify", "montreal", "--voice"],
        ])
    func understood(arguments: [String]) async throws {
        _ = try await Jedisnon.asyncParseAsRoot(arguments)
    }

    @Test("an error says what happened and what to do next")
    func errorText() {
        let error = ControlError(.usage, "this happened", hint: "do that")
        #expect(CommandError.text(error) == "jedisnon: this happened\n  do that")
        #expect(CommandError.known(CancellationError())?.message == "it was ended before it was done")
    }
}
