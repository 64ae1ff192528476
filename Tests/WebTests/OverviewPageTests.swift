import ControlAPI
import Foundation
import Testing
import Vocabulary
import WordLiterals
import Words

@testable import Web

struct OverviewPageTests {
    @Test("text from outside stays text: tags, templates, control characters, links", arguments: Language.allCases)
    func hostile(language: Language) throws {
        var facts = Self.facts
        let attack = "</script><img src=x onerror=alert(1)>{{version}}{{#lines}}\u{202E}\u{0}\"' javascript:"
        facts.status.lines[0].region = attack
        facts.status.lines[0].number = attack
        facts.events[0].text = attack + String(repeating: "é", count: 1_600)
        let html = try OverviewPage(language: language).html(facts)
        #expect(!html.contains("<script") && !html.contains("<img") && !html.contains("onerror=alert(1)>"))
        #expect(html.contains("&lt;/script&gt;&lt;img") && html.contains("{{version}}{{#lines}}"))
        #expect(!html.unicodeScalars.contains { $0.value == 0 || $0.value == 0x202E })
    }

    @Test("every name in the template has a value")
    func names() throws {
        let view = try OverviewPage(language: .english).view(Self.facts)
        let known = Self.members(of: view).union(PageWord.allCases.map { "w.\($0.rawValue)" }).union(["."])
        let used = OverviewPage.source.components(separatedBy: "{{").dropFirst().compactMap {
            $0.components(separatedBy: "}}").first?.trimmingCharacters(in: CharacterSet(charactersIn: "#/^"))
        }
        #expect(used.count > 80)
        for name in used { #expect(known.contains(name), "\(name)") }
        // Nothing is shown twice as source, and nothing is left out.
        let inValues: Set<PageWord> = [.never, .noLimit, .raid, .yes]
        for word in PageWord.allCases where !inValues.contains(word) {
            #expect(used.contains("w.\(word.rawValue)"), "\(word) is not used")
        }
    }

    @Test("no variable stands in an attribute without quotes, in a style or in a script")
    func places() {
        // One of two codes of our own.
        let source = OverviewPage.source.replacing("?lang={{otherLang}}\"", with: "\"")
        #expect(source.range(of: "=\\{\\{", options: .regularExpression) == nil)
        #expect(!OverviewPage.source.contains("<script") && !OverviewPage.source.contains("style="))
        #expect(!OverviewPage.source.contains("{{{") && !OverviewPage.source.contains("{{&"))
    }

    @Test(
        "the page says what needs a person, in the language of the page",
        arguments: [("fr", "pas branchée"), ("en", "not plugged in")])
    func words(language: String, state: String) throws {
        let html = try OverviewPage(language: #require(Language(rawValue: language))).html(Self.facts)
        #expect(html.contains(state))
        #expect(html.contains(language == "fr" ? "12,34\u{A0}CAD" : "12.34\u{A0}CAD"))
        #expect(html.contains(language == "fr" ? "Épuisé le" : "Used up on"))
        let rects = html.components(separatedBy: "<rect ").count - 1
        #expect(rects == 4)
    }

    @Test("without a database the page says for what the service waits")
    func waiting() throws {
        var status = Self.facts.status
        status.service.state = "waiting"
        status.service.detail = "the disk is full"
        let html = try OverviewPage(language: .english).html(
            OverviewPage.Facts(status: status, budget: nil, report: nil, events: []))
        #expect(html.contains("<strong>The service waits</strong> the disk is full"))
    }

    @Test(
        "French words of the page have no-break spaces where French typography wants them, and no straight apostrophe")
    func typography() {
        for word in PageWord.allCases {
            let text = French().words(word)
            #expect(text.range(of: "[^\u{A0}][:]|[ ][:;!?]", options: .regularExpression) == nil, "\(word): \(text)")
            #expect(!text.contains("'"), "\(word): \(text)")
        }
    }

    @Test("the figures for Prometheus: help, type and samples, labels escaped")
    func metrics() {
        var status = Self.facts.status
        status.lines[0].id = "a\"b\\c\nd"
        let text = Metrics.text(status, budget: nil)
        #expect(text.contains("jedisnon_received_total{line=\"a\\\"b\\\\c\\nd\"} 7\n"))
        #expect(text.contains("jedisnon_line_state{line=\"a\\\"b\\\\c\\nd\",state=\"absent\"} 1\n"))
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            #expect(line.range(of: "^[a-z_]+(\\{.*\\})? -?[0-9.]+$", options: .regularExpression) != nil, "\(line)")
        }
        let names = text.split(separator: "\n").filter { $0.hasPrefix("# TYPE") }
        #expect(Set(names).count == names.count)
    }

    /// The names of the members of a value and of what is in it.
    private static func members(of value: Any) -> Set<String> {
        var names: Set<String> = []
        for child in Mirror(reflecting: value).children {
            if let label = child.label { names.insert(label) }
            if let list = child.value as? [Any] {
                for element in list { names.formUnion(members(of: element)) }
            } else {
                names.formUnion(members(of: child.value))
            }
        }
        return names
    }

    private static var facts: OverviewPage.Facts {
        var line = LineStatus(id: "laval", region: "Laval", number: "+14505550103", state: "absent", detail: "x")
        line.received = 7
        line.raid = true
        let day = ReportDay(day: "2026-11-25", line: "laval", texts: 5, calls: 2, answered: 3, refused: ["blocked": 4])
        var next = day
        next.day = "2026-11-26"
        let money = LineBudget(
            currency: "CAD", spent: "12.34", reserved: "0.00", left: nil, contactsLeft: nil, total: nil, perMonth: nil)
        let report = ReportAnswer(
            madeAt: FakeBackend.time, since: nil, currency: "CAD",
            lines: [
                ReportLine(
                    id: "laval", region: "Laval", home: "ca-qc-around-montreal", texts: 5, calls: 2, answered: 3,
                    refused: ["blocked": 4], spent: "0.06")
            ], days: [day, next],
            weeks: [
                ReportWeek(
                    week: "2026-W48", monday: "2026-11-23", line: nil, contacts: 7, senders: 3, repeatSenders: 2,
                    curious: 0)
            ], months: [],
            regions: [
                ReportRegion(
                    region: "ca-qc-west", line: nil, contacts: 7, senders: 3, repeatSenders: 2, curious: 0,
                    hasLine: false)
            ], repeatSenders: [], mostWanted: MostWanted(region: "ca-qc-west", repeatSenders: 2, laterSenders: 0))
        return OverviewPage.Facts(
            status: StatusAnswer(
                service: ServiceStatus(state: "running", version: "0.1.0", startedAt: FakeBackend.time), lines: [line],
                budget: nil), budget: BudgetAnswer(box: money, lines: [:]), report: report,
            events: [FakeBackend.row(1)])
    }
}
