/// Why a contact is not answered, in words.
public enum ReasonWords {
    /// One clause for each reason of the event log.
    public static let all: [String: String] = [
        "not_a_person": "no person wrote this: a report, a notice or data",
        "alphanumeric_sender": "the sender is a name: it cannot be answered",
        "short_code": "a short code is never answered",
        "withheld": "no number was shown",
        "own_number": "it is one of our own lines",
        "blocked": "you blocked this sender",
        "stop_requested": "this sender said STOP",
        "destination_not_allowed": "no full number of a country this line answers",
        "premium_number": "a number that may cost more",
        "stale": "it arrived too late to be answered",
        "loop": "the same text again, or one of our own replies",
        "replied_in_window": "already answered a short while ago",
        "lifetime_cap": "answered as often as one sender ever is",
        "raid": "too many senders at once: counting, not answering",
        "budget_line": "the money of this line is used up",
        "budget_total": "the money of the whole box is used up",
        "daily_cap": "this SIM has sent all it may today",
        "monthly_cap": "this SIM has answered all the new numbers it may this month",
        "replies_off": "this line does not answer here",
        "line_paused": "the line is paused",
        "shadow": "shadow mode: it would have been answered",
    ]

    /// The clause for a reason; a reason of another version stands for itself.
    public static func clause(_ reason: String) -> String {
        all[reason] ?? SafeText.escaped(reason)
    }
}
