import NIOCore
import Testing

@testable import Modems

/// Which parameters of `+CNMI` are tried, by what the modem says it takes.
struct AnnouncementTests {
    @Test(
        "the values are those the modem offers, the best first",
        arguments: [
            ("+CNMI: (0,1,2),(0,1,2,3),(0,2),(0,1,2),(0,1)", "AT+CNMI=2,1,0,0,0"),
            ("+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)", "AT+CNMI=2,1,0,0,0"),
            ("+CNMI: (3),(1),(0),(0),(0)", "AT+CNMI=3,1,0,0,0"),
            ("+CNMI: (1,2),(0,1),(0),(0,1),(1)", "AT+CNMI=2,1,0,0,1"),
            ("+CNMI: (0,1),(0,1),(0,2),(0),(0)", "AT+CNMI=1,1,0,0,0"),
            ("+CNMI: (0-2),(0,3),(0),(0),(0)", "AT+CNMI=2,3,0,0,0"),
            ("+CNMI: 2,1,0,0,0", "AT+CNMI=2,1,0,0,0"),
            ("+CNMI: (2),(1)", "AT+CNMI=2,1"),
            ("+CNMI: (1-3),,(2,3),(1-2),(1)", "AT+CNMI=2,1,2,1,1"),
            ("+CNMI: (0-3), (0-3), (0-3), (0-1), (0-1)", "AT+CNMI=2,1,0,0,0"),
            ("+CNMI: (list),(of),(words)", "AT+CNMI=2,1,0,0,0"),
            ("", "AT+CNMI=2,1,0,0,0"),
        ])
    func first(answer: String, command: String) {
        #expect(Announcement.choices(offered: [answer]).first?.command == command)
    }

    @Test("what is offered is not all that is tried, and nothing is tried twice")
    func more() {
        let commands = Announcement.choices(offered: ["+CNMI: (3),(1),(0),(0),(0)"]).map(\.command)
        #expect(commands.starts(with: ["AT+CNMI=3,1,0,0,0", "AT+CNMI=3,1", "AT+CNMI=2,1,0,0,0"]))
        #expect(Set(commands).count == commands.count)
    }

    @Test("mode 0 keeps announcements to itself, and mt 2 hands over what nobody may be there to take")
    func never() {
        for offered in ["+CNMI: (0),(0),(0),(0),(0)", "+CNMI: (0,1),(0,2),(0),(0),(0)"] {
            for choice in Announcement.choices(offered: [offered]) {
                #expect(choice.values[0] != 0 && [1, 3].contains(choice.values[1]), "\(choice.command)")
            }
        }
    }
}

/// What a modem does not answer costs its wait twice, and then no more for a while.
struct ModemHabitsTests {
    @Test("the second silence in a row rests a command for an hour, the next for a day; an answer forgives")
    func rests() {
        var quirks = ModemQuirks()
        func isSkipped(afterMinutes minutes: Int64) -> Bool {
            quirks.isSkipped("AT+CVHU=0", at: .uptimeNanoseconds(0) + .minutes(minutes))
        }
        quirks.noteTimeout(to: "AT+CVHU=0", at: .uptimeNanoseconds(0))
        #expect(!isSkipped(afterMinutes: 0))
        quirks.noteTimeout(to: "AT+CVHU=0", at: .uptimeNanoseconds(0))
        #expect(isSkipped(afterMinutes: 59) && !isSkipped(afterMinutes: 60))
        #expect(!quirks.isSkipped("AT+CRC=0", at: .uptimeNanoseconds(0)))
        quirks.noteTimeout(to: "AT+CVHU=0", at: .uptimeNanoseconds(0))
        #expect(isSkipped(afterMinutes: 23 * 60))
        quirks.noteAnswer(to: "AT+CVHU=0")
        #expect(!isSkipped(afterMinutes: 0))
    }

    @Test("another modem is another story")
    func otherModem() {
        var quirks = ModemQuirks()
        quirks.use(for: "866758040000013")
        quirks.memoryForm = .two
        quirks.use(for: nil)
        quirks.use(for: "866758040000013")
        #expect(quirks.memoryForm == .two)
        quirks.use(for: "490154203237518")
        #expect(quirks.memoryForm == nil)
    }
}
