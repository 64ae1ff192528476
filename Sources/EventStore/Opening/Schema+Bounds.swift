extension Schema {
    /// `day_texts`: the number of texts of one sender on a line on the last day with one, and how many of them are only
    /// counted and not logged yet.
    ///
    /// A row is deleted two days later. `storage_step`: how far the plan for a full database has come.
    static let boundsVersion = """
        CREATE TABLE day_texts (
            sender INTEGER NOT NULL,
            line TEXT NOT NULL,
            day INTEGER NOT NULL,
            texts INTEGER NOT NULL,
            folded INTEGER NOT NULL DEFAULT 0,
            first_at INTEGER,
            last_at INTEGER,
            PRIMARY KEY (sender, line)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX day_texts_day ON day_texts (day);
        CREATE INDEX day_texts_folded ON day_texts (first_at) WHERE folded > 0;
        ALTER TABLE retention ADD COLUMN storage_step INTEGER NOT NULL DEFAULT 0 CHECK (storage_step BETWEEN 0 AND 4);
        ALTER TABLE retention ADD COLUMN texts_dropped_to INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE retention ADD COLUMN octets_dropped_to INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE retention ADD COLUMN records_dropped_to INTEGER NOT NULL DEFAULT 0;
        """
}
