import EventStore

/// What became of a damaged database, for whoever had it recovered.
public struct RecoveryReport: Sendable {
    /// Where the damaged file is.
    public let kept: String
    /// The rows of the new database.
    public let rows: Int
    /// The tables of which rows are lost, and how many of each are left.
    public let damaged: [(table: String, rows: Int)]
    /// Whether the log of events for evidence begins anew.
    public let hasNewLog: Bool
    /// Whether every line is paused at the next start.
    public let holdsLines: Bool

    init(_ recovery: Recovery) {
        kept = recovery.kept
        rows = recovery.tables.map(\.rows).reduce(0, +)
        damaged = recovery.tables.filter { !$0.isWhole }.map { ($0.name, $0.rows) }
        hasNewLog = recovery.hasNewLog
        holdsLines = recovery.holdsLines
    }
}
