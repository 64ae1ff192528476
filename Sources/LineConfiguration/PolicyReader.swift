import LinePolicy
import Vocabulary

/// Reads `[policy]` and its overrides in a line.
enum PolicyReader {
    static let keys: Set<String> = [
        "countries", "replies_per_window", "window", "replies_lifetime", "reply_delay", "stale_after",
        "min_send_interval", "replies_per_day", "new_recipients_per_month", "withheld_calls_per_day", "roaming",
        "raid_senders", "raid_window", "raid_quiet", "replies_per_hour", "quiet", "quiet_answers", "law",
        "law_acknowledged",
    ]

    /// Applies a table to the rules; keys that it does not have stay unchanged.
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
        rules.repliesPerHour = table.integer("replies_per_hour", in: many) ?? rules.repliesPerHour
        rules.repliesPerDay = table.integer("replies_per_day", in: many) ?? rules.repliesPerDay
        rules.newRecipientsPerMonth =
            table.integer("new_recipients_per_month", in: many) ?? rules.newRecipientsPerMonth
        rules.withheldCallsPerDay = table.integer("withheld_calls_per_day", in: many) ?? rules.withheldCallsPerDay
        rules.answersWhileRoaming = table.bool("roaming") ?? rules.answersWhileRoaming
        rules.raidSenders = table.integer("raid_senders", in: many) ?? rules.raidSenders
        rules.raidWindow = table.duration("raid_window") ?? rules.raidWindow
        rules.raidQuiet = table.duration("raid_quiet") ?? rules.raidQuiet
        if let spans = table.strings("quiet") { rules.quiet = quiet(spans, table) }
        rules.quietAnswers = table.choice("quiet_answers", QuietAnswers.self) ?? rules.quietAnswers
        LawReader.apply(table, to: &rules.law)
        if rules.replyDelayMax >= rules.staleAfter {
            table.report(
                table.has("reply_delay") ? "reply_delay" : "stale_after",
                "the greatest delay must be below stale_after, or no reply would ever be sent",
                hint: "shorten reply_delay or lengthen stale_after")
        }
    }

    private static func quiet(_ texts: [String], _ table: TableReader) -> QuietHours {
        var hours = QuietHours()
        for text in texts {
            let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map(minute)
            if ends.count == 2, let from = ends[0], let to = ends[1],
                let span = QuietHours.DailySpan(from: from, to: to)
            {
                hours.spans.append(span)
            } else {
                table.report(
                    "quiet", "\"\(String(text.unicodeScalars.prefix(20)))\" is no span of a day",
                    hint: "write it like \"22:00-07:00\"; the whole day is \"00:00-24:00\"")
            }
        }
        return hours
    }

    /// The minutes after midnight of `HH:MM`, up to `24:00`.
    private static func minute(_ text: some StringProtocol) -> Int? {
        let digits = text.utf8.map { Int($0) - 0x30 }
        guard digits.count == 5, digits[2] == 0x3A - 0x30,
            [0, 1, 3, 4].allSatisfy({ (0...9).contains(digits[$0]) })
        else { return nil }
        let (hour, minute) = (digits[0] * 10 + digits[1], digits[3] * 10 + digits[4])
        return minute < 60 && (hour < 24 || (hour == 24 && minute == 0)) ? hour * 60 + minute : nil
    }

    private static func countries(_ names: [String], _ table: TableReader) -> Set<Country> {
        var countries: Set<Country> = []
        for name in names {
            if let country = Country(rawValue: name) {
                countries.insert(country)
            } else {
                table.report(
                    "countries", "\"\(name.prefix(20))\" has no numbering plan here",
                    hint: "one of: \(Country.allCases.map(\.rawValue).joined(separator: ", "))")
            }
        }
        return countries
    }
}
