import Testing

@testable import jedisnon

struct LineNameTests {
    @Test(
        "a region suggests an id",
        arguments: [
            ("Montréal", "montreal"), ("Trois-Rivières", "trois-rivieres"), ("Île-de-France", "ile-de-france"),
            ("  Œuf & Æther / Straße!", "oeuf-aether-strasse"), ("NORD", "nord"), ("Côte d’Azur", "cote-d-azur"),
            ("../../etc", "etc"), ("東京", ""), ("", ""), ("--", ""), ("8e", "8e"),
            (String(repeating: "ab-", count: 20), "ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab"),
        ])
    func ids(region: String, id: String) {
        #expect(LineName.id(from: region) == id)
    }

    @Test("an id that is taken gets a number, and stays short enough")
    func taken() {
        #expect(LineName.freeID(from: "Laval") { $0 == "laval" } == "laval-2")
        #expect(LineName.freeID(from: "Laval") { ["laval", "laval-2"].contains($0) } == "laval-3")
        let long = String(repeating: "a", count: 40)
        #expect(LineName.freeID(from: long) { $0.count == 32 } == String(repeating: "a", count: 29) + "-2")
        #expect(LineName.freeID(from: "東京") { _ in false } == nil)
        #expect(LineName.freeID(from: "x") { _ in true } == nil)
    }

    @Test("a region is one short line that can be looked at", arguments: ["a\nb", "a\u{7}", "\u{202E}a", "\u{2028}"])
    func badRegion(region: String) {
        #expect(LineName.problem(aboutRegion: region) != nil)
        #expect(LineName.problem(aboutRegion: "Montréal (Québec) \"Nord\"") == nil)
        #expect(LineName.problem(aboutRegion: String(repeating: "a", count: 65)) != nil)
    }

    @Test("a number may be typed as people write it")
    func numbers() {
        #expect(LineRequest.number("+1 (514) 555-0101") == "+15145550101")
        #expect(LineRequest.number("+33\u{A0}6.12.34/56 78") == "+33612345678")
        #expect(LineRequest.number("+1514\"x") == "+1514\"x")
    }
}
