import Vocabulary

extension Law {
    /// The data of the profile; `docs/law.md` has the same in words.
    public var profile: CountryProfile {
        switch self {
        case .quebec: .quebec
        case .frenchMobile: .frenchMobile
        case .unitedStates: .unitedStates
        case .unitedKingdom: .unitedKingdom
        case .belgium: .belgium
        case .switzerland: .switzerland
        }
    }
}

extension CountryProfile {
    fileprivate static let quebec = CountryProfile(
        law: .quebec, country: .canada, languages: [.french, .english],
        stopWords: ["STOP", "CANCEL", "REMOVE", "UNSUBSCRIBE", "END", "QUIT", "ARRET"], caps: Caps(),
        notes: [
            Note(
                notice: .canadaCommercial,
                source: "regulations under the anti-spam law, s. 3(b): barrysookman.com/2014/06/08",
                date: "2014-06-08", effect: .informs),
            Note(
                notice: .quebecPrivacy, source: "P-39.1, s. 23; A-2.1, r. 0.1: legisquebec.gouv.qc.ca",
                date: "2024-05-30", effect: .informs),
        ])

    fileprivate static let frenchMobile = CountryProfile(
        law: .frenchMobile, country: .france, languages: [.french], stopWords: ["STOP"],
        caps: Caps(newRecipientsPerMonth: 150),
        notes: [
            Note(
                notice: .frenchNumbering,
                source: "Arcep, décision 2022-1583: arcep.fr; upheld by the Conseil d'État on 2024-06-06, 489787",
                date: "2023-01-01", effect: .holdsReplies),
            Note(
                notice: .frenchPlan, source: "SFR Réunion, conditions générales, art. 7: handicapzero.org",
                date: sourcesCheckedOn, effect: .informs),
        ])

    fileprivate static let unitedStates = CountryProfile(
        law: .unitedStates, country: .unitedStates, languages: [.english], stopWords: [],
        caps: Caps(repliesPerDay: 1_000),
        notes: [
            Note(
                notice: .americanPlan, source: "CTIA, typical consumer operation: docs.ytel.com, usvox.com",
                date: sourcesCheckedOn, effect: .informs)
        ])

    fileprivate static let unitedKingdom = CountryProfile(
        law: .unitedKingdom, country: .unitedKingdom, languages: [.english], stopWords: [], caps: Caps(),
        notes: [
            Note(
                notice: .britishSIMFarm,
                source: "Crime and Policing Bill: loc.gov 2025-04-10, wired-gov 2025-04-24",
                date: "2025-04-24", effect: .warns(fromLines: 5))
        ])

    fileprivate static let belgium = CountryProfile(
        law: .belgium, country: .belgium, languages: [.french], stopWords: [], caps: Caps(),
        notes: [
            Note(
                notice: .belgianPrepaid,
                source:
                    "royal decree of 27 November 2016, 2016011491: ejustice.just.fgov.be, bipt.be/consumers/prepaid-cards",
                date: "2016-12-07", effect: .informs),
            Note(
                notice: .belgianPrivacy,
                source: "Regulation (EU) 2016/679, art. 5(1)(e); law of 30 July 2018: wallex.wallonie.be, ipnews.be",
                date: "2018-05-25", effect: .informs),
        ])

    fileprivate static let switzerland = CountryProfile(
        law: .switzerland, country: .switzerland, languages: [.french], stopWords: [], caps: Caps(),
        notes: [
            Note(
                notice: .swissAdvertising, source: "Unfair Competition Act, art. 3(o): bakom.admin.ch",
                date: "2007-04-01", effect: .informs)
        ])
}
