import LinePolicy
import Vocabulary

/// Reads `[policy]` and what a line overrides of it.
enum PolicyReader {
    static let keys: Set<String> = [
        "countries", "replies_per_window", "window", "replies_lifetime", "reply_delay", "stale_after",
        "min_send_interval", "replies_per_day", "new_recipients_per_month", "withheld_calls_per_day", "roaming",
        "raid_senders", "raid_window", "raid_quiet",
    ]

    /// Changes the rules by a table; every key it does not have stays as it is.
    static func apply(_ table: TableReader, to rules: inout LineRules) {
        if let names = table.strings("countries"), !names.isEmpty { rules.countries = countries(names, table) }
        let many = 0...1_000_000_000
        rules.repliesPerWindow = table.integer("replies_per_window", in: 1...1_000_000_000) ?? rules.repliesPerWindow
        rules.window = table.duration("window") ?? rules.window
        rules.repliesLifetime = table.integer("replies_lifetime", in: many) ?? rules.repliesLifetime
        if let delay = table.durationRange("reply_delay") {
            rules.replyDelayMin = delay.lowerBound
            rules.replyDelayMax = delay.upperBound
        }
        rules.staleAfter = table.duration("stale_after") ?? rules.staleAfter
        rules.minSendInterval = table.duration("min_send_interval") ?? rules.minSendInterval
        rules.repliesPerDay = table.integer("replies_per_day", in: many) ?? rules.repliesPerDay
        rules.newRecipientsPerMonth =
            table.integer("new_recipients_per_month", in: many) ?? rules.newRecipientsPerMonth
        rules.withheldCallsPerDay = table.integer("withheld_calls_per_day", in: many) ?? rules.withheldCallsPerDay
        rules.answersWhileRoaming = table.bool("roaming") ?? rules.answersWhileRoaming
        rules.raidSenders = table.integer("raid_senders", in: many) ?? rules.raidSenders
        rules.raidWindow = table.duration("raid_window") ?? rules.raidWindow
        rules.raidQuiet = table.duration("raid_quiet") ?? rules.raidQuiet
        if rules.replyDelayMax >= rules.staleAfter {
            table.complain(
                table.has("reply_delay") ? "reply_delay" : "stale_after",
                "the greatest delay must be below stale_after, or no reply would ever be sent",
                hint: "shorten reply_delay or lengthen stale_after")
        }
    }

    private static func countries(_ names: [String], _ table: TableReader) -> Set<Country> {
        var countries: Set<Country> = []
        for name in names {
            if let country = Country(rawValue: name) {
                countries.insert(country)
            } else {
                table.complain(
                    "countries", "\"\(name.prefix(20))\" has no numbering plan here",
                    hint: "one of: \(Country.allCases.map(\.rawValue).joined(separator: ", "))")
            }
        }
        return countries
    }
}
