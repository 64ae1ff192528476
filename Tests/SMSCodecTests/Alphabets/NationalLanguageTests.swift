import Foundation
import Testing

@testable import SMSCodec

/// Every table of Annex A against an independent list (`Fixtures/alphabets.json`).
///
/// The list is canonically decomposed, so texts are compared in that form.
struct NationalLanguageTests {
    struct Tables: Decodable {
        let locking: [String]
        let single: [String]
    }

    static let tables: Tables = Fixture.read("alphabets")

    /// All septets a table has, read one by one; a space for those it has not.
    private func read(_ septets: [[UInt8]], _ shift: UserDataHeader.LanguageShift) -> String {
        septets.map { GSM7.text(of: $0, shift) }.joined().decomposedStringWithCanonicalMapping
    }

    @Test("a locking shift table is the one of the list", arguments: 0...13)
    func locking(language: UInt8) {
        // Spanish has no locking table: the default alphabet stays.
        let listed = Self.tables.locking[Int(language)]
        let expected = listed.isEmpty ? Self.tables.locking[0] : listed
        let septets = (0..<128).filter { $0 != GSM7.escape }.map { [UInt8($0)] }
        let text = read(septets, .init(locking: language, single: nil))
        #expect(text == expected.replacing("\u{FFFF}", with: ""))
    }

    @Test("a single shift table is the one of the list", arguments: 0...13)
    func single(language: UInt8) {
        let table = NationalLanguage.singleTable(language)
        let text = table.map { $0 == 0 ? " " : Unicode.Scalar($0).map { String($0) } ?? "?" }.joined()
        #expect(text.decomposedStringWithCanonicalMapping == Self.tables.single[Int(language)])
    }

    @Test("a septet the single shift table has not is read in the locking table")
    func fallsBack() {
        #expect(GSM7.text(of: [0x1B, 0x04], .init(locking: 1, single: 1)) == "€")
        #expect(GSM7.text(of: [0x1B, 0x53], .init(locking: nil, single: 1)) == "Ş")
        #expect(GSM7.text(of: [0x1B, 0x53], .init(locking: nil, single: 2)) == "S")
    }

    @Test("an unknown language means the default tables", arguments: [0, 14, 255])
    func unknown(language: UInt8) {
        let shift = UserDataHeader.LanguageShift(locking: language, single: language)
        #expect(GSM7.text(of: [0x07, 0x1B, 0x65], shift) == "ì€")
    }

    @Test("a Turkish message of the field reads in Turkish")
    func turkish() throws {
        // smslib, IncomingTextSmsTestData.
        let hex =
            "0791093592100000640C910905566361400000012091327233804B03240101A0A2D373507A0E0A83DAE5F93C7C2E83E8E8301D347EBB"
            + "E9E1B47B0EAAD3CD38D0181D96CF5DC8B2BC0C0ACBCB203ABA0C1AA3C3F2B96E93DE9C37733F1F"
        guard case .deliver(let message) = try PDU(hex: hex).tpdu else { return }
        #expect(message.userData.text?.hasSuffix("ığşüö") == true)
    }
}
