extension Schema {
    /// The balance of each line's SIM, as the network reported it: one row for each line that queries it, until it is
    /// removed.
    ///
    /// `asked_at` is committed before the query is written, `asked_before` is its previous value; `spent_then` is what
    /// the line had spent when the network reported `amount`; `answer` is the network's text while it holds no amount,
    /// and may contain the number of the SIM.
    static let balanceVersion = """
        CREATE TABLE balance (
            line TEXT PRIMARY KEY NOT NULL,
            sim TEXT NOT NULL,
            asked_at INTEGER,
            asked_before INTEGER,
            read_at INTEGER,
            amount INTEGER,
            spent_then INTEGER NOT NULL DEFAULT 0,
            difference INTEGER,
            failures INTEGER NOT NULL DEFAULT 0,
            failing_since INTEGER,
            fault TEXT,
            answer ANY,
            exhausted INTEGER NOT NULL DEFAULT 0 CHECK (exhausted IN (0, 1))
        ) STRICT;
        """
}
