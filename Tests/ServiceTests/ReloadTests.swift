import ControlAPI
import Foundation
import ModemSimulator
import Testing
import WordLiterals

/// What a line has in hand goes on over a reload; what comes after goes by the new settings.
@Suite(.serialized)
struct ReloadTests {
    @Test("a caller hears the message to its end, the next one hears the new one", .timeLimit(.minutes(1)))
    func duringACall() async throws {
        let bench = try Bench.speaking(message: nil)
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        #expect(bench.modem.ring(from: "+15145550123"))
        try await bench.modem.wait(for: "sound") { ($0.calls.last?.heard.count ?? 0) > 8_000 }
        try bench.replace("calls = \"speak\"", with: "calls = \"speak\"\nmessage = { fr = \"Un mot.\" }")
        try bench.append("[[line]]\nid = \"quebec\"\nnumber = \"+14185550102\"\nmodem = { device = \"none\" }\n")
        #expect(try bench.reload() == 0)
        let first = try #require(try await bench.callEnded().last { $0.kind == "call_ended" })
        #expect(first.detail("ended_by") == "message_played" && first.detail("heard") == "true")
        // The new message is looked for once the caller has gone.
        try await Task.sleep(for: .seconds(2))
        #expect(bench.modem.ring(from: "+15145550124"))
        let second = try #require(try await bench.callEnded(2).last { $0.kind == "call_ended" })
        let frames = [first, second].compactMap { $0.detail("frames").flatMap(Int.init) }
        #expect(frames.count == 2 && frames[1] * 2 < frames[0], "\(frames)")
        // From now on the line only hangs up.
        try bench.replace("calls = \"speak\"", with: "calls = \"hang-up\"")
        #expect(try bench.reload() == 0)
        #expect(bench.modem.ring(from: "+15145550125"))
        let rows = try await bench.callEnded(3)
        #expect(rows.count { $0.kind == "call_answered" } == 2 && rows.count { $0.kind == "call_rejected" } == 1)
        #expect(rows.count { $0.kind == "modem_attached" } == 1 && rows.count { $0.kind == "modem_lost" } == 0)
        #expect(service.terminate() == 0)
    }

    @Test("a shorter interval between two sends is in force at once, and a longer one", .timeLimit(.minutes(1)))
    func pacing() async throws {
        let bench = try Bench(policy: "min_send_interval = \"1h\"")
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.deliver(from: "+15145550123", text: "un")
        _ = try await bench.modem.waitForSubmissions(1)
        bench.modem.deliver(from: "+15145550124", text: "deux")
        _ = try await bench.wait { $0.count { $0.kind == "reply_planned" } == 2 }
        #expect(bench.modem.submissions.count == 1)
        try bench.replace("\"1h\"", with: "\"0s\"")
        service.hangUp()
        _ = try await bench.modem.waitForSubmissions(2, within: .seconds(5))
        try bench.replace("\"0s\"", with: "\"1h\"")
        #expect(try bench.reload() == 0)
        bench.modem.deliver(from: "+15145550125", text: "trois")
        _ = try await bench.wait { $0.count { $0.kind == "reply_planned" } == 3 }
        try await Task.sleep(for: .seconds(2))
        #expect(bench.modem.submissions.count == 2)
        #expect(service.terminate() == 0)
    }
}

extension Bench {
    fileprivate func replace(_ old: String, with new: String) throws {
        let text = try String(contentsOfFile: configuration, encoding: .utf8)
        try text.replacing(old, with: new).write(toFile: configuration, atomically: true, encoding: .utf8)
    }

    fileprivate func append(_ more: String) throws {
        let text = try String(contentsOfFile: configuration, encoding: .utf8)
        try (text + "\n" + more).write(toFile: configuration, atomically: true, encoding: .utf8)
    }

    fileprivate func reload() throws -> Int32 {
        try ServiceProcess.command(["reload", "--config", configuration]).code
    }
}
