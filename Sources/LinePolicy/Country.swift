/// A country whose numbering plan is known (ISO 3166-1 alpha-2).
public enum Country: String, CaseIterable, Hashable, Sendable, Codable {
    /// Canada, +1.
    case canada = "CA"
    /// United States, +1.
    case unitedStates = "US"
    /// France (metropolitan), +33.
    case france = "FR"
    /// Belgium, +32.
    case belgium = "BE"
    /// Switzerland, +41.
    case switzerland = "CH"
    /// United Kingdom, +44.
    case unitedKingdom = "GB"
}

extension Country {
    /// The country of a SIM's network, by its mobile country code (ITU-T E.212); nil when its numbering plan is not known.
    public init?(mobileCountryCode code: String) {
        switch code {
        case "302": self = .canada
        case "310", "311", "312", "313", "314", "315", "316": self = .unitedStates
        case "208": self = .france
        case "234", "235": self = .unitedKingdom
        case "206": self = .belgium
        case "228": self = .switzerland
        default: return nil
        }
    }
}
