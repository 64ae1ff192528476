/// The languages of the program's sentences.
public enum Language: String, CaseIterable, Hashable, Sendable, Codable {
    /// English.
    case english = "en"
    /// French.
    case french = "fr"

    /// The codes of all languages, as a configuration names them (ISO 639-1).
    public static let codes = Set(allCases.map(\.rawValue))
}
