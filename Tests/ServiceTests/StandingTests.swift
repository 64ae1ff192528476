import ControlAPI
import Foundation
import ModemSimulator
import Testing
import WordLiterals

/// What people, other programs and the modem itself change behind a line's back, on the real service.
@Suite(.serialized)
struct StandingTests {
    @Test(
        "a SIM that is pulled and put back is missed and found, with nothing lost and no radio touched",
        .timeLimit(.minutes(1)))
    func pulledSIM() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.reconfigure { $0.simPresent = false }
        bench.modem.say("+QSIMSTAT: 1,0")
        let missing = try await bench.wait(for: "sim_missing")
        #expect(missing.detail.contains("no SIM card"))
        bench.modem.reconfigure { $0.simPresent = true }
        bench.modem.say("+QSIMSTAT: 1,1")
        _ = try await bench.wait(for: "ready", within: .seconds(10))
        bench.modem.deliver(from: "+15145550123", text: "salut")
        _ = try await bench.modem.waitForSubmissions(1)
        let rows = try await bench.wait { $0.contains { $0.kind == "reply_sent" } }
        #expect(!rows.contains { $0.kind == "modem_lost" })
        #expect(!bench.modem.commands.contains { $0.hasPrefix("AT+CFUN=") })
        #expect(service.terminate() == 0)
    }

    @Test("another SIM does not send what the first one owes, and is a line of its own kind", .timeLimit(.minutes(1)))
    func exchangedSIM() async throws {
        let bench = try Bench(policy: "min_send_interval = \"0s\"\nreply_delay = \"6s\"")
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.deliver(from: "+15145550123", text: "salut")
        _ = try await bench.wait { $0.contains { $0.kind == "reply_planned" } }
        bench.modem.reconfigure { $0.iccid = "89302720000000004444" }
        bench.modem.say("#QSS: 0")
        bench.modem.say("#QSS: 1")
        let rows = try await bench.wait { $0.count { $0.kind == "modem_attached" } == 2 }
        #expect(rows.contains { $0.kind == "modem_lost" })
        bench.modem.deliver(from: "+15145550124", text: "salut")
        let end = try await bench.wait(within: .seconds(30)) { rows in
            rows.contains { $0.kind == "refused" } && rows.contains { $0.kind == "reply_sent" }
        }
        #expect(end.first { $0.kind == "refused" }?.reason == "replies_off")
        #expect(bench.modem.submissions.map(\.to) == ["+15145550124"])
        #expect(service.terminate() == 0)
    }

    @Test(
        "a radio that another program switched off, before or during the work, is switched on", .timeLimit(.minutes(1)))
    func radio() async throws {
        let bench = try Bench(settings: { $0.radioLevel = 0 })
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        #expect(bench.modem.commands.contains("AT+CFUN=1"))
        let before = bench.modem.commands.count { $0 == "AT+CFUN=1" }
        // The second time within ten seconds waits for its turn.
        bench.modem.reconfigure { $0.radioLevel = 4 }
        try await bench.modem.wait(for: "the radio", within: .seconds(20)) { modem in
            modem.commands.count { $0 == "AT+CFUN=1" } > before
        }
        _ = try await bench.wait(for: "ready")
        bench.modem.deliver(from: "+15145550123", text: "salut")
        _ = try await bench.modem.waitForSubmissions(1)
        #expect(try await !bench.events().contains { $0.kind == "modem_lost" })
        #expect(service.terminate() == 0)
    }

    @Test("a restart without a word shows by its echo, and everything is set up again", .timeLimit(.minutes(1)))
    func silentRestart() async throws {
        let bench = try Bench()
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.reset()
        let before = bench.modem.commands.count
        // Whatever is asked first is repeated by the modem.
        bench.modem.say("+CMTI: \"SM\",7")
        try await bench.modem.wait(for: "the announcements", within: .seconds(10)) { modem in
            modem.commands[before...].contains { $0.hasPrefix("AT+CNMI=") }
                && modem.commands[before...].contains("AT+CLIP=1")
        }
        bench.modem.deliver(from: "+15145550123", text: "salut")
        _ = try await bench.modem.waitForSubmissions(1)
        let rows = try await bench.events()
        #expect(!rows.contains { $0.kind == "modem_lost" })
        #expect(service.terminate() == 0)
    }

    @Test("a domain that flaps is neither written down nor waited for", .timeLimit(.minutes(1)))
    func flapping() async throws {
        let bench = try Bench(settings: { $0.circuitRegistration = .searching })
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        for _ in 0..<200 {
            bench.modem.say("+CREG: 1")
            bench.modem.say("+CREG: 2")
        }
        bench.modem.deliver(from: "+15145550123", text: "salut")
        _ = try await bench.modem.waitForSubmissions(1, within: .seconds(5))
        let rows = try await bench.wait { $0.contains { $0.kind == "reply_sent" } }
        #expect(rows.count { $0.kind == "line_state" } <= 3)
        #expect(service.terminate() == 0)
    }
}
