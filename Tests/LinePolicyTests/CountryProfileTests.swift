import Foundation
import LinePolicy
import Testing
import Vocabulary

/// What the law holds back, and the data it is made of.
struct CountryProfileTests {
    private static func held(_ contact: Contact = .text(Situation.number, at: .noon)) -> Situation {
        var situation = Situation()
        situation.contact = contact
        situation.rules.law.applied = .frenchMobile
        return situation
    }

    @Test("a text is not answered until the notice is acknowledged, whether it is new or planned")
    func texts() throws {
        var situation = Self.held()
        #expect(try situation.verdict().reason == .repliesOff)
        #expect(try situation.reasonAgain() == .repliesOff)
        situation.rules.law.acknowledged = Set(LawNotice.allCases).subtracting([.frenchNumbering])
        #expect(try situation.verdict().reason == .repliesOff)
        situation.rules.law.acknowledged = [.frenchNumbering]
        #expect(try situation.verdict().reason == nil)
        #expect(try situation.reasonAgain() == nil)
    }

    @Test(
        "no text of the line goes out, whatever it is for", arguments: [.verification, .heartbeat] as [Contact.Purpose])
    func ownTexts(purpose: Contact.Purpose) throws {
        var situation = Self.held()
        situation.contact.purpose = purpose
        if purpose == .heartbeat { situation.rules.ownNumbers = [Situation.number] }
        #expect(try situation.verdict().reason == .repliesOff)
        situation.rules.law.acknowledged = [.frenchNumbering]
        #expect(try situation.verdict().reason == nil)
    }

    @Test(
        "a caller hears what the line says, and is not texted",
        arguments: [
            (.auto, true, nil), (.speak, true, nil), (.speakAndText, true, nil), (.auto, false, .repliesOff),
            (.speak, false, .repliesOff), (.hangUpAndText, true, .repliesOff), (.hangUp, true, .repliesOff),
        ] as [(CallMode, Bool, Reason?)])
    func calls(mode: CallMode, speaks: Bool, reason: Reason?) throws {
        var situation = Self.held(.call(.number(Situation.number)))
        situation.rules.calls = mode
        situation.condition.speaks = speaks
        let verdict = try situation.verdict()
        #expect(verdict.reason == reason)
        #expect(verdict.plan?.manner == (reason == nil ? .spoken : nil))
        #expect(try situation.reasonAgain(manner: .spoken) == (mode == .hangUp ? .repliesOff : nil))
    }

    @Test("the reason has its place: money and caps before it, pause and shadow after it")
    func order() throws {
        for (other, expected) in [
            (.budgetTotal, .budgetTotal), (.dailyCap, .dailyCap), (.stopRequested, .stopRequested),
            (.linePaused, .repliesOff),
            (.shadow, .repliesOff),
        ] as [(Reason, Reason)] {
            var situation = Self.held()
            situation.provoke(other)
            #expect(try situation.verdict().reason == expected)
        }
    }

    @Test("no other profile holds anything back", arguments: Law.allCases.filter { $0 != .frenchMobile })
    func others(law: Law) throws {
        var situation = Situation()
        situation.rules.law.applied = law
        #expect(try situation.verdict().reason == nil)
    }

    @Test(
        "a line's number has its profile",
        arguments: [
            ("+15145550101", .quebec), ("+16045550101", .quebec), ("+12125550101", .unitedStates),
            ("+33612345678", .frenchMobile), ("+33751234567", .frenchMobile), ("+33123456789", nil),
            ("+33937012345", nil), ("+447701123456", .unitedKingdom), ("+32470123456", .belgium),
            ("+41791234567", .switzerland),
        ] as [(String, Law?)])
    func number(number: String, law: Law?) throws {
        #expect(Law(number: number, in: try #require(Country(number: number))) == law)
    }

    @Test("every profile is about itself, and every notice stands in exactly one with a source and a day")
    func rows() throws {
        #expect(Law.allCases.allSatisfy { $0.profile.law == $0 && !$0.profile.languages.isEmpty })
        let notes = Law.allCases.flatMap(\.profile.notes)
        #expect(notes.map(\.notice.rawValue).sorted() == LawNotice.allCases.map(\.rawValue).sorted())
        for note in notes {
            #expect(note.source.contains(":"), "\(note.notice.rawValue) does not say where it is from")
            #expect(
                note.date.wholeMatch(of: /20\d\d-[01]\d-[0-3]\d/) != nil && note.date <= CountryProfile.sourcesCheckedOn
            )
        }
    }

    @Test("a line understands the STOP words of every country", arguments: Law.allCases)
    func stopWords(law: Law) {
        #expect(law.profile.stopWords.allSatisfy(TextRules.isStop))
    }

    @Test("a cap lowers a limit and never raises it")
    func caps() {
        #expect(CountryProfile.Caps.lower(0, 150) == 150 && CountryProfile.Caps.lower(200, 1_000) == 200)
        #expect(CountryProfile.Caps.lower(200, 150) == 150 && CountryProfile.Caps.lower(0, nil) == 0)
        #expect(CountryProfile.Caps.exceeds(0, 150) && CountryProfile.Caps.exceeds(151, 150))
        #expect(!CountryProfile.Caps.exceeds(150, 150) && !CountryProfile.Caps.exceeds(0, nil))
    }

    @Test("the setting to add keeps what is acknowledged already")
    func acknowledgement() {
        var law = LineLaw()
        #expect(law.acknowledgement(of: .frenchPlan) == #"law_acknowledged = ["fr-plan-150"]"#)
        law.acknowledged = [.frenchPlan]
        #expect(law.acknowledgement(of: .frenchNumbering) == #"law_acknowledged = ["fr-arcep-2023", "fr-plan-150"]"#)
    }

    @Test("docs/law.md has every profile and notice, with its source and its day, and no other")
    func page() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/law.md")
        let page = try String(contentsOf: file, encoding: .utf8)
        for law in Law.allCases {
            #expect(page.contains("| `\(law.rawValue)` |"))
            for note in law.profile.notes {
                let row = "| `\(note.notice.rawValue)` | `\(law.rawValue)` |"
                let found = page.split(separator: "\n").first { $0.hasPrefix(row) }
                #expect(found?.contains(note.date) == true && found?.contains(note.source) == true, "\(row)")
            }
        }
        let known = Set(LawNotice.allCases.map(\.rawValue) + Law.allCases.map(\.rawValue))
        let named = page.matches(of: /(?m)^\| `([a-z0-9-]+)` \|/).map { String($0.output.1) }
        #expect(Set(named) == known)
    }
}
