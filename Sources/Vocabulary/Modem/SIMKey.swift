/// The name of a SIM in the database: its ICCID, or a stand-in made of the line's id while it does not tell one.
public enum SIMKey {
    private static let standInPrefix = "line:"

    /// What stands for the SIM of a line that does not tell its ICCID.
    public static func standIn(line: String) -> String { standInPrefix + line }

    /// Whether the key is no ICCID.
    public static func isStandIn(_ key: String) -> Bool { key.hasPrefix(standInPrefix) }
}
