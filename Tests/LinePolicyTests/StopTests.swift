import LinePolicy
import Testing
import Vocabulary

struct StopTests {
    @Test("the first STOP is remembered and refuses its own message")
    func firstStop() throws {
        var ledger = Ledger(.plain)
        let first = try ledger.receive(.text(Situation.number, "Stop!"), at: .noon)
        #expect(first == Verdict(reason: .stopRequested, isFirstStop: true))
        let second = try ledger.receive(.text(Situation.number, "STOP"), at: .noon + .minutes(1))
        #expect(second == Verdict(reason: .stopRequested))
        let later = try ledger.receive(.text(Situation.number, "Hello again"), at: .noon + .days(900))
        #expect(later.reason == .stopRequested)
    }

    @Test(
        "a STOP is remembered whatever reason wins",
        arguments: [.ownNumber, .blocked, .destinationNotAllowed, .premiumNumber, .stale, .loop, .repliesOff]
            as [Reason])
    func rememberedAnyway(reason: Reason) throws {
        var situation = Situation()
        situation.provoke(reason)
        situation.contact.text = "arrêt"
        let verdict = try situation.verdict()
        #expect(verdict.isFirstStop)
        // Only what comes before stop_requested in the order wins over it.
        #expect(verdict.reason == ([.ownNumber, .blocked].contains(reason) ? reason : .stopRequested))
    }

    @Test(
        "who cannot be a person's number cannot STOP",
        arguments: [Sender.name("Bank"), .shortCode("12345"), .withheld, .other("0123")])
    func cannotStop(sender: Sender) throws {
        var situation = Situation()
        situation.contact.sender = sender
        situation.contact.text = "STOP"
        #expect(try !situation.verdict().isFirstStop)
    }

    @Test("what no person wrote is no STOP, and neither is a call")
    func noPersonNoStop() throws {
        var situation = Situation()
        situation.contact.text = "STOP"
        situation.contact.isPerson = false
        #expect(try situation.verdict() == Verdict(reason: .notAPerson))
        situation.contact = .call(.number(Situation.number))
        situation.contact.text = "STOP"
        #expect(try !situation.verdict().isFirstStop)
    }

    @Test("a planned reply is not judged by the words of the text it answers")
    func wordsAreOld() throws {
        var situation = Situation()
        situation.contact.text = "STOP"
        #expect(try situation.reasonAgain() == nil)
    }
}
