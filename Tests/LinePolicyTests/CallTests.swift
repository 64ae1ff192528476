import LinePolicy
import Testing
import Vocabulary

/// How callers are answered: heard, texted, or both.
struct CallTests {
    static let spoken = ReplyPlan(manner: .spoken, dueAt: .noon, parts: 0, price: Money(micros: 30_000))
    static let texted = ReplyPlan(manner: .text, dueAt: .noon, parts: 1, price: Money(micros: 20_000))
    static let both = ReplyPlan(manner: .spokenAndText, dueAt: .noon, parts: 1, price: Money(micros: 50_000))

    func caller(_ calls: CallMode, from sender: Sender = .number(Situation.number), speaks: Bool = true) -> Situation {
        var situation = Situation()
        situation.contact = .call(sender)
        situation.rules.calls = calls
        situation.condition.speaks = speaks
        return situation
    }

    @Test(
        "the manner follows the mode and whether the line can speak",
        arguments: [
            (.auto, true, spoken), (.auto, false, texted), (.speak, true, spoken), (.speak, false, texted),
            (.hangUpAndText, true, texted), (.hangUpAndText, false, texted), (.speakAndText, true, both),
            (.speakAndText, false, texted),
        ] as [(CallMode, Bool, ReplyPlan)])
    func manner(calls: CallMode, speaks: Bool, plan: ReplyPlan) throws {
        #expect(try caller(calls, speaks: speaks).verdict() == Verdict(reason: nil, plan: plan))
    }

    @Test("hang-up refuses a caller even where the line could speak")
    func hangUp() throws {
        #expect(try caller(.hangUp).verdict().reason == .repliesOff)
    }

    @Test(
        "rules that only forbid texting do not apply to a spoken answer",
        arguments: [.alphanumericSender, .shortCode, .withheld, .destinationNotAllowed, .premiumNumber, .stale]
            as [Reason])
    func textOnlyReasons(reason: Reason) throws {
        for calls in [CallMode.auto, .speakAndText] {
            var situation = caller(calls)
            situation.provoke(reason)
            #expect(try situation.verdict() == Verdict(reason: nil, plan: Self.spoken))
        }
        for calls in [CallMode.auto, .hangUpAndText] {
            var situation = caller(calls, speaks: false)
            situation.provoke(reason)
            #expect(try situation.verdict().reason == reason)
        }
    }

    @Test(
        "all other rules do",
        arguments: [
            .notAPerson, .ownNumber, .blocked, .stopRequested, .repliedInWindow, .lifetimeCap, .raid, .budgetLine,
            .budgetTotal, .repliesOff, .linePaused, .shadow,
        ] as [Reason])
    func otherReasons(reason: Reason) throws {
        var situation = caller(.speak)
        situation.provoke(reason)
        #expect(try situation.verdict().reason == reason)
    }

    @Test("the caps of texting do not hold back a voice")
    func capsOfTexting() throws {
        var situation = caller(.auto)
        situation.provoke(.dailyCap)
        situation.provoke(.monthlyCap)
        #expect(try situation.verdict().reason == nil)
        situation.rules.calls = .speakAndText
        #expect(try situation.verdict().reason == .dailyCap)
    }

    @Test(
        "callers without a number share a daily cap and nothing else",
        arguments: [(19, nil), (20, .dailyCap)] as [(Int, Reason?)])
    func withheldCap(answered: Int, reason: Reason?) throws {
        var situation = caller(.auto, from: .withheld)
        situation.facts.withheldAnswers = answered
        #expect(try situation.verdict().reason == reason)
    }

    @Test("a spoken answer is never delayed, a text after a call counts from the first ring")
    func delay() throws {
        var situation = caller(.auto)
        situation.rules.replyDelayMin = .minutes(45)
        situation.rules.replyDelayMax = .minutes(45)
        situation.contact.networkTime = .noon - .seconds(7)
        #expect(try situation.verdict().plan?.dueAt == .noon)
        situation.condition.speaks = false
        #expect(try situation.verdict().plan?.dueAt == .noon + .minutes(45) - .seconds(7))
    }

    @Test("a text promised to a caller is cancelled when the line no longer answers calls")
    func hangUpAfterReload() throws {
        var situation = caller(.hangUpAndText, speaks: false)
        #expect(try situation.reasonAgain() == nil)
        situation.rules.calls = .hangUp
        #expect(try situation.reasonAgain() == .repliesOff)
    }

    @Test("the text that follows a spoken message needs a number that may be texted")
    func textAfterVoice() throws {
        let situation = caller(.speakAndText, from: .number("+33612345678"))
        #expect(try situation.reasonAgain(manner: .spokenAndText) == .destinationNotAllowed)
        #expect(try situation.reasonAgain(manner: .spoken) == nil)
    }
}
