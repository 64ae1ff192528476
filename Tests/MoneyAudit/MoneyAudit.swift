/// Questions to the database of a box that are 0 as long as its money adds up.
public enum MoneyAudit {
    /// Months of lines whose ledger is not the sum over their replies and charges.
    public static let wrongMonths = """
        SELECT count(*) FROM (
            SELECT line, month, sum(spent) AS spent, sum(reserved) AS reserved FROM (
                SELECT line, month, spent, reserved FROM reply
                UNION ALL SELECT line, month, amount, 0 FROM charge)
            GROUP BY line, month) r
        FULL JOIN (SELECT * FROM ledger WHERE scope <> '') l ON l.scope = r.line AND l.month = r.month
        WHERE ifnull(r.spent, 0) <> ifnull(l.spent, 0) OR ifnull(r.reserved, 0) <> ifnull(l.reserved, 0)
        """

    /// How far the ledger of the box is from the sum over those of its lines.
    public static let boxDifference = """
        SELECT ifnull((SELECT sum(spent) * 1000000 + sum(reserved) FROM ledger WHERE scope = ''), 0)
            - ifnull((SELECT sum(spent) * 1000000 + sum(reserved) FROM ledger WHERE scope <> ''), 0)
        """

    /// Replies that are over and still hold money.
    public static let idleReservations = """
        SELECT count(*) FROM reply WHERE reserved > 0 AND state NOT IN ('planned', 'sending')
        """
}
