import EventStore

/// The outcome of the recovery of a damaged database, for the operator.
public struct RecoveryReport: Sendable {
    /// Where the damaged file is.
    public let kept: String
    /// The rows of the new database.
    public let rows: Int
    /// The tables that lost rows, and how many rows of each are left.
    public let damaged: [(table: String, rows: Int)]
    /// Whether the evidence log starts again.
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
