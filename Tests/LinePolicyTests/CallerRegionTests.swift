import LinePolicy
import Testing
import Vocabulary

struct CallerRegionTests {
    @Test(
        "the first digits of a number tell where it is at home",
        arguments: [
            ("+15145550101", .montreal), ("+12635550101", .montreal), ("+14505550101", .aroundMontreal),
            ("+14185550101", .easternQuebec), ("+18195550101", .westernQuebec), ("+14165550101", .toronto),
            ("+19055550101", .aroundToronto), ("+15875550101", .alberta), ("+12045550101", .manitoba),
            ("+18675550101", .canadianNorth), ("+12125550101", .unitedStates), ("+18005550101", .elsewhere),
            ("+19005550101", .elsewhere), ("+18095550101", .elsewhere), ("+33145678901", .ileDeFrance),
            ("+33612345678", .frenchMobile), ("+33712345678", .frenchMobile), ("+33912345678", .frenchAnywhere),
            ("+33", .elsewhere), ("+3221234567", .belgium), ("+41791234567", .switzerland),
            ("+447911123456", .unitedKingdom), ("+491701234567", .elsewhere), ("+", .elsewhere), ("", .elsewhere),
        ] as [(String, CallerRegion)])
    func regions(number: String, region: CallerRegion) {
        #expect(CallerRegion(number: number) == region)
    }

    @Test("every Canadian number that is answered has a region")
    func everyCode() {
        let codes = (200...999).filter { Country(number: "+1\($0)2345678") == .canada }
        #expect(codes.count > 40)
        // Toll-free numbers have no place.
        for code in codes where code % 100 % 11 != 0 || code < 800 {
            #expect(CallerRegion(number: "+1\(code)2345678") != .elsewhere, "\(code)")
        }
    }
}
