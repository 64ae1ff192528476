/// Folds variants of Latin letters to A to Z: NFKD, removal of marks, and upper-casing.
///
/// The standard library has no public decomposition, and this target does not import Foundation, so the letters are in
/// a table. A test compares it with Foundation's decomposition of every character.
enum LetterFolding {
    /// The folded letters of a character: itself when there is nothing to fold, empty for a mark.
    static func folded(_ scalar: Unicode.Scalar) -> String {
        if let letter = letterInSequence(scalar) { return letter }
        var result = ""
        // Upper-casing may produce marks and the letters of a ligature.
        for upper in scalar.properties.uppercaseMapping.unicodeScalars where !isMark(upper) {
            result += table[upper] ?? letterInSequence(upper) ?? String(upper)
        }
        return result
    }

    /// Whether the character is a mark on the one before it.
    static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    /// The letter of an alphabet whose code points are in order: full-width, circled and mathematical letters.
    private static func letterInSequence(_ scalar: Unicode.Scalar) -> String? {
        let place: UInt32
        let value = scalar.value
        switch value {
        case 0xFF21...0xFF3A: place = value - 0xFF21
        case 0xFF41...0xFF5A: place = value - 0xFF41
        case 0x24B6...0x24E9: place = (value - 0x24B6) % 26
        case 0x1D400...0x1D6A3: place = (value - 0x1D400) % 26
        default: return nil
        }
        return Unicode.Scalar(0x41 + place).map { String($0) }
    }

    /// The upper-case letters, and those without case, that decompose to letters of a STOP word.
    private static let decompositions: [(letters: String, characters: String)] = [
        ("A", "ªÀÁÂÃÄÅĀĂĄǍǞǠǺȀȂȦᴬᵃḀẠẢẤẦẨẪẬẮẰẲẴẶₐÅ🄰"), ("B", "ᴮᵇḂḄḆℬ🄱"), ("C", "ÇĆĈĊČᶜḈℂℭⅭꟲ🄫🄲"),
        ("D", "ĎᴰᵈḊḌḎḐḒⅅⅆⅮ🄳"), ("E", "ÈÉÊËĒĔĖĘĚȄȆȨᴱᵉḔḖḘḚḜẸẺẼẾỀỂỄỆₑℯℰⅇ🄴"), ("F", "ᶠḞℱꟳ🄵"),
        ("I", "ÌÍÎÏĨĪĬĮİǏȈȊᴵᵢḬḮỈỊⁱℐℑℹⅈⅠ𝚤🄸"), ("L", "ĹĻĽˡᴸḶḸḺḼₗℒℓⅬ🄻"), ("M", "ᴹᵐḾṀṂₘℳⅯ🄼"), ("N", "ÑŃŅŇǸᴺṄṆṈṊⁿₙℕ🄽"),
        ("O", "ºÒÓÔÕÖŌŎŐƠǑǪǬȌȎȪȬȮȰᴼᵒṌṎṐṒỌỎỐỒỔỖỘỚỜỞỠỢₒℴ🄾"), ("P", "ᴾᵖṔṖₚℙ🄿"), ("Q", "ℚꟴ𐞥🅀"),
        ("R", "ŔŖŘȐȒʳᴿᵣṘṚṜṞℛℜℝ🄬🅁"), ("S", "ŚŜŞŠȘˢṠṢṤṦṨₛ🅂"), ("T", "ŢŤȚᵀᵗṪṬṮṰₜ🅃"),
        ("U", "ÙÚÛÜŨŪŬŮŰŲƯǓǕǗǙǛȔȖᵁᵘᵤṲṴṶṸṺỤỦỨỪỬỮỰ🅄"), ("V", "ᵛᵥṼṾⅤⱽ🅅"), ("Z", "ŹŻŽᶻẐẒẔℤℨ🅉"), ("IN", "㏌"), ("NS", "㎱"),
        ("OV", "㍵"), ("PA", "㎀㎩"),
    ]

    private static let table: [Unicode.Scalar: String] = {
        var table: [Unicode.Scalar: String] = [:]
        for (letters, characters) in decompositions {
            for scalar in characters.unicodeScalars { table[scalar] = letters }
        }
        return table
    }()
}
