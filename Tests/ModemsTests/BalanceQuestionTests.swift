import ModemSimulator
import Testing
import Vocabulary

@testable import Modems

/// A question to the network's service menu, by the driver and a simulated modem.
@Suite(.serialized)
struct BalanceQuestionTests {
    @Test(
        "each family is asked in a form it takes, and its answer is read",
        arguments: ["generic", "huawei-e173", "sim7600"])
    func families(name: String) async throws {
        let bench = try await Bench(name) { $0.menuText = "Solde : 12,50 $" }
        defer { bench.simulated.stop() }
        try await bench.bringUp()
        async let event = bench.event("menu") { if case .networkText = $0 { true } else { false } }
        #expect(try await bench.modem.ask(network: try ServiceCode("*123#"), usesOtherForm: false))
        guard case .networkText(let text) = try await event else { return }
        #expect(text.stage == .over && text.readings.contains("Solde : 12,50 $"))
        #expect(bench.simulated.commands.allSatisfy { !$0.uppercased().hasPrefix("D") })
        await bench.close()
    }

    @Test("a modem that refuses the coding scheme is asked without it, and one that refuses all is told apart")
    func refusals() async throws {
        let bench = try await Bench("generic")
        defer { bench.simulated.stop() }
        try await bench.bringUp()
        bench.simulated.set(fault: .commandFails("+CUSD=1,\"*123#\",15", .error), times: nil)
        #expect(try await bench.modem.ask(network: try ServiceCode("*123#"), usesOtherForm: false))
        bench.simulated.set(fault: .commandFails("+CUSD", .error), times: nil)
        #expect(try await !bench.modem.ask(network: try ServiceCode("*123#"), usesOtherForm: false))
        await bench.close()
    }

    @Test(
        "whatever form the modem prints the text in, and whenever it comes, it is read",
        arguments: [
            "menu_text:ucs2", "menu_text:ucs2_unnamed", "menu_text:octets", "menu_text:packed", "menu_before_ok",
            "menu_end_first",
        ])
    func forms(name: String) async throws {
        let bench = try await Bench("generic") { $0.menuText = "Your balance is 12.50 CAD" }
        defer { bench.simulated.stop() }
        try await bench.bringUp()
        bench.simulated.set(fault: try #require(SimulatedFault(name)))
        async let event = bench.event("menu") {
            if case .networkText(let text) = $0 { text.readings.contains("Your balance is 12.50 CAD") } else { false }
        }
        #expect(try await bench.modem.ask(network: try ServiceCode("*123#"), usesOtherForm: false))
        _ = try await event
        await bench.close()
    }

    @Test("a dialogue that the network leaves open is ended")
    func open() async throws {
        let bench = try await Bench("generic") { $0.menuStatus = 1 }
        defer { bench.simulated.stop() }
        try await bench.bringUp()
        async let event = bench.event("menu") {
            if case .networkText(let text) = $0 { text.stage == .waits } else { false }
        }
        #expect(try await bench.modem.ask(network: try ServiceCode("*123#"), usesOtherForm: false))
        _ = try await event
        try await bench.modem.endNetworkDialogue()
        #expect(bench.simulated.commands.last == "AT+CUSD=2")
        await bench.close()
    }
}
