/// Why a contact is not answered.
///
/// The order of the cases is the order of the rules: the first that matches wins.
public enum Reason: String, CaseIterable, Hashable, Sendable, Codable {
    /// A status report, class 0, message waiting, WAP push, undecodable or senderless message.
    case notAPerson = "not_a_person"
    /// The sender is a name, not a number.
    case alphanumericSender = "alphanumeric_sender"
    /// At most 8 digits, not international, and no valid national number.
    case shortCode = "short_code"
    /// A call without a number.
    case withheld
    /// The sender is one of our own lines.
    case ownNumber = "own_number"
    /// The operator blocked this number.
    case blocked
    /// The sender once said STOP.
    case stopRequested = "stop_requested"
    /// Not a full number of an allowed country.
    case destinationNotAllowed = "destination_not_allowed"
    /// A premium, shared-cost, personal or satellite range of an allowed country.
    case premiumNumber = "premium_number"
    /// Older than `stale_after` by the network's own time.
    case stale
    /// The text is one of our replies, or the third equal text within ten minutes.
    case loop
    /// The sender has received all replies of this window.
    case repliedInWindow = "replied_in_window"
    /// The sender has received all replies of a lifetime.
    case lifetimeCap = "lifetime_cap"
    /// Too many distinct senders at once: the line keeps counting and stops replying.
    case raid
    /// The line's budget is used up.
    case budgetLine = "budget_line"
    /// The box's budget is used up.
    case budgetTotal = "budget_total"
    /// The SIM has sent all replies allowed for this day.
    case dailyCap = "daily_cap"
    /// The SIM has texted all new recipients allowed for this month.
    case monthlyCap = "monthly_cap"
    /// The line never answers: mode `record`, `calls = "hang-up"`, a country profile, or roaming.
    case repliesOff = "replies_off"
    /// The operator paused the line.
    case linePaused = "line_paused"
    /// The line is in shadow mode: it would have replied.
    case shadow
}
