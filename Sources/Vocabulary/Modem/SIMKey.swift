/// The key of a SIM in the database: its ICCID, or a placeholder made of the line's id while that is not known.
public enum SIMKey {
    private static let placeholderPrefix = "line:"

    /// The placeholder for a SIM whose ICCID is not known.
    public static func placeholder(line: String) -> String { placeholderPrefix + line }

    /// Whether the key is a placeholder.
    public static func isPlaceholder(_ key: String) -> Bool { key.hasPrefix(placeholderPrefix) }
}
