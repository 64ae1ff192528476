/// A country profile: the rules of a country and of its carriers that apply to a line.
public enum Law: String, CaseIterable, Hashable, Sendable, Codable {
    /// Canada; where Québec is stricter than the other provinces, Québec.
    case quebec = "ca-qc"
    /// A French mobile number, 06 or 07.
    case frenchMobile = "fr-mobile"
    /// The United States.
    case unitedStates = "us"
    /// The United Kingdom.
    case unitedKingdom = "gb"
    /// Belgium.
    case belgium = "be"
    /// Switzerland.
    case switzerland = "ch"
}

/// A notice for operators about the law or the plan of a line, with the id that `law_acknowledged` takes.
public enum LawNotice: String, CaseIterable, Hashable, Sendable, Codable {
    /// Canada: what makes a text a commercial one.
    case canadaCommercial = "ca-casl-2014"
    /// Québec: when personal information has to be destroyed.
    case quebecPrivacy = "ca-qc-privacy-2024"
    /// France: 06 and 07 are for people, not for automatic systems.
    case frenchNumbering = "fr-arcep-2023"
    /// France: how many correspondents a consumer plan allows.
    case frenchPlan = "fr-plan-150"
    /// The United States: what carriers accept as use by a person.
    case americanPlan = "us-ctia-p2p"
    /// The United Kingdom: five SIMs in one device.
    case britishSIMFarm = "gb-sim-farm-2025"
    /// Belgium: users of prepaid cards have to be identified.
    case belgianPrepaid = "be-prepaid-2016"
    /// Belgium: how long personal data may be kept.
    case belgianPrivacy = "be-gdpr-2018"
    /// Switzerland: what makes a text one of mass advertising.
    case swissAdvertising = "ch-advertising-2007"
}
