/// The details of `raid_ended`.
public struct RaidEndDetails: Hashable, Sendable {
    /// How long it lasted.
    public var lasted: Span
    /// Texts and calls that were refused because of it.
    public var contacts: Int64
    /// The money that the line spent during it.
    public var spent: Money
    /// Whether an operator declared it.
    public var wasByHand: Bool

    /// Makes the details of a raid.
    public init(lasted: Span, contacts: Int64, spent: Money, wasByHand: Bool) {
        self.lasted = lasted
        self.contacts = contacts
        self.spent = spent
        self.wasByHand = wasByHand
    }
}

extension RaidEndDetails {
    /// The one form in which they are stored.
    var details: Details {
        Details([
            "lasted_ms": .span(lasted), "contacts": .integer(contacts), "spent": .money(spent),
            "by_hand": .flag(wasByHand),
        ])
    }

    init?(_ details: Details) {
        guard let lasted = details.span("lasted_ms"), let contacts = details.integer("contacts"),
            let spent = details.money("spent")
        else { return nil }
        self.init(lasted: lasted, contacts: contacts, spent: spent, wasByHand: details.flag("by_hand") ?? false)
    }
}
