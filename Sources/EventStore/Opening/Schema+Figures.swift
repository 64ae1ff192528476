extension Schema {
    /// Counts that are updated with each contact, so that no report or page reads the log.
    ///
    /// `figure`: the contacts of a day on a line, by the decision made when they came; `reason` '' = answered. `day`
    /// counts from 1970 in the time zone of the box. `week_figure`: the people of a week by the home region of their
    /// number; `line` '' = the whole box, `week` counts Mondays. `week_sender`: who wrote or called in a week, deleted
    /// when that week is long over.
    /// The index of `recent_octets` by time was as large as the table, which holds ten minutes: it is read whole once a minute.
    static let figuresVersion = """
        CREATE TABLE figure (
            line TEXT NOT NULL,
            day INTEGER NOT NULL,
            reason TEXT NOT NULL,
            texts INTEGER NOT NULL,
            calls INTEGER NOT NULL,
            PRIMARY KEY (line, day, reason)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE week_figure (
            line TEXT NOT NULL,
            week INTEGER NOT NULL,
            region TEXT NOT NULL,
            contacts INTEGER NOT NULL,
            senders INTEGER NOT NULL,
            repeats INTEGER NOT NULL,
            curious INTEGER NOT NULL,
            PRIMARY KEY (line, week, region)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE week_sender (
            week INTEGER NOT NULL,
            sender INTEGER NOT NULL,
            line TEXT NOT NULL,
            contacts INTEGER NOT NULL,
            PRIMARY KEY (week, sender, line)
        ) STRICT, WITHOUT ROWID;
        DROP INDEX recent_octets_at;
        """
}
