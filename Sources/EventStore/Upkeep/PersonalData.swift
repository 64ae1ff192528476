import Vocabulary

/// Every column of the database, and how long it holds personal data.
///
/// A column that is not on this list fails a test. ``erasing`` defines what an erasure does to a column,
/// `Retention.swift` what happens to it with age. Outside the database, `stops.log` holds keyed hashes; no other
/// personal data is kept: the rendered prompts are words of the operator, the trace of the wire only counts numbers and
/// texts, and a copy made with `backup` is deleted by its owner.
enum PersonalData {
    /// The kind of data in a column.
    enum Rule: Hashable {
        /// No data of people who call or text: counts, times, money, row numbers, reports of lines and modems.
        case impersonal
        /// A number or a name, in full: erased after `keep_numbers`, or with an erasure.
        case name
        /// A text, a reply, or octets that contain one: erased after `keep_text`, or with an erasure.
        case content
        /// A note of the operator about a person: erased when it is withdrawn, or with an erasure.
        case note
        /// A keyed hash of a number: it remains, so that STOP, blocks and caps hold, and is useless without the key.
        case hash
        /// The salt that links a leaf of the log to a person or to a text: erased with them (`Database.closeLeaves`),
        /// while the commitment stays.
        case salt
        /// A keyed hash of received octets, kept for minutes or days only; an erasure cannot find it.
        case octets
        /// The network's answer about the operator's own SIM: it may contain the SIM's own number; shown masked only,
        /// and erased with the next answer or with the line.
        case ownSIM
    }

    /// The rule of each column, by table.
    static let columns: [String: [String: Rule]] = [
        "box": impersonal(
            "id", "key_mark", "outside_seq", "start_mark", "last_start_mark", "copied_at", "hold",
            "newest_network_time",
            "numbers_forgotten_to", "version", "started_at", "retention_at", "run_seq", "erasure_pending", "late_leaves"
        ),
        "sender": impersonal(
            "id", "kind", "seen_at", "stopped_at", "blocked_at", "forgotten_to", "erased_at", "kept_at", "kept_until",
            "contacts", "last_contact"
        ).with([.hash: ["hash"], .name: ["key"], .note: ["block_note", "kept_why"]]),
        // `details` holds times, codes and words of the program; for an operator, the name of the account.
        "event": impersonal("seq", "at", "line", "kind", "sender", "reason", "reply", "cost", "details", "ahead")
            .with([.content: ["text", "pdu", "data"]]),
        "reply": impersonal(
            "id", "line", "sim", "sender", "origin", "contact", "network_time", "manner", "state", "parts",
            "part_price",
            "call_price", "attempted", "retried", "due_at", "counted_at", "month", "reserved", "spent", "purpose",
            "base_at"
        ).with([.content: ["text"]]),
        "submission": impersonal("id", "sim", "at", "sender", "reply"),
        "ledger": impersonal("scope", "month", "spent", "reserved"),
        "limit_notice": impersonal("scope", "kind", "month", "amount", "event"),
        "balance": impersonal(
            "line", "sim", "asked_at", "asked_before", "read_at", "amount", "spent_then", "difference", "failures",
            "failing_since", "fault", "exhausted"
        ).with([.ownSIM: ["answer"]]),
        "charge": impersonal("line", "month", "amount", "at"),
        "budget_addition": impersonal("id", "at", "amount"),
        "slot": impersonal("store", "memory", "place", "line", "deleted_at", "committed_at").with([.octets: ["octets"]]
        ),
        "recent_octets": impersonal("line", "at").with([.octets: ["octets"]]),
        "long_message": impersonal(
            "id", "line", "sender", "reference", "reference_bits", "total", "last_part_at", "recorded"),
        "part": impersonal("message", "number", "recorded").with([.octets: ["octets"], .content: ["content"]]),
        "heard_text": impersonal("sender", "at", "seq").with([.content: ["text"]]),
        "sighting": impersonal("line", "at", "sender"),
        "raid": impersonal("line", "started_at", "hot_until", "by_hand", "contacts", "spent_before"),
        "trouble": impersonal("kind", "line", "since", "told_at", "calm_since"),
        "alert": impersonal("id", "name", "body"),
        "notify_state": impersonal(
            "id", "seen_seq", "alive_at", "day_start", "told_today", "is_running", "crash_untold"),
        "sim_backoff": impersonal("sim", "failures", "at"),
        "line_counter": impersonal(
            "line", "received", "replied", "refused", "calls", "last_received_at", "last_replied_at"),
        "line_pause": impersonal("line", "at", "why", "releases_port"),
        "line_picture": impersonal("line", "picture"),
        "line_pin": impersonal("line", "iccid", "held"),
        "pin_attempt": impersonal("place", "pin", "at"),
        // Codes and words of the program.
        "verification": impersonal("line", "code", "asked_at", "expires_at", "heard", "reason", "reply"),
        "line_verified": impersonal("line", "at", "sim"),
        "heartbeat": impersonal(
            "id", "sender", "receiver", "token", "reply", "at", "heard_at", "failed_at", "culprit"),
        "voice_proof": impersonal("line", "modem", "firmware", "sim", "verified_at", "failed_at", "fault"),
        "service_centre": impersonal("address", "offset_quarters", "at"),
        "day_texts": impersonal("sender", "line", "day", "texts", "folded", "first_at", "last_at"),
        "retention": impersonal(
            "id", "contents_forgotten_to", "heard_forgotten_to", "contents", "numbers", "records", "told_at",
            "storage_step",
            "texts_dropped_to", "octets_dropped_to", "records_dropped_to"),
        "clock_period": impersonal("first_seq", "correction"),
        "figure": impersonal("line", "day", "reason", "texts", "calls"),
        "week_figure": impersonal("line", "week", "region", "contacts", "senders", "repeats", "curious"),
        "week_sender": impersonal("week", "sender", "line", "contacts"),
        "leaf": impersonal("position", "seq", "hash").with([.salt: ["who", "n", "previous", "what"]]),
        "leaf_block": impersonal("block", "root"),
        "head": impersonal("id", "size", "root", "signature", "key", "at", "day"),
        "grdb_migrations": impersonal("identifier"),
        "sqlite_sequence": impersonal("name", "seq"),
    ]

