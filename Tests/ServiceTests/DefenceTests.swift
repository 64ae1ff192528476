import ControlAPI
import Foundation
import ModemSimulator
import Testing
import Vocabulary
import WordLiterals

/// Raid mode by hand, quiet hours and notices, with the real program.
@Suite(.serialized)
struct DefenceTests {
    @Test("raid mode by hand: nobody is answered, over a restart too, until its end", .timeLimit(.minutes(2)))
    func raid() async throws {
        let bench = try Bench()
        #expect(try command(bench, "raid", "on").code == 69)
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        let unknown = try command(bench, "raid", "on", "atlantis")
        #expect(unknown.code == 64 && unknown.errors.contains("no line is called atlantis"))
        let on = try command(bench, "raid", "on")
        #expect(on.code == 0 && on.output.contains("Raid mode is on: montreal"))
        #expect(try command(bench, "raid", "on", "montreal").output.contains("on already"))
        bench.modem.deliver(from: "+15145550123", text: "salut")
        let refused = try await bench.wait { $0.contains { $0.kind == .smsReceived } }
        #expect(refused.last { $0.kind == .smsReceived }?.reason == .known(.raid))
        #expect(service.terminate() == 0)

        let again = try bench.start()
        // While it starts, the picture of its last run is shown.
        for _ in 0..<100 where try bench.status().answer?.service.state != .known(.running) {
            try await Task.sleep(for: .milliseconds(50))
        }
        let line = try await bench.wait(for: "ready")
        #expect(line.raid && line.raidByHand && line.raidSince != nil)
        #expect(try command(bench, "raid", "off").output.contains("The raid is over: montreal"))
        bench.modem.deliver(from: "+15145550124", text: "salut")
        let rows = try await bench.wait { $0.contains { $0.kind == .replySent } }
        let end = try #require(rows.first { $0.kind == .raidEnded })
        #expect(end.details["contacts"] == .integer(1) && end.details["spent"] == .string("0.00"))
        let actions = rows.filter { $0.kind == .operatorAction }.map { $0.details["action"] }
        #expect(actions == [.string("raid_on"), .string("raid_off")])
        #expect(again.terminate() == 0)
    }

    @Test("quiet hours hold a reply; a configuration without them lets it go", .timeLimit(.minutes(1)))
    func quiet() async throws {
        let bench = try Bench(policy: "min_send_interval = \"0s\"\nquiet = [\"00:00-24:00\"]")
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.deliver(from: "+15145550123", text: "salut")
        _ = try await bench.wait { $0.contains { $0.kind == .replyPlanned } }
        try await Task.sleep(for: .seconds(2))
        let line = try #require(try bench.status().answer?.lines.first)
        #expect(line.queued == 1 && line.replied == 0 && line.quietUntil != nil)
        let text = try String(contentsOfFile: bench.configuration, encoding: .utf8)
        try text.replacingOccurrences(of: "quiet = [\"00:00-24:00\"]", with: "")
            .write(toFile: bench.configuration, atomically: true, encoding: .utf8)
        #expect(try command(bench, "reload").code == 0)
        _ = try await bench.wait { $0.contains { $0.kind == .replySent } }
        #expect(service.terminate() == 0)
    }

    @Test(
        "each notice is a file in the spool: a sign of life, a line that fails and comes back, a crash, a test",
        .timeLimit(.minutes(3)))
    func notices() async throws {
        let bench = try Bench(more: "[notify]\nspool = \"spool\"\nafter = \"1s\"\nalive = \"24h\"")
        let spool = bench.folder + "/spool"
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        let missing = try command(bench, "notify", "test", "--wait", "1")
        #expect(missing.code == 73 && missing.errors.contains("no notice can be written into"))
        try FileManager.default.createDirectory(atPath: spool, withIntermediateDirectories: false)
        let test = try command(bench, "notify", "test", "--wait", "1")
        #expect(test.code == 1 && test.errors.contains("nobody took the notice"))
        #expect(try await file(spool) { $0.kind == .known(.test) }.text == "un essai\u{A0}: cet avis est arrivé")

        #expect(try await file(spool) { $0.kind == .known(.alive) }.phase == .known(.once))
        bench.modem.deliver(from: "+15145550123", text: "a")
        _ = try await bench.wait { $0.contains { $0.kind == .smsReceived } }
        let out = bench.folder + "/file.json"
        let export = try command(
            bench, "export", "--sender", "+15145550123", "--purpose", "a head leaves the box", "--out", out)
        #expect(export.code == 0, "\(export)")
        bench.modem.reconfigure { $0.registration = .denied }
        let down = try await file(spool) { $0.kind == .known(.lineDown) && $0.phase == .known(.began) }
        #expect(down.lines == ["montreal"] && down.since != nil && down.lastedSeconds == nil)
        let head = try #require(down.head)
        #expect(try command(bench, "head").output == head.note && !down.isEvidenceKeyLost)
        bench.modem.reconfigure { $0.registration = .home }
        let up = try await file(spool) { $0.kind == .known(.lineDown) && $0.phase == .known(.ended) }
        #expect(up.lastedSeconds != nil)

        // The key of the evidence log is looked for where it lies, not only when something is signed.
        let key = bench.folder + "/state/evidence.key"
        #expect(rename(key, key + ".away") == 0, "\(key)")
        let lost = try await file(spool) { $0.kind == .known(.evidenceKey) && $0.phase == .known(.began) }
        #expect(lost.isEvidenceKeyLost && lost.lines == [] && lost.text.contains("evidence.key"))
        #expect(rename(key + ".away", key) == 0)
        let back = try await file(spool) { $0.kind == .known(.evidenceKey) && $0.phase == .known(.ended) }
        #expect(!back.isEvidenceKeyLost && back.lastedSeconds != nil)

        service.killHard()
        let again = try bench.start()
        _ = try await file(spool) { $0.kind == .known(.crash) }
        #expect(again.terminate() == 0)
        let signs = try files(spool).count { $0.kind == .known(.alive) }
        #expect(signs == 1)
        let told = try await bench.events().filter { $0.kind == .notice }.map { $0.details["kind"] }
        #expect(
            told == ["alive", "line_down", "line_down", "evidence_key", "evidence_key", "crash"].map { .string($0) })
    }

    private func command(_ bench: Bench, _ arguments: String...) throws -> (output: String, errors: String, code: Int32)
    {
        try ServiceProcess.command(arguments + ["--config", bench.configuration])
    }

    private func files(_ spool: String) throws -> [AlertFile] {
        try FileManager.default.contentsOfDirectory(atPath: spool).filter { !$0.hasPrefix(".") }.sorted().map {
            try JSONText.value(AlertFile.self, from: Data(contentsOf: URL(filePath: spool + "/" + $0)))
        }
    }

    private func file(_ spool: String, _ isWanted: (AlertFile) -> Bool) async throws -> AlertFile {
        for _ in 0..<600 {
            if let found = try files(spool).last(where: isWanted) { return found }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw BenchError(what: "no such notice came: \(try files(spool).map(\.id))")
    }
}
