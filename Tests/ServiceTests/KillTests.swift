import ControlAPI
import Foundation
import ModemSimulator
import Testing
import Vocabulary
import WordLiterals

/// The proof of the two principles that cost people their safety: nothing received is lost, nobody is answered twice.
@Suite(.serialized)
struct KillTests {
    static let kills = 50

    @Test("fifty kills at random moments lose no message and double no reply", .timeLimit(.minutes(5)))
    func killsAtRandomMoments() async throws {
        let bench = try Bench(
            policy: """
                min_send_interval = "0s"
                replies_per_day = 0
                raid_senders = 0
                """
        ) {
            $0.latency = .milliseconds(2)
            $0.sendTime = .milliseconds(8)
        }
        var generator = SystemRandomNumberGenerator()
        var texts: [String: String] = [:]
        for round in 0..<Self.kills {
            let service = try bench.start()
            // Most are killed at work, some while they start.
            if round % 5 != 0 {
                let before = bench.modem.commands.count
                try await bench.modem.wait(for: "the sweep", within: .seconds(20)) {
                    $0.commands.dropFirst(before).contains { $0.hasPrefix("AT+CMGL") }
                }
            }
            for number in 0..<3 {
                let sender = "+1514555\(1000 + round * 3 + number)"
                texts[sender] = "text \(round)-\(number)"
                bench.modem.deliver(from: sender, text: "text \(round)-\(number)")
            }
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...120, using: &generator)))
            service.killHard()
        }
        let service = try bench.start()
        _ = try await bench.wait(within: .seconds(90)) { rows in
            let open = Set(rows.filter { $0.kind == "reply_planned" }.map(\.replyID))
                .subtracting(
                    rows.filter { $0.kind.text.hasPrefix("reply_") && $0.kind != "reply_planned" }.map(\.replyID))
            return rows.count { $0.kind == "sms_received" } >= texts.count && open.isEmpty
        }
        #expect(service.terminate() == 0)
        let events = try await bench.events(reveal: true)

        let received = events.filter { $0.kind == "sms_received" }
        #expect(received.count == texts.count)
        #expect(Dictionary(grouping: received, by: \.sender).allSatisfy { $0.value.count == 1 })
        #expect(received.allSatisfy { texts[$0.sender ?? ""] == $0.text && $0.reason == nil })

        let sent = Dictionary(grouping: bench.modem.submissions, by: \.to)
        #expect(sent.allSatisfy { $0.value.count == 1 }, "somebody was answered twice")
        #expect(bench.modem.dials.isEmpty)
        for (sender, _) in texts {
            let kinds = events.filter { $0.sender == sender }.map(\.kind)
            let outcomes = kinds.filter { ["reply_sent", "reply_unknown", "reply_failed"].contains($0) }
            #expect(outcomes.count == 1, "\(sender): \(kinds)")
            // What is recorded as sent went out; only an unknown one may have gone or not.
            if outcomes == ["reply_sent"] { #expect(sent[sender]?.count == 1) }
        }
        #expect(bench.modem.stored(in: "SM").isEmpty)
    }
}
