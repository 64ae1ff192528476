/// Latin letters without their looks: NFKD, removal of marks and upper-casing, as far as the letters A to Z go.
///
/// The standard library decomposes no text in public, and Foundation stays out of this target, so the letters are a
/// table; a test holds it against Foundation's decomposition of every character.
enum LetterFolding {
    /// The folded letters of a character; itself when there is nothing to fold, nothing for a mark.
    static func folded(_ scalar: Unicode.Scalar) -> String {
        if let letter = letterOfRun(scalar) { return letter }
        var result = ""
        // Upper-casing may bring marks, and the letters of a ligature, with it.
        for upper in scalar.properties.uppercaseMapping.unicodeScalars where !isMark(upper) {
            result += table[upper] ?? letterOfRun(upper) ?? String(upper)
        }
        return result
    }

    /// Whether the character only changes the look of the one before it.
    static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    /// The alphabets that stand in order: full-width, circled and mathematical letters.
    private static func letterOfRun(_ scalar: Unicode.Scalar) -> String? {
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

    /// Upper-case letters, and those without case, by the letters they decompose to; no others occur in a STOP word.
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
