/// The texts of a raid, in the order of their time: made up after the one of 2017, the same each time.
struct RaidTrace {
    /// Who writes.
    enum Attackers: String, CaseIterable {
        /// A few people with thousands of texts each, among many with one: 2017.
        case few
        /// Each text has a number of its own, as when numbers are forged.
        case forged
    }

    /// One text.
    struct Text: Equatable {
        /// Its sender, a number of the country's form.
        let sender: String
        let text: String
        /// When it comes, as a share of the whole: 0 to 1.
        let share: Double
    }

    let attackers: Attackers
    let count: Int
    /// What the numbers of the senders begin with: the line's own, without its last seven digits.
    let prefix: String

    /// People with thousands of texts each.
    static let eager = 8
    /// One text in so many is of somebody who writes once.
    private static let onlooker = 25

    /// The text with the given number, from 0 on.
    subscript(_ number: Int) -> Text {
        let isOnlooker = attackers == .forged || number % Self.onlooker == 0
        let sender = isOnlooker ? 2_000_000 + number : 5_550_000 + number % Self.eager
        return Text(
            sender: prefix + String(sender), text: "insulte \(number) tu vas voir",
            share: Double(number) / Double(max(count, 1)))
    }
}