    /// Erases a sender from every column of the list that can hold personal data.
    ///
    /// Counts, times, money, STOP, block and the keyed hash remain.
    static let erasing = [
        """
        UPDATE event SET text = NULL, pdu = NULL, data = NULL
        WHERE sender = :sender AND (text IS NOT NULL OR pdu IS NOT NULL OR data IS NOT NULL)
        """,
        "UPDATE reply SET text = '' WHERE sender = :sender AND text <> ''",
        // Its parts are deleted with it.
        "DELETE FROM long_message WHERE line IN (SELECT line FROM line_counter) AND sender = :sender",
        "DELETE FROM heard_text WHERE sender = :sender",
        // The counts of the weeks remain.
        "DELETE FROM week_sender WHERE week IN (SELECT week FROM week_figure WHERE line = '') AND sender = :sender",
        """
        UPDATE sender SET key = NULL, block_note = NULL, kept_at = NULL, kept_until = NULL, kept_why = NULL,
            forgotten_to = ifnull((SELECT max(seq) FROM event), 0), erased_at = :now
        WHERE id = :sender
        """,
    ]

    private static func impersonal(_ names: String...) -> [String: Rule] {
        Dictionary(names.map { ($0, .impersonal) }, uniquingKeysWith: { first, _ in first })
    }
}

extension [String: PersonalData.Rule] {
    /// Adds other columns to these.
    fileprivate func with(_ others: [PersonalData.Rule: [String]]) -> Self {
        others.reduce(into: self) { all, other in
            for name in other.value { all[name] = other.key }
        }
    }
}
