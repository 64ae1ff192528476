import LinePolicy
import Vocabulary

/// Reads which country profile a line goes by, and what of it the operator has read.
enum LawReader {
    private static let automatic = "auto"

    /// Changes the law by a table; a key it does not have stays as it is.
    static func apply(_ table: TableReader, to law: inout LineLaw) {
        if let name = table.string("law") {
            law.chosen = name == automatic ? nil : known(name, "law", table, besides: [automatic], what: "law")
        }
        if let names = table.strings("law_acknowledged") {
            law.acknowledged = Set(
                names.compactMap { known($0, "law_acknowledged", table, what: "notice") as LawNotice? })
        }
    }

    /// Finds the profile of a line, and lowers the caps that nobody wrote down to those of its country.
    ///
    /// `isWritten` says of a key of `[policy]` whether it is in the file, of the box or of the line.
    static func settle(_ rules: inout LineRules, number: String, country: Country, isWritten: (String) -> Bool) {
        rules.law.applied = rules.law.chosen ?? Law(number: number, in: country)
        guard let caps = rules.law.profile?.caps else { return }
        if !isWritten("replies_per_day") {
            rules.repliesPerDay = CountryProfile.Caps.lower(rules.repliesPerDay, caps.repliesPerDay)
        }
        if !isWritten("new_recipients_per_month") {
            rules.newRecipientsPerMonth = CountryProfile.Caps.lower(
                rules.newRecipientsPerMonth, caps.newRecipientsPerMonth)
        }
    }

    private static func known<Name: RawRepresentable<String> & CaseIterable>(
        _ text: String, _ key: String, _ table: TableReader, besides: [String] = [], what: String
    ) -> Name? {
        if let name = Name(rawValue: text) { return name }
        let names = besides + Name.allCases.map(\.rawValue)
        let nearest = table.file.isFull ? nil : ClosestKey.to(text, among: names)
        table.report(
            key, "\"\(String(text.unicodeScalars.prefix(40)))\" is no \(what) that is known",
            hint: nearest.map { "did you mean \"\($0)\"?" } ?? "one of: \(names.joined(separator: ", "))")
        return nil
    }
}
