import Foundation
import LinePolicy
import Testing
import Vocabulary

struct NumberingPlanTests {
    /// Numbers of every range with near misses, and the classes libphonenumber gives them.
    ///
    /// Written by `tools/numbering/generate.py`.
    static func fixture() throws -> [(number: String, classes: String)] {
        let url = try #require(
            Bundle.module.url(forResource: "numbers", withExtension: "tsv", subdirectory: "Fixtures"))
        return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map { line in
            let columns = line.split(separator: "\t")
            try #require(columns.count == 2)
            return (String(columns[0]), String(columns[1]))
        }
    }

    @Test("every number of the fixture has the class that libphonenumber gives it")
    func fixture() throws {
        let rows = try Self.fixture()
        #expect(rows.count > 2000)
        for (number, expected) in rows {
            let classes = Country.allCases.compactMap { country in
                NumberingPlan.rangeClass(of: number, in: country).map { "\(country.rawValue)=\($0.rawValue)" }
            }
            #expect((classes.isEmpty ? "-" : classes.joined(separator: ",")) == expected, "\(number)")
        }
    }

    @Test(
        "a destination is answered only as an ordinary number of an allowed country",
        arguments: [
            // Canada and the United States share +1 with others.
            ("+15145550142", [.canada], nil), ("+12125550142", [.canada], .destinationNotAllowed),
            ("+12125550142", [.canada, .unitedStates], nil), ("+18765550142", [.canada], .destinationNotAllowed),
            ("+18005550142", [.canada], nil), ("+19005550142", [.canada], .premiumNumber),
            ("+15149760142", [.canada], .premiumNumber), ("+12129760142", [.canada], .destinationNotAllowed),
            ("+16005550142", [.canada], .premiumNumber), ("+15005550142", [.unitedStates], .premiumNumber),
            ("+19765550142", [.canada], .destinationNotAllowed), ("+1514555014", [.canada], .destinationNotAllowed),
            ("+151455501420", [.canada], .destinationNotAllowed),
            // France, not its overseas departments.
            ("+33612345678", [.france], nil), ("+33899123456", [.france], .premiumNumber),
            ("+33820123456", [.france], .premiumNumber), ("+590690123456", [.france], .destinationNotAllowed),
            ("+262692123456", [.france], .destinationNotAllowed), ("+508551234", [.france], .destinationNotAllowed),
            ("+3361234567", [.france], .destinationNotAllowed), ("+330612345678", [.france], .destinationNotAllowed),
            // Belgium, Switzerland.
            ("+32470123456", [.belgium], nil), ("+3290123456", [.belgium], .premiumNumber),
            ("+3278791234", [.belgium], .premiumNumber), ("+41791234567", [.switzerland], nil),
            ("+41900123456", [.switzerland], .premiumNumber), ("+41840123456", [.switzerland], .premiumNumber),
            ("+41878123456", [.switzerland], .premiumNumber), ("+423791234", [.switzerland], .destinationNotAllowed),
            // The United Kingdom, not the islands.
            ("+447400123456", [.unitedKingdom], nil), ("+447012345678", [.unitedKingdom], .premiumNumber),
            ("+449012345678", [.unitedKingdom], .premiumNumber), ("+448432345678", [.unitedKingdom], .premiumNumber),
            ("+441534123456", [.unitedKingdom], .destinationNotAllowed),
            ("+447797123456", [.unitedKingdom], .destinationNotAllowed),
            ("+447624123456", [.unitedKingdom], .destinationNotAllowed),
            // Satellites and international premium numbers belong to nobody's plan.
            ("+881612345678", [.canada], .destinationNotAllowed), ("+870773123456", [.france], .destinationNotAllowed),
            ("+979123456789", [.france], .destinationNotAllowed),
        ] as [(String, Set<Country>, Reason?)])
    func destinations(number: String, countries: Set<Country>, reason: Reason?) throws {
        var situation = Situation()
        situation.rules.countries = countries
        situation.contact.sender = .number(number)
        #expect(try situation.verdict().reason == reason)
    }

    @Test(
        "what is not written as E.164 has no class",
        arguments: [
            "", "+", "++1", "+1", "15145550142", " +15145550142", "+1514555014２", "+1514 5550142", "+15145550142\0",
            "+1" + String(repeating: "5", count: 40), "+15145550142x", "+1\u{0301}5145550142",
        ])
    func notE164(number: String) {
        #expect(Country.allCases.allSatisfy { NumberingPlan.rangeClass(of: number, in: $0) == nil })
    }

    @Test(
        "the country of a number is the one that would answer it",
        arguments: [
            ("+15145550142", .canada), ("+12125550142", .unitedStates), ("+33123456789", .france),
            ("+3222345678", .belgium), ("+41446681800", .switzerland), ("+442079460123", .unitedKingdom),
            ("+441534123456", nil), ("+19005550142", nil), ("+4930123456", nil), ("+33", nil),
        ] as [(String, Country?)])
    func country(number: String, country: Country?) {
        #expect(Country(number: number) == country)
    }
}
