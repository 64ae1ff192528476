/// The languages in which the program has words for people.
public enum Language: String, CaseIterable, Hashable, Sendable, Codable {
    /// English.
    case english = "en"
    /// French.
    case french = "fr"
}
