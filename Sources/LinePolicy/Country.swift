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
