import ControlAPI
import TestFolders
import Testing

@testable import BoxDoctor

/// What the doctor says of the law.
struct LawExaminationTests {
    private static func numbers(_ count: Int, _ prefix: String) -> String {
        (0..<count).map { ConfigurationFolder.line(id: "l\($0)", number: prefix + "\($0)") }.joined()
    }

    @Test("a French mobile line: the profile and why, what holds its replies, where from, and the line to add")
    func french() async throws {
        let made = try MadeUpHost(ConfigurationFolder.line(id: "lyon", number: "+33612345678"))
        let found = await look(made)
        #expect(found.ids == ["law", "law_holds_replies", "law_notice"])
        #expect(
            found[0].subject == "line lyon" && found[0].what.contains("fr-mobile")
                && found[0].what.contains("by its number"))
        #expect(found[1].severity == .warning && found[1].what.contains("lyon"))
        #expect(found[1].why?.contains("2022-1583") == true && found[1].why?.contains("2023-01-01") == true)
        #expect(
            found[1].remedy == "when you have read it: law_acknowledged = [\"fr-arcep-2023\"] in [policy] of "
                + "\(made.host.configuration), then: sudo jedisnon reload")
        #expect(found[2].severity == .note && found[2].what.hasPrefix("fr-plan-150"))
    }

    @Test("what is acknowledged is fine, and the line to add for the rest keeps it")
    func acknowledged() async throws {
        let made = try MadeUpHost(
            "[policy]\nlaw_acknowledged = [\"fr-arcep-2023\"]\n"
                + ConfigurationFolder.line(id: "lyon", number: "+33612345678"))
        let found = await look(made)
        #expect(found.map(\.severity) == [.ok, .ok, .note])
        #expect(found[1].what.contains("is acknowledged") && found[1].what.contains("2022-1583"))
        #expect(found[2].remedy?.contains("[\"fr-arcep-2023\", \"fr-plan-150\"] in [policy]") == true)
    }

    @Test("a line with a list of its own is told apart, with its own place")
    func ownList() async throws {
        let made = try MadeUpHost(
            "[policy]\nlaw_acknowledged = [\"fr-arcep-2023\", \"fr-plan-150\"]\n"
                + ConfigurationFolder.line(id: "lyon", number: "+33612345678")
                + ConfigurationFolder.line("[line.policy]\nlaw_acknowledged = []", id: "nice", number: "+33751234567"))
        let held = await look(made).filter { $0.id == "law_holds_replies" }
        #expect(held.count == 1 && held[0].what.contains("(nice)"))
        #expect(held[0].remedy?.contains("in [line.policy] of \(made.host.configuration):") == true)
    }

    @Test("five SIMs in the United Kingdom warn, four do not; acknowledged they do not", arguments: [4, 5])
    func british(count: Int) async throws {
        let lines = Self.numbers(count, "+44770112345")
        let english = "[service]\nlanguage = \"en\"\n"
        let found = await look(try MadeUpHost(english + lines)).filter { $0.id == "law_notice" }
        #expect(found.map(\.severity) == [count < 5 ? .ok : .warning])
        #expect(found.first?.what.contains("gb-sim-farm-2025") == true)
        let read = await look(
            try MadeUpHost(english + "[policy]\nlaw_acknowledged = [\"gb-sim-farm-2025\"]\n" + lines))
        #expect(read.allSatisfy { $0.severity == .ok })
    }

    @Test("a profile that does not fit the number, the language or the caps is told")
    func differs() async throws {
        let made = try MadeUpHost(
            "[policy]\nlaw = \"us\"\nreplies_per_day = 0\n" + ConfigurationFolder.line())
        let found = await look(made)["law_differs"]
        #expect(found?.severity == .note)
        for part in ["one of CA", "answers in fr", "replies_per_day allows more than 1000"] {
            #expect(found?.what.contains(part) == true)
        }
        let unlimited = try MadeUpHost(
            "[policy]\nnew_recipients_per_month = 0\n" + ConfigurationFolder.line(number: "+33612345678"))
        #expect(await look(unlimited)["law_differs"]?.what.contains("more than 150") == true)
        #expect(await look(try MadeUpHost(ConfigurationFolder.line()))["law_differs"] == nil)
    }

    @Test("a French number that is no mobile one has no profile")
    func fixed() async throws {
        let found = await look(try MadeUpHost(ConfigurationFolder.line(number: "+33123456789")))
        #expect(found.map { $0.what.hasPrefix("no country profile") } == [true])
    }

    private func look(_ made: MadeUpHost) async -> [DoctorFinding] {
        await made.findings { LawExamination(host: $0, situation: $1) }
    }
}
