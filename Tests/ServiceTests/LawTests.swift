import ControlAPI
import Foundation
import ModemSimulator
import Testing
import WordLiterals

/// A French mobile line: it records, and answers by text only what came after the rule was acknowledged.
@Suite(.serialized)
struct LawTests {
    @Test("a reload that acknowledges answers new texts, and never an old one", .timeLimit(.minutes(1)))
    func acknowledged() async throws {
        let bench = try Bench(policy: "min_send_interval = \"0s\"")
        try rewrite(bench) { $0.replacing("+15145550101", with: "+33612345678") }
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.deliver(from: "+33698765432", text: "un")
        let rows = try await bench.wait { $0.contains { $0.kind == "sms_received" } }
        #expect(rows.last { $0.kind == "sms_received" }?.reason == "replies_off")
        #expect(try bench.status().answer?.lines.first?.heldBy == "fr-arcep-2023")
        #expect(try await says(bench) { $0.contains("no text is sent") && !$0.contains("answered") })

        try rewrite(bench) { $0.replacing("[policy]", with: "[policy]\nlaw_acknowledged = [\"fr-arcep-2023\"]") }
        #expect(try ServiceProcess.command(["reload", "--config", bench.configuration]).code == 0)
        #expect(try bench.status().answer?.lines.first?.heldBy == nil)
        #expect(try await says(bench) { $0.contains("received and answered") })
        bench.modem.deliver(from: "+33698765433", text: "deux")
        _ = try await bench.modem.waitForSubmissions(1)
        let later = try await bench.wait { $0.contains { $0.kind == "reply_sent" } }
        #expect(later.filter { $0.kind == "sms_received" }.map(\.reason) == ["replies_off", nil])
        #expect(bench.modem.submissions.count == 1)

        // A reply that is planned is judged again by the rule that holds now.
        try rewrite(bench) { $0.replacing("[policy]", with: "[policy]\nreply_delay = \"1h\"") }
        #expect(try ServiceProcess.command(["reload", "--config", bench.configuration]).code == 0)
        bench.modem.deliver(from: "+33698765434", text: "trois")
        _ = try await bench.wait { $0.count { $0.kind == "reply_planned" } == 2 }
        try rewrite(bench) { $0.replacing("[\"fr-arcep-2023\"]", with: "[]") }
        #expect(try ServiceProcess.command(["reload", "--config", bench.configuration]).code == 0)
        let cancelled = try await bench.wait { $0.contains { $0.kind == "refused" } }
        #expect(cancelled.last { $0.kind == "refused" }?.reason == "replies_off")
        #expect(service.terminate() == 0)
    }

    /// Whether the line comes to say so of itself.
    private func says(_ bench: Bench, _ isWanted: (String) -> Bool) async throws -> Bool {
        for _ in 0..<50 {
            if let detail = try bench.status().answer?.lines.first?.detail, isWanted(detail) { return true }
            try await Task.sleep(for: .milliseconds(100))
        }
        return false
    }

    private func rewrite(_ bench: Bench, _ change: (String) -> String) throws {
        let text = try String(contentsOfFile: bench.configuration, encoding: .utf8)
        try change(text).write(toFile: bench.configuration, atomically: true, encoding: .utf8)
    }
}
