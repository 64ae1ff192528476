import ControlAPI
import Foundation
import ModemSimulator
import Testing
import Vocabulary
import WordLiterals

/// Nothing that came in is lost or altered, whatever the modem does to it on the way.
@Suite(.serialized)
struct ReceivingTests {
    /// The texts recorded, oldest first.
    private func received(_ rows: [EventRow]) -> [EventRow] { rows.filter { $0.kind == "sms_received" } }

    @Test(
        "a modem that deletes nothing is degraded, records each text once, and takes new ones",
        .timeLimit(.minutes(2)))
    func deletesNothing() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.set(fault: .deletionIgnored, times: nil)
        bench.modem.deliver(from: "+15145550123", text: "salut")
        let line = try await bench.wait(for: "degraded", within: .seconds(30))
        #expect(line.detail.contains("does not delete"), "\(line.detail)")
        #expect(line.notice?.code == .storageStuck)
        bench.modem.deliver(from: "+15145550124", text: "moi aussi")
        _ = try await bench.modem.waitForSubmissions(2)
        let before = try await bench.events().count { $0.kind != "line_state" }
        let commands = bench.modem.commands.count
        // Looks at what is stuck cost no event, no answer and no commit.
        for _ in 0..<3 {
            bench.modem.say("+CMTI: \"SM\",-1")
            try await Task.sleep(for: .seconds(1))
        }
        let rows = try await bench.events()
        #expect(received(rows).map(\.text) == ["salut", "moi aussi"])
        #expect(rows.count { $0.kind != "line_state" } == before)
        #expect(bench.modem.submissions.count == 2)
        #expect(bench.modem.commands.count - commands < 60)
        bench.modem.clearFaults()
        // Somebody deletes them in a phone.
        for slot in bench.modem.stored(in: "SM") { bench.modem.empty(slot.slot) }
        bench.modem.say("+CMTI: \"SM\",-1")
        _ = try await bench.wait(for: "ready")
        #expect(service.terminate() == 0)
    }

    @Test("of several deletions on one line only the first is carried out: the rest go one by one")
    func onlyFirstDeletion() async throws {
        let bench = try Bench()
        bench.modem.set(fault: .onlyFirstDeletion, times: nil)
        for number in 0..<5 { bench.modem.deliver(from: "+1514555013\(number)", text: "salut") }
        let service = try bench.start()
        _ = try await bench.modem.waitForSubmissions(5)
        try await bench.modem.wait(for: "an empty memory") { $0.stored(in: "SM").isEmpty }
        let rows = try await bench.wait { rows in rows.count { $0.kind == "reply_sent" } == 5 }
        #expect(received(rows).count == 5)
        #expect(try bench.status().answer?.lines.first?.state == "ready")
        #expect(service.terminate() == 0)
    }

    @Test(
        "a listing that fails is asked for again in seconds and is no loss of the modem",
        arguments: [SimulatedFault.commandFails("+CMGL", .cms(500)), .commandFails("+CMGL", .cms(512))])
    func listingFails(fault: SimulatedFault) async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.set(fault: fault, times: 3)
        bench.modem.set(fault: .commandFails("+CMGR", .cms(500)), times: 40)
        bench.modem.set(fault: .announcementWithoutIndex, times: 2)
        bench.modem.deliver(from: "+15145550123", text: "un")
        bench.modem.deliver(from: "+15145550124", text: "deux")
        _ = try await bench.modem.waitForSubmissions(2, within: .seconds(15))
        let rows = try await bench.wait { rows in rows.count { $0.kind == "reply_sent" } == 2 }
        #expect(!rows.contains { $0.kind == "modem_lost" })
        #expect(service.terminate() == 0)
    }

    @Test("one memory that cannot be listed leaves the other alone, and the line says so", .timeLimit(.minutes(1)))
    func oneMemoryFails() async throws {
        let bench = try Bench()
        bench.modem.set(fault: .listingFails(memory: "ME", .cms(500)), times: nil)
        bench.modem.set(fault: .commandFails("+CMGR", .cms(500)), times: nil)
        let pdu = "07915141674523F1040B915141550121F300006261130210006905E8329BFD06"
        #expect(bench.modem.store(pdu: pdu, in: "ME") != nil)
        let service = try bench.start()
        let line = try await bench.wait(for: "degraded", within: .seconds(40))
        #expect(line.detail.contains("memory ME"), "\(line.detail)")
        bench.modem.deliver(from: "+15145550123", text: "salut")
        _ = try await bench.modem.waitForSubmissions(1)
        #expect(service.terminate() == 0)
    }

    @Test("a PDU that is damaged at every reading is recorded with what is there, once, and then deleted")
    func damaged() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.set(fault: .pduCut(digits: 6), times: nil)
        bench.modem.deliver(from: "+15145550123", text: "salut")
        let rows = try await bench.wait { !received($0).isEmpty }
        #expect(received(rows).map(\.reason) == ["not_a_person"])
        #expect(received(rows).map(\.text) == [nil])
        try await bench.modem.wait(for: "an empty memory") { $0.stored(in: "SM").isEmpty }
        bench.modem.clearFaults()
        bench.modem.deliver(from: "+15145550124", text: "salut")
        _ = try await bench.modem.waitForSubmissions(1)
        #expect(bench.modem.submissions.map(\.to) == ["+15145550124"])
        #expect(service.terminate() == 0)
    }

    @Test("a service centre whose zone has the wrong sign is noticed, and its texts are answered")
    func invertedZone() async throws {
        let bench = try Bench(policy: "min_send_interval = \"0s\"\nstale_after = \"3h\"") { $0.timeZoneQuarters = -20 }
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.set(fault: .zoneSignInverted, times: nil)
        for number in 0..<4 {
            bench.modem.deliver(from: "+1514555013\(number)", text: "salut")
            _ = try await bench.wait { received($0).count == number + 1 }
        }
        let rows = try await bench.wait { rows in rows.count { $0.kind == "reply_sent" } == 2 }
        #expect(received(rows).map(\.reason) == ["stale", "stale", nil, nil])
        let line = try await bench.wait(for: "ready")
        #expect(line.detail.contains("10 h 0 min"), "\(line.detail)")
        #expect(service.terminate() == 0)
    }

    @Test("a silent message of type 0 and octets without text get no answer, whatever they say")
    func notAPerson() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        // Type 0, and an empty message of 8 bits.
        bench.modem.deliver(pdu: "07915141674523F1040B915141550521F340006211302100006904D3E9F409")
        bench.modem.deliver(pdu: "07915141674523F1040B915141550521F300046211302100006900")
        let rows = try await bench.wait { received($0).count == 2 }
        #expect(received(rows).map(\.reason) == ["not_a_person", "not_a_person"])
        #expect(!rows.contains { $0.kind == "sender_stopped" })
        #expect(bench.modem.submissions.isEmpty)
        #expect(service.terminate() == 0)
    }
}
