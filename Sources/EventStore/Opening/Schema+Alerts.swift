extension Schema {
    /// What is wrong, who was notified, and which alerts are still to be written.
    ///
    /// `trouble` has one row for each line and kind of trouble that is not over; `alert` holds what is not in the
    /// spool yet, and is emptied as soon as it is; `notify_state` is one row.
    static let alertVersion = """
        CREATE TABLE trouble (
            kind TEXT NOT NULL,
            line TEXT NOT NULL DEFAULT '',
            since INTEGER NOT NULL,
            told_at INTEGER,
            calm_since INTEGER,
            PRIMARY KEY (kind, line)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE alert (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL,
            body TEXT NOT NULL
        ) STRICT;
        CREATE TABLE notify_state (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            seen_seq INTEGER,
            alive_at INTEGER,
            day_start INTEGER,
            told_today INTEGER NOT NULL DEFAULT 0,
            is_running INTEGER NOT NULL DEFAULT 0 CHECK (is_running IN (0, 1)),
            crash_untold INTEGER NOT NULL DEFAULT 0 CHECK (crash_untold IN (0, 1))
        ) STRICT;
        INSERT INTO notify_state (id) VALUES (1);
        """
}
