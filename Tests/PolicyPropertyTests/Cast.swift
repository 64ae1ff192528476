import LinePolicy
import Vocabulary

/// Who writes and calls in the histories, and what a table here says of them: the policy is not asked.
enum Cast {
    /// What a sender is, by hand.
    enum Nature {
        case person, premium, foreign, shortCode, name, withheld, ownLine, unreadable
    }

    static let senders: [(sender: Sender, nature: Nature)] = [
        (.number("+15145550123"), .person), (.number("+14185550122"), .person), (.number("+18195550177"), .person),
        (.number("+19005550123"), .premium), (.number("+15149765555"), .premium), (.number("+33612345678"), .foreign),
        (.shortCode("12345"), .shortCode), (.name("BANQUE"), .name), (.withheld, .withheld),
        (.number("+15145550101"), .ownLine), (.number("+15145550102"), .ownLine), (.other("123456789012"), .unreadable),
    ]

    static let keys: [String?] = senders.map(\.sender.key)

    /// The texts, each with what it is by hand.
    enum Said {
        case words, reply, stop, nothing, empty
    }

    /// `folded` counts equal texts: 0 and 1 are one text, written with other white space.
    static let texts: [(text: String?, said: Said, folded: Int)] = [
        ("Who are you?", .words, 0), (" Who  are you?\n", .words, 0), ("Allo", .words, 1), ("No is no.", .reply, 2),
        ("STOP", .stop, 3), ("« arrêt »", .stop, 4), (nil, .nothing, -1), ("", .empty, 5), (" \n", .empty, 5),
    ]

    static let foldings = ["Who are you?", "Allo", "No is no.", "STOP", "« arrêt »", ""]
}
