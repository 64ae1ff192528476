import Vocabulary

// Canada: the area codes in service, by their numbering plan areas, overlays with the code they overlay: Canadian Numbering
// Administrator (cnac.ca) and libphonenumber 9.0.43, 1 December 2026. 236, 257, 672 and 778 cover all of British Columbia, 368, 587
// and 825 all of Alberta, so these provinces are one region each. 600, 622, 633 and toll-free codes have no place.
// France: the first digit after the zero, Arcep's national numbering plan (decision 2018-0881). Since 2023 a geographic number may be
// used anywhere in mainland France.
private let areaCodes: [(region: CallerRegion, codes: [String])] = [
    (.montreal, ["263", "438", "514"]),
    (.aroundMontreal, ["354", "450", "579"]),
    (.easternQuebec, ["273", "367", "418", "581"]),
    (.westernQuebec, ["468", "819", "873"]),
    (.toronto, ["416", "437", "647", "942"]),
    (.aroundToronto, ["289", "365", "742", "905"]),
    (.southwesternOntario, ["226", "382", "519", "548"]),
    (.easternOntario, ["343", "613", "753"]),
    (.centralOntario, ["249", "683", "705"]),
    (.northwesternOntario, ["807"]),
    (.manitoba, ["204", "431", "584"]),
    (.saskatchewan, ["306", "474", "639"]),
    (.alberta, ["368", "403", "587", "780", "825"]),
    (.britishColumbia, ["236", "250", "257", "604", "672", "778"]),
    (.newBrunswick, ["428", "506"]),
    (.novaScotia, ["782", "902"]),
    (.newfoundland, ["709", "879"]),
    (.canadianNorth, ["867"]),
]

private let canadianRegions = Dictionary(
    uniqueKeysWithValues: areaCodes.flatMap { row in row.codes.map { ($0, row.region) } })

private let frenchRegions: [Character: CallerRegion] = [
    "1": .ileDeFrance, "2": .northwesternFrance, "3": .northeasternFrance, "4": .southeasternFrance,
    "5": .southwesternFrance, "6": .frenchMobile, "7": .frenchMobile, "9": .frenchAnywhere,
]

extension CallerRegion {
    /// The region of a number in E.164 form, with its `+`.
    public init(number: String) {
        self = Self.known(number) ?? .elsewhere
    }

    private static func known(_ number: String) -> CallerRegion? {
        let digits = number.dropFirst()
        if digits.hasPrefix("1") {
            let code = String(digits.dropFirst().prefix(3))
            return canadianRegions[code] ?? (Country(number: number) == .unitedStates ? .unitedStates : nil)
        }
        if digits.hasPrefix("33") { return digits.dropFirst(2).first.flatMap { frenchRegions[$0] } }
        let others: [(code: String, region: CallerRegion)] = [
            ("32", .belgium), ("41", .switzerland), ("44", .unitedKingdom),
        ]
        return others.first { digits.hasPrefix($0.code) }?.region
    }
}
