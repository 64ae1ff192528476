import ControlAPI
import Foundation
import Glibc
import ModemSimulator
import Testing
import Vocabulary
import WordLiterals

/// `erase` and `keep` of the real program.
@Suite(.serialized)
struct ErasureServiceTests {
    private static let number = "+15145550123"
    private static let secret = "Zinnoberrot am Kanal um neun"

    @Test(
        "a person is erased from the disk; a reader in the way is said, and waited for over a restart",
        .timeLimit(.minutes(2)))
    func erase() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.deliver(from: Self.number, text: Self.secret)
        _ = try await bench.wait { $0.contains { $0.kind == .replySent } }
        #expect(try holds(Self.secret, bench))

        let reader = try DatabaseLock(
            bench.folder + "/state/jedisnon.db", by: "BEGIN;\nSELECT count(*) FROM event;")
        let blocked = try command(bench, "erase", Self.number)
        #expect(blocked.code == 1 && blocked.output.contains("Erased: s-") && !blocked.output.contains(Self.number))
        #expect(blocked.errors.contains("still on the disk"))
        #expect(try bench.status().answer?.isErasurePending == true)
        #expect(service.terminate() == 0)
        #expect(try bench.status().answer?.isErasurePending == true)
        #expect(try command(bench, "erase", Self.number).code == 69)

        let again = try bench.start()
        _ = try await bench.wait(for: "ready")
        #expect(try bench.status().answer?.isErasurePending == true)
        reader.end()
        for _ in 0..<100 where try bench.status().answer?.isErasurePending == true {
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(try bench.status().answer?.isErasurePending == false)
        #expect(try !holds(Self.secret, bench) && !holds(String(Self.number.dropFirst()), bench))
        let rows = try await bench.events(reveal: true)
        #expect(rows.allSatisfy { $0.sender == nil && $0.text == nil })
        let action = try #require(rows.first { $0.details["action"] == .string("erase") })
        #expect(action.senderID == rows.first { $0.kind == .smsReceived }?.senderID)
        #expect(again.terminate() == 0)
    }

    @Test("somebody is kept, listed, not erased, and let go again", .timeLimit(.minutes(2)))
    func keep() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.deliver(from: Self.number, text: Self.secret)
        _ = try await bench.wait { $0.contains { $0.kind == .replySent } }
        for date in ["yesterday", "2020-01-31", "2027-02-30", ""] {
            let refused = try command(bench, "keep", Self.number, "--until", date)
            #expect(refused.code == 64 && !refused.errors.isEmpty, "\(date)")
        }
        for arguments in [["--end"], ["--until", "2030-01-31"], [Self.number], [Self.number, "--end", "--why", "x"]] {
            #expect(try command(bench, ["keep"] + arguments).code == 64, "\(arguments)")
        }
        let kept = try command(bench, "keep", Self.number, "--until", "2037-01-31", "--why", "complaint\u{202E}")
        #expect(kept.code == 0 && kept.output.contains("until 2037-02-01 00:00:00"), "\(kept)")
        let list = try JSONText.value(KeepsAnswer.self, from: command(bench, "keep", "--json").output.utf8)
        #expect(list.keeps.map(\.number) == ["+1514•••••23"] && list.keeps.map(\.contents) == [2])
        let refused = try command(bench, "erase", list.keeps[0].senderID)
        #expect(refused.code == 64 && refused.errors.contains("--end"))
        #expect(try holds(Self.secret, bench))

        #expect(try command(bench, "keep", Self.number, "--end").output.hasPrefix("Ended"))
        #expect(try command(bench, "keep", Self.number, "--end").output.hasPrefix("Nothing to do"))
        #expect(try command(bench, "erase", list.keeps[0].senderID).code == 0)
        #expect(try !holds(Self.secret, bench))
        #expect(service.terminate() == 0)
        #expect(try command(bench, "keep").output == "Nobody's contacts are kept.\n")
        #expect(try command(bench, "keep", Self.number, "--until", "2037-01-31").code == 69)
    }

    private func command(_ bench: Bench, _ arguments: String...) throws -> (output: String, errors: String, code: Int32)
    {
        try command(bench, arguments)
    }

    private func command(_ bench: Bench, _ arguments: [String]) throws -> (output: String, errors: String, code: Int32)
    {
        try ServiceProcess.command(arguments + ["--config", bench.configuration])
    }

    /// Whether a text stands anywhere in the files of the state folder.
    private func holds(_ text: String, _ bench: Bench) throws -> Bool {
        let folder = bench.folder + "/state"
        return try FileManager.default.subpathsOfDirectory(atPath: folder).contains { name in
            var status = stat()
            guard stat(folder + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
            return try Data(contentsOf: URL(filePath: folder + "/" + name)).range(of: Data(text.utf8)) != nil
        }
    }
}
