import GRDB
import LinePolicy
import Vocabulary

/// One line of the configuration, as the store has to know of it.
public struct ConfiguredLine: Sendable {
    /// The line by its new settings.
    public var context: LineContext
    /// Its price for a month; zero = it costs nothing.
    public var monthly: Money

    /// A line and its price for a month.
    public init(context: LineContext, monthly: Money = .zero) {
        self.context = context
        self.monthly = monthly
    }
}

extension EventStore {
    /// Applies a configuration to the store, completely or not at all: one transaction, before anything is switched.
    ///
    /// Planned replies are judged again by the new settings of their lines, a new line is charged for its month, and
    /// every other known line is removed, also one that was taken out while the service was down. With `isTimeKnown`
    /// false nothing is judged or charged, because no rule about time could be applied.
    public func apply(_ lines: [ConfiguredLine], now: Timestamp, isTimeKnown: Bool) async throws(StoreError) {
        try await write(now: now) { transaction in
            let wanted = Set(lines.map(\.context.line))
            for line in try transaction.knownLines() where !wanted.contains(line) { try transaction.removeLine(line) }
            guard isTimeKnown else { return }
            for line in lines {
                try transaction.charge(line.monthly, in: line.context)
                try transaction.judgeAllAgain(in: line.context)
            }
        }
    }
}

extension Transaction {
    /// The lines of which something is kept that ends with their removal.
    fileprivate func knownLines() throws -> [String] {
        let tables = Self.perLineTables.map { "SELECT line FROM \($0)" }.joined(separator: " UNION ")
        return try db.rows("SELECT line FROM reply WHERE state = 'planned' UNION \(tables) ORDER BY line").map { $0[0] }
    }
}
