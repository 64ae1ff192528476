import ControlAPI
import Foundation
import ModemSimulator
import Testing
import WordLiterals

/// What lines in the field have met: outages, roaming, full memories, pictures, announcements without a place.
@Suite(.serialized)
struct FieldTests {
    @Test(
        "a burst after an outage: everything is recorded, what is too old by the network's time is not answered",
        .timeLimit(.minutes(1)))
    func burstAfterOutage() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.vanish()
        _ = try await bench.wait(for: "absent")
        // The network keeps them: ten from twenty hours ago, ten from the last hour, each of somebody else.
        for number in 0..<20 {
            let age = number < 10 ? 20.0 * 3600 : Double(number) * 60
            bench.modem.deliver(from: "+151455501\(30 + number)", text: "Salut \(number)", at: Date() - age)
        }
        try bench.modem.reappear()
        let rows = try await bench.wait(within: .seconds(40)) { rows in
            rows.count { $0.kind == "sms_received" } == 20 && rows.count { $0.kind == "reply_sent" } == 10
        }
        let received = rows.filter { $0.kind == "sms_received" }
        #expect(received.count { $0.reason == "stale" } == 10)
        #expect(received.count { $0.reason == nil } == 10)
        #expect(bench.modem.submissions.count == 10)
        #expect(bench.modem.stored(in: "SM").isEmpty)
        #expect(service.terminate() == 0)
    }

    @Test("a roaming SIM records and does not answer, and status says so", .timeLimit(.minutes(1)))
    func roaming() async throws {
        let bench = try Bench(settings: { $0.registration = .roaming })
        let service = try bench.start()
        let line = try await bench.wait(for: "ready")
        #expect(line.roaming == true)
        #expect(line.detail.contains("roaming"))
        bench.modem.deliver(from: "+15145550123", text: "Salut")
        let rows = try await bench.wait { rows in rows.contains { $0.kind == "sms_received" } }
        #expect(rows.first { $0.kind == "sms_received" }?.reason == "replies_off")
        #expect(bench.modem.submissions.isEmpty)
        #expect(service.terminate() == 0)
    }

    @Test("a picture's notice is recorded and deleted, and the next text is answered", .timeLimit(.minutes(1)))
    func pictureNotice() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        // A WAP push to port 2948, as an MMS notification is (OMA MMS encapsulation, 3GPP TS 23.040 9.2.3.24.4).
        bench.modem.deliver(
            pdu: "00440B915141550521F3" + "0004" + "62115221000000" + "11" + "0605040B8423F0" + "0106226170706C696361")
        bench.modem.deliver(from: "+15145550124", text: "Salut")
        let rows = try await bench.wait { rows in rows.contains { $0.kind == "reply_sent" } }
        #expect(rows.filter { $0.kind == "sms_received" }.map(\.reason) == ["not_a_person", nil])
        #expect(bench.modem.submissions.map(\.to) == ["+15145550124"])
        try await bench.modem.wait(for: "empty memory") { $0.stored(in: "SM").isEmpty }
        #expect(service.terminate() == 0)
    }

    @Test(
        "a full memory is emptied at the modem's word, and an announcement that names no place loses nothing",
        .timeLimit(.minutes(1)))
    func fullMemory() async throws {
        let bench = try Bench(settings: { $0.capacities = ["SM": 5] })
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.set(fault: .announcementLost, times: nil)
        for number in 0..<7 { bench.modem.deliver(from: "+1514555013\(number)", text: "Salut") }
        // Two more wait in the network for a free place.
        bench.modem.clearFaults()
        bench.modem.say("+SMS FULL")
        _ = try await bench.modem.waitForSubmissions(7, within: .seconds(20))
        bench.modem.set(fault: .announcementWithoutIndex)
        bench.modem.deliver(from: "+15145550140", text: "Salut")
        _ = try await bench.modem.waitForSubmissions(8, within: .seconds(20))
        #expect(service.terminate() == 0)
    }
}
