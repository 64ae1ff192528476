extension Schema {
    /// The figures of a raid for its end, and how long no reply is sent from a SIM whose network refuses to send.
    ///
    /// `raid` has one row for each line with a raid, `sim_backoff` one for each SIM whose last replies failed.
    static let version6Raid = """
        ALTER TABLE raid ADD COLUMN by_hand INTEGER NOT NULL DEFAULT 0 CHECK (by_hand IN (0, 1));
        ALTER TABLE raid ADD COLUMN contacts INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE raid ADD COLUMN spent_before INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE sim_backoff (
            sim TEXT PRIMARY KEY NOT NULL,
            failures INTEGER NOT NULL,
            at INTEGER NOT NULL
        ) STRICT;
        """
}
