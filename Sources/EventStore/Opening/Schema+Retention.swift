extension Schema {
    /// How far retention has come, what it erased since its last event, and an index for everything that becomes old.
    static let retentionVersion = """
        CREATE TABLE retention (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            contents_forgotten_to INTEGER NOT NULL DEFAULT 0,
            contents INTEGER NOT NULL DEFAULT 0,
            numbers INTEGER NOT NULL DEFAULT 0,
            records INTEGER NOT NULL DEFAULT 0,
            told_at INTEGER,
            heard_forgotten_to INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        INSERT INTO retention (id) VALUES (1);
        ALTER TABLE part DROP COLUMN at;
        DROP INDEX long_message_sender;
        CREATE INDEX long_message_recorded ON long_message (recorded) WHERE recorded IS NOT NULL;
        CREATE INDEX sender_seen ON sender (seen_at) WHERE key IS NOT NULL;
        CREATE INDEX sender_stopped ON sender (stopped_at) WHERE stopped_at IS NOT NULL;
        CREATE INDEX submission_at ON submission (at);
        CREATE INDEX submission_reply ON submission (reply);
        CREATE INDEX reply_counted ON reply (counted_at);
        CREATE INDEX event_call ON event (line, seq) WHERE kind = 'call_received';
        CREATE INDEX event_ahead ON event (at) WHERE ahead = 1;
        DROP INDEX event_content;
        DROP INDEX event_octets;
        """
}
