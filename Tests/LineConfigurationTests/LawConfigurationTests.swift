import LinePolicy
import TestFolders
import Testing
import Vocabulary

@testable import LineConfiguration

/// Which law a line goes by, as it is written.
struct LawConfigurationTests {
    private static let french = ConfigurationFolder.line(id: "lyon", number: "+33612345678")

    private static func rules(_ policy: String, _ line: String = "", number: String = "+33612345678") throws
        -> LineRules
    {
        let text = (policy.isEmpty ? "" : "[policy]\n\(policy)\n") + ConfigurationFolder.line(line, number: number)
        return try #require(try ConfigurationFolder(text).load().lines.first).rules
    }

    @Test("the number decides, unless the file does; a line's word goes before the box's")
    func chosen() throws {
        #expect(try Self.rules("").law.applied == .frenchMobile)
        #expect(try Self.rules("law = \"auto\"").law.applied == .frenchMobile)
        #expect(try Self.rules("", number: "+33123456789").law.applied == nil)
        #expect(try Self.rules("law = \"be\"").law.applied == .belgium)
        #expect(try Self.rules("law = \"be\"", "[line.policy]\nlaw = \"auto\"").law.applied == .frenchMobile)
        #expect(try Self.rules("", "[line.policy]\nlaw = \"gb\"").law.chosen == .unitedKingdom)
        // Where a reply may go is not the law's: it stays the country of the line's number.
        #expect(try Self.rules("law = \"be\"").countries == [.france])
    }

    @Test("a French mobile line answers no text until the rule is acknowledged, for the box or for the line")
    func acknowledged() throws {
        let setting = "law_acknowledged = [\"fr-arcep-2023\"]"
        #expect(try Self.rules("").law.holding?.notice == .frenchNumbering)
        #expect(try Self.rules(setting).law.holding == nil)
        #expect(try Self.rules("", "[line.policy]\n\(setting)").law.holding == nil)
        // The line's list is in place of the box's.
        #expect(try Self.rules(setting, "[line.policy]\nlaw_acknowledged = []").law.holding != nil)
        #expect(try Self.rules("", number: "+15145550101").law.holding == nil)
        #expect(try Self.rules("law = \"fr-mobile\"", number: "+15145550101").law.holding != nil)
    }

    @Test("a cap of the country holds where nothing is written, and a written one stands")
    func caps() throws {
        #expect(try Self.rules("").newRecipientsPerMonth == 150)
        #expect(try Self.rules("new_recipients_per_month = 0").newRecipientsPerMonth == 0)
        #expect(try Self.rules("", "[line.policy]\nnew_recipients_per_month = 400").newRecipientsPerMonth == 400)
        #expect(try Self.rules("", number: "+15145550101").newRecipientsPerMonth == 0)
        #expect(try Self.rules("", number: "+12125550101").repliesPerDay == 200)
    }

    @Test("what is not known has its place and the nearest name")
    func unknown() throws {
        let folder = try ConfigurationFolder(
            """
            [policy]
            law = "fr-mobil"
            law_acknowledged = ["fr-arcep-2022"]
            \(Self.french)
            [line.policy]
            law = "quebec"
            law_acknowledged = ["x", 1]
            """)
        #expect(
            folder.problems() == [
                "jedisnon.toml:2: policy.law: \"fr-mobil\" is no law that is known; did you mean \"fr-mobile\"?",
                "jedisnon.toml:3: policy.law_acknowledged: \"fr-arcep-2022\" is no notice that is known; "
                    + "did you mean \"fr-arcep-2023\"?",
                "jedisnon.toml:11: line.policy.law: \"quebec\" is no law that is known; "
                    + "one of: auto, ca-qc, fr-mobile, us, gb, be, ch",
                "jedisnon.toml:12: line.policy.law_acknowledged: every element must be a text in quotes",
            ])
        #expect(
            try ConfigurationFolder("[policy]\nlaw = 1\nlaw_acknowledged = \"fr-arcep-2023\"\n" + Self.french)
                .problems()
                == [
                    "jedisnon.toml:2: policy.law: must be a text in quotes",
                    "jedisnon.toml:3: policy.law_acknowledged: must be a list of texts",
                ])
    }
}
