/// What `raid_ended` says: what the raid was.
public struct RaidEndDetails: Hashable, Sendable {
    /// How long it lasted.
    public var lasted: Span
    /// Texts and calls that were refused because of it.
    public var contacts: Int64
    /// What the line spent meanwhile.
    public var spent: Money
    /// An operator had begun it.
    public var wasByHand: Bool

    /// A raid that is over, from its parts.
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
