import GRDB

/// The migrations, as strings: one that has shipped is never changed.
enum Schema {
    /// "jdsn": marks the file as ours.
    static let applicationID = 0x6A64_736E

    /// All migrations, in order.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v1") { try $0.execute(sql: version1) }
        migrator.registerMigration("v2") { try $0.execute(sql: version2) }
        migrator.registerMigration("v3") { try $0.execute(sql: version3) }
        migrator.registerMigration("v4") { try $0.execute(sql: version4) }
        migrator.registerMigration("v5-parts") { try $0.execute(sql: version5Parts) }
        migrator.registerMigration("v5-time") { try $0.execute(sql: timeVersion) }
        migrator.registerMigration("v6-erasure") { try $0.execute(sql: erasureVersion) }
        migrator.registerMigration("v6-raid") { try $0.execute(sql: version6Raid) }
        migrator.registerMigration("v6-alerts") { try $0.execute(sql: alertVersion) }
        migrator.registerMigration("v6-evidence") { try $0.execute(sql: evidenceVersion) }
        migrator.registerMigration("v6-balance") { try $0.execute(sql: balanceVersion) }
        migrator.registerMigration("v6-retention") { try $0.execute(sql: retentionVersion) }
        migrator.registerMigration("v6-key") { try $0.execute(sql: keyVersion) }
        migrator.registerMigration("v6-bounds") { try $0.execute(sql: boundsVersion) }
        migrator.registerMigration("v7-figures") { try $0.execute(sql: figuresVersion) }
        return migrator
    }

    // Times are milliseconds since 1970, money is in millionths, months are yyyymm. Columns of type ANY hold text from
    // outside: TEXT, or a BLOB when the text contains a NUL.
    private static let version1 = """
        PRAGMA application_id = \(applicationID);

        CREATE TABLE box (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            secret BLOB NOT NULL CHECK (length(secret) = 32),
            newest_network_time INTEGER,
            numbers_forgotten_to INTEGER NOT NULL DEFAULT 0,
            version TEXT,
            started_at INTEGER
        ) STRICT;

        CREATE TABLE sender (
            id INTEGER PRIMARY KEY,
            hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
            kind TEXT NOT NULL CHECK (kind IN ('number', 'name', 'short_code', 'other')),
            key ANY,
            seen_at INTEGER NOT NULL,
            stopped_at INTEGER,
            blocked_at INTEGER,
            block_note ANY
        ) STRICT;
        CREATE INDEX sender_blocked ON sender (blocked_at) WHERE blocked_at IS NOT NULL;

        CREATE TABLE event (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            line TEXT,
            kind TEXT NOT NULL,
            sender INTEGER REFERENCES sender (id),
            text ANY,
            reason TEXT,
            reply INTEGER,
            cost INTEGER,
            details TEXT NOT NULL DEFAULT '{}',
            pdu BLOB,
            data BLOB,
            ahead INTEGER NOT NULL DEFAULT 0 CHECK (ahead IN (0, 1))
        ) STRICT;
        CREATE INDEX event_at ON event (at);
        CREATE INDEX event_line ON event (line, seq);
        CREATE INDEX event_content ON event (at)
            WHERE text IS NOT NULL OR pdu IS NOT NULL OR data IS NOT NULL;

        CREATE TABLE reply (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            line TEXT NOT NULL,
            sim TEXT NOT NULL,
            sender INTEGER REFERENCES sender (id),
            origin INTEGER NOT NULL REFERENCES event (seq),
            contact TEXT NOT NULL CHECK (contact IN ('text', 'call')),
            network_time INTEGER,
            manner TEXT NOT NULL CHECK (manner IN ('text', 'spoken', 'spoken-and-text')),
            state TEXT NOT NULL CHECK (state IN ('planned', 'sending', 'sent', 'failed', 'unknown', 'cancelled')),
            text TEXT NOT NULL,
            parts INTEGER NOT NULL CHECK (parts >= 0),
            part_price INTEGER NOT NULL CHECK (part_price >= 0),
            call_price INTEGER NOT NULL CHECK (call_price >= 0),
            attempted INTEGER NOT NULL DEFAULT 0 CHECK (attempted BETWEEN 0 AND parts),
            retried INTEGER NOT NULL DEFAULT 0 CHECK (retried IN (0, 1)),
            due_at INTEGER NOT NULL,
            counted_at INTEGER NOT NULL,
            month INTEGER NOT NULL,
            reserved INTEGER NOT NULL CHECK (reserved >= 0),
            spent INTEGER NOT NULL DEFAULT 0 CHECK (spent >= 0)
        ) STRICT;
        CREATE INDEX reply_planned ON reply (line, due_at, id) WHERE state = 'planned';
        CREATE INDEX reply_sending ON reply (line) WHERE state = 'sending';
        CREATE INDEX reply_open ON reply (sim) WHERE state IN ('planned', 'sending');
        CREATE INDEX reply_sender ON reply (sender, counted_at);
        CREATE INDEX reply_origin ON reply (origin);

        CREATE TABLE submission (
            id INTEGER PRIMARY KEY,
            sim TEXT NOT NULL,
            at INTEGER NOT NULL,
            sender INTEGER REFERENCES sender (id),
            reply INTEGER NOT NULL REFERENCES reply (id)
        ) STRICT;
        CREATE INDEX submission_sim ON submission (sim, at);

        CREATE TABLE ledger (
            scope TEXT NOT NULL,
            month INTEGER NOT NULL,
            spent INTEGER NOT NULL DEFAULT 0,
            reserved INTEGER NOT NULL DEFAULT 0 CHECK (reserved >= 0),
            PRIMARY KEY (scope, month)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE limit_notice (
            scope TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('total', 'per_month')),
            month INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            event TEXT NOT NULL,
            PRIMARY KEY (scope, kind, month, amount, event)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE charge (
            line TEXT NOT NULL,
            month INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (line, month)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE budget_addition (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            amount INTEGER NOT NULL CHECK (amount > 0)
        ) STRICT;

        CREATE TABLE slot (
            store TEXT NOT NULL,
            memory TEXT NOT NULL,
            place INTEGER NOT NULL,
            line TEXT NOT NULL,
            octets BLOB NOT NULL,
            deleted_at INTEGER,
            committed_at INTEGER NOT NULL,
            PRIMARY KEY (store, memory, place)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX slot_octets ON slot (line, octets) WHERE deleted_at IS NULL;
        CREATE TABLE recent_octets (
            line TEXT NOT NULL,
            octets BLOB NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (line, octets)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX recent_octets_at ON recent_octets (at);

        CREATE TABLE long_message (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            line TEXT NOT NULL,
            sender INTEGER NOT NULL,
            reference INTEGER NOT NULL,
            reference_bits INTEGER NOT NULL,
            total INTEGER NOT NULL,
            last_part_at INTEGER NOT NULL,
            recorded INTEGER REFERENCES event (seq)
        ) STRICT;
        CREATE INDEX long_message_key ON long_message (line, sender, reference, reference_bits, total, id);
        CREATE INDEX long_message_last ON long_message (last_part_at);
        CREATE TABLE part (
            message INTEGER NOT NULL REFERENCES long_message (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            octets BLOB NOT NULL,
            content BLOB,
            PRIMARY KEY (message, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE heard_text (
            sender INTEGER NOT NULL REFERENCES sender (id),
            text BLOB NOT NULL,
            at INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            PRIMARY KEY (sender, text, at, seq)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE sighting (
            line TEXT NOT NULL,
            at INTEGER NOT NULL,
            sender INTEGER NOT NULL,
            PRIMARY KEY (line, at, sender)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sighting_sender ON sighting (line, sender, at);
        CREATE TABLE raid (
            line TEXT PRIMARY KEY NOT NULL,
            started_at INTEGER NOT NULL,
            hot_until INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE line_counter (
            line TEXT PRIMARY KEY NOT NULL,
            received INTEGER NOT NULL DEFAULT 0,
            replied INTEGER NOT NULL DEFAULT 0,
            refused INTEGER NOT NULL DEFAULT 0,
            calls INTEGER NOT NULL DEFAULT 0,
            last_received_at INTEGER,
            last_replied_at INTEGER
        ) STRICT;
        CREATE TABLE line_pause (
            line TEXT PRIMARY KEY NOT NULL,
            at INTEGER NOT NULL,
            why ANY,
            releases_port INTEGER NOT NULL CHECK (releases_port IN (0, 1))
        ) STRICT;
        CREATE TABLE line_picture (
            line TEXT PRIMARY KEY NOT NULL,
            picture TEXT NOT NULL
        ) STRICT;
        CREATE TABLE line_pin (
            line TEXT PRIMARY KEY NOT NULL,
            iccid TEXT,
            held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1))
        ) STRICT;
        CREATE TABLE pin_attempt (
            place TEXT NOT NULL,
            pin BLOB NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (place, pin)
        ) STRICT, WITHOUT ROWID;
        """

    /// Verification of a line: the operator's code, and the answer to it.
    private static let version2 = """
        ALTER TABLE reply ADD COLUMN purpose TEXT NOT NULL DEFAULT 'consent'
            CHECK (purpose IN ('consent', 'verification', 'heartbeat'));
        CREATE TABLE verification (
            line TEXT PRIMARY KEY NOT NULL,
            code TEXT NOT NULL,
            asked_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            heard INTEGER REFERENCES event (seq),
            reason TEXT,
            reply INTEGER REFERENCES reply (id)
        ) STRICT;
        CREATE TABLE line_verified (
            line TEXT PRIMARY KEY NOT NULL,
            at INTEGER NOT NULL,
            sim TEXT NOT NULL
        ) STRICT;
        CREATE TABLE heartbeat (
            id INTEGER PRIMARY KEY,
            sender TEXT NOT NULL,
            receiver TEXT NOT NULL,
            token TEXT NOT NULL,
            reply INTEGER NOT NULL REFERENCES reply (id),
            at INTEGER NOT NULL,
            heard_at INTEGER,
            failed_at INTEGER,
            culprit TEXT
        ) STRICT;
        CREATE INDEX heartbeat_open ON heartbeat (receiver, token) WHERE heard_at IS NULL AND failed_at IS NULL;
        CREATE INDEX heartbeat_receiver ON heartbeat (receiver, at);
        """

    /// Whether callers of a line hear it: proved by a call, for one modem, firmware and SIM.
    private static let version3 = """
        CREATE TABLE voice_proof (
            line TEXT PRIMARY KEY NOT NULL,
            modem TEXT NOT NULL,
            firmware TEXT NOT NULL,
            sim TEXT NOT NULL,
            verified_at INTEGER,
            failed_at INTEGER,
            fault ANY
        ) STRICT;
        """

    /// Parts stay until their message is complete; service centres whose clock shows another hour are stored.
    private static let version4 = """
        ALTER TABLE part ADD COLUMN recorded INTEGER NOT NULL DEFAULT 0 CHECK (recorded IN (0, 1));
        UPDATE part SET recorded = 1 WHERE content IS NULL;
        CREATE TABLE service_centre (
            address TEXT PRIMARY KEY NOT NULL,
            offset_quarters INTEGER NOT NULL,
            at INTEGER NOT NULL
        ) STRICT;
        """

    /// Each part has its own time, so that its text is kept no longer than others; an index finds what waits for parts.
    private static let version5Parts = """
        ALTER TABLE part ADD COLUMN at INTEGER;
        CREATE INDEX part_open ON part (message) WHERE content IS NOT NULL AND recorded = 0;
        """

    /// The log of leaves: one permanent leaf for each event, in their order, without gaps.
    ///
    /// `leaf` grows by one row for each event and keeps the hash of each, also of erased events. `who` and `what` are
    /// 16 octets of salt while the person and the content are kept; when they are erased, `Database.closeLeaves`
    /// replaces them by the 32 octets of the commitment **before** the content is erased (`n` and `previous` are erased
    /// with `who`). NULL = nobody; empty = erased, and nothing more is known. Which data belongs to which: `who`:
    /// `sender.key`; `what`: any of `event.text`, `event.pdu`, `event.data`, `event.details`. Everything else of an
    /// event never changes, except `event.ahead`, which is in no leaf. `leaf_block` has the root of each 1,024 leaves.
    /// `head` grows by one row a day and one for each export; it stays.
    private static let evidenceVersion = """
        ALTER TABLE sender ADD COLUMN contacts INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE sender ADD COLUMN last_contact INTEGER;
        ALTER TABLE box ADD COLUMN late_leaves INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE leaf (
            position INTEGER PRIMARY KEY,
            seq INTEGER NOT NULL UNIQUE,
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            n INTEGER,
            previous INTEGER,
            who BLOB CHECK (length(who) IN (0, 16, 32)),
            what BLOB NOT NULL CHECK (length(what) IN (0, 16, 32))
        ) STRICT;
        CREATE TABLE leaf_block (
            block INTEGER PRIMARY KEY,
            root BLOB NOT NULL CHECK (length(root) = 32)
        ) STRICT;
        CREATE TABLE head (
            id INTEGER PRIMARY KEY,
            size INTEGER NOT NULL,
            root BLOB NOT NULL CHECK (length(root) = 32),
            signature BLOB NOT NULL CHECK (length(signature) = 64),
            key BLOB NOT NULL CHECK (length(key) = 32),
            at INTEGER,
            day INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX event_system ON event (seq) WHERE kind IN (\(systemKinds));
        """

    /// The kinds of events that concern the box and its lines, and no person.
    static let systemKinds = """
        'line_state', 'modem_attached', 'modem_lost', 'raid_started', 'raid_ended', 'budget_exhausted', \
        'operator_action', 'head_signed', 'retention_run'
        """

    /// Wrong clocks: how to interpret a time that was stored by one.
    ///
    /// The retention clock is kept over a restart. From each `first_seq` on, `event.at + correction` is the time by
    /// that clock; `reply.base_at` is the moment from which its delay counts, by the current time; events newer than
    /// `box.run_seq` were stored since the last start.
    private static let timeVersion = """
        ALTER TABLE box ADD COLUMN retention_at INTEGER;
        ALTER TABLE box ADD COLUMN run_seq INTEGER NOT NULL DEFAULT 0;
        UPDATE box SET retention_at = (SELECT at FROM event WHERE ahead = 0 ORDER BY at DESC LIMIT 1);
        CREATE TABLE clock_period (
            first_seq INTEGER PRIMARY KEY,
            correction INTEGER NOT NULL
        ) STRICT;
        INSERT INTO clock_period (first_seq, correction) VALUES (0, 0);
        ALTER TABLE reply ADD COLUMN base_at INTEGER;
        UPDATE reply SET base_at = min(ifnull(network_time, due_at), due_at,
            (SELECT at FROM event WHERE seq = reply.origin)) WHERE state IN ('planned', 'sending');
        """

    /// The erased and the kept people, and whether erased octets are still on the disk.
    ///
    /// Up to `forgotten_to` no event shows the number of its sender, even if it has become known again.
    private static let erasureVersion = """
        ALTER TABLE sender ADD COLUMN forgotten_to INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE sender ADD COLUMN erased_at INTEGER;
        ALTER TABLE sender ADD COLUMN kept_at INTEGER;
        ALTER TABLE sender ADD COLUMN kept_until INTEGER;
        ALTER TABLE sender ADD COLUMN kept_why ANY;
        CREATE INDEX sender_kept ON sender (kept_until) WHERE kept_until IS NOT NULL;
        ALTER TABLE box ADD COLUMN erasure_pending INTEGER NOT NULL DEFAULT 0 CHECK (erasure_pending IN (0, 1));
        CREATE INDEX IF NOT EXISTS event_sender ON event (sender, seq);
        CREATE INDEX event_octets ON event (seq) WHERE sender IS NULL AND pdu IS NOT NULL;
        CREATE INDEX long_message_sender ON long_message (sender);
        """
}
