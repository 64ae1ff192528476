import ControlAPI
import Foundation
import ModemSimulator
import Testing
import Vocabulary
import WordLiterals

/// The balance of a prepaid SIM, with the real program on a pty.
@Suite(.serialized)
struct BalanceTests {
    private static let table = """
        [line.balance]
        code    = "*123#"
        pattern = '([0-9]+[.,][0-9]{2}) ?\\$'
        floor   = 2.00
        """

    private func budget(_ bench: Bench) throws -> BalanceRow? {
        let (output, _, _) = try ServiceProcess.command(["budget", "--config", bench.configuration, "--json"])
        return try JSONText.value(BudgetAnswer.self, from: output.utf8).lines["montreal"]?.balance
    }

    private func questions(_ bench: Bench) -> Int {
        bench.modem.commands.count { $0.hasPrefix("AT+CUSD=1") }
    }

    @Test(
        "the balance is asked once, also over a restart; below its floor a person is told, and answers go on",
        .timeLimit(.minutes(2)))
    func belowFloor() async throws {
        let bench = try Bench(
            line: Self.table, more: "[notify]\nspool = \"spool\"\nafter = \"0s\"\nkinds = [\"budget\"]",
            settings: {
                $0.menuText = "Solde de +15145550101 : 1,50 $"
                $0.menuStatus = 1
            })
        bench.modem.set(fault: .menuText(.ucs2))
        try FileManager.default.createDirectory(atPath: bench.folder + "/spool", withIntermediateDirectories: false)
        let service = try bench.start()
        let line = try await bench.wait(for: "degraded")
        #expect(line.notice?.code == .balanceLow && line.detail.contains("1.50"))
        let rows = try await bench.wait { $0.contains { $0.kind == .balanceRead } }
        #expect(rows.first { $0.kind == .balanceRead }?.details == ["balance": "1.50"])
        #expect(bench.modem.commands.contains("AT+CUSD=2"))
        bench.modem.deliver(from: "+15145550123", text: "salut")
        _ = try await bench.modem.waitForSubmissions(1)
        let row = try #require(try budget(bench))
        #expect(row.amount == "1.50" && row.floor == "2.00" && row.fault == nil && row.difference == nil)
        _ = try await bench.wait { $0.contains { $0.kind == .notice } }
        let told = try FileManager.default.contentsOfDirectory(atPath: bench.folder + "/spool")
        #expect(told.contains { $0.contains("budget-began") }, "\(told)")
        #expect(service.terminate() == 0)

        let again = try bench.start()
        _ = try await bench.wait(for: "degraded")
        try await Task.sleep(for: .seconds(2))
        #expect(questions(bench) == 1)
        #expect(again.terminate() == 0)
        // The text holds a number and is written nowhere.
        let log = try String(contentsOfFile: bench.folder + "/log", encoding: .utf8)
        #expect(!log.contains("5550101 "))
    }

    @Test(
        "at nothing everything is recorded and nobody is answered; a text without an amount is shown masked",
        .timeLimit(.minutes(2)))
    func nothingLeft() async throws {
        let bench = try Bench(line: Self.table, settings: { $0.menuText = "0,00 $" })
        let service = try bench.start()
        #expect(try await bench.wait(for: "degraded").notice?.code == .balanceLow)
        bench.modem.deliver(from: "+15145550123", text: "salut")
        let rows = try await bench.wait { $0.contains { $0.kind == .smsReceived } }
        #expect(rows.last { $0.kind == .smsReceived }?.reason == "budget_line")
        #expect(rows.last { $0.kind == .budgetExhausted }?.details["limit"] == "balance")
        #expect(bench.modem.submissions.isEmpty)
        #expect(service.terminate() == 0)

        let other = try Bench(line: Self.table, settings: { $0.menuText = "Appelez le +15145550101" })
        let second = try other.start()
        _ = try await other.wait(for: "ready")
        let asked = try await other.wait { $0.contains { $0.kind == .balanceRead } }
        #expect(asked.last { $0.kind == .balanceRead }?.details == ["fault": "unreadable"])
        let row = try #require(try budget(other))
        #expect(row.fault == "unreadable" && row.answer == "Appelez le +1514•••••01" && row.amount == nil)
        other.modem.deliver(from: "+15145550123", text: "salut")
        _ = try await other.modem.waitForSubmissions(1)
        #expect(second.terminate() == 0)
    }
}
