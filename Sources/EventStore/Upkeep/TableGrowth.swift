/// The rule that bounds the number of rows of each table, which a test checks over ten simulated years.
enum TableGrowth: Hashable {
    /// As many as the configuration has lines, and the box has SIMs, modems and message slots.
    case box
    /// One for each action of the operator, so never very many.
    case acts
    /// Rows older than so many days are deleted (``EventStore/forgetOld(keepText:keepNumbers:now:)``).
    case days(Int)
    /// One for each person, by the hash: STOP, blocks and caps hold for ever.
    case person
    /// A few for each contact that is kept, and for each day: `fold_after` and `database_limit` bound how much one
    /// person and all people together can add (``EventStore/keep(within:now:)``).
    case contact
    /// One for each reply ever planned: bounded by the daily caps of a line, and the lifetime cap of a person.
    case reply
    /// One for each line and month.
    case month
    /// One for each day, and for each action.
    case day
    /// A few for each line and day or week, however many texts come: one for each reason, or region of callers.
    case lineDay

    /// The rule for each table.
    static let rules: [String: TableGrowth] = [
        "event": .contact, "leaf": .contact, "leaf_block": .contact,
        "sender": .person,
        "reply": .reply,
        "submission": .days(32), "sighting": .days(32), "heartbeat": .days(32),
        "recent_octets": .days(1), "heard_text": .days(1), "long_message": .days(1), "part": .days(1),
        "day_texts": .days(3), "clock_period": .days(366),
        "ledger": .month, "charge": .month, "limit_notice": .month,
        "head": .day,
        "figure": .lineDay, "week_figure": .lineDay, "week_sender": .days(42),
        "budget_addition": .acts, "line_pause": .acts, "line_verified": .acts, "verification": .acts, "alert": .acts,
        "box": .box, "retention": .box, "notify_state": .box, "trouble": .box, "slot": .box, "raid": .box,
        "line_counter": .box, "line_picture": .box, "line_pin": .box, "pin_attempt": .box, "voice_proof": .box,
        "service_centre": .box, "sim_backoff": .box, "balance": .box,
        "grdb_migrations": .box, "sqlite_sequence": .box,
    ]
}
