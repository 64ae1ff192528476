/// The texts of a raid, in the order of their time: modelled on the raid of 2017, and the same every time.
struct RaidTrace {
    /// The kind of senders.
    enum Attackers: String, CaseIterable {
        /// A few people with thousands of texts each, among many with one: 2017.
        case few
        /// Every text has another number, as with forged numbers.
        case forged
    }

    /// One text.
    struct Text: Equatable {
        /// Its sender, a valid number of the country.
        let sender: String
        let text: String
        /// When it comes, as a share of the whole: 0 to 1.
        let share: Double
    }

    let attackers: Attackers
    let count: Int
    /// The beginning of the senders' numbers: the line's own number without its last seven digits.
    let prefix: String

    /// The number of people with thousands of texts each.
    static let heavySenders = 8
    /// One in this many texts is from a person who writes only once.
    private static let oneTimeSenderShare = 25

    /// The text with the given number, from 0 on.
    subscript(_ number: Int) -> Text {
        let isOnlooker = attackers == .forged || number % Self.oneTimeSenderShare == 0
        let sender = isOnlooker ? 2_000_000 + number : 5_550_000 + number % Self.heavySenders
        return Text(
            sender: prefix + String(sender), text: "insulte \(number) tu vas voir",
            share: Double(number) / Double(max(count, 1)))
    }
}
