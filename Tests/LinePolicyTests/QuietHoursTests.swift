import LinePolicy
import Testing
import Vocabulary

struct QuietHoursTests {
    private static func hours(_ spans: (Int, Int)...) -> QuietHours {
        QuietHours(spans.compactMap { QuietHours.DailySpan(from: $0 * 60, to: $1 * 60) })
    }

    @Test("a span goes over midnight when it ends before it begins, and its end is not quiet any more")
    func midnight() {
        let night = Self.hours((22, 7))
        #expect([22 * 60, 1_439, 0, 6 * 60 + 59].allSatisfy { night.contains(minute: $0) })
        #expect([7 * 60, 12 * 60, 21 * 60 + 59].allSatisfy { !night.contains(minute: $0) })
        #expect(night.end(after: 23 * 60) == 7 * 60)
        #expect(night.longest == 9 * 60)
    }

    @Test("spans that meet or overlap are one quiet")
    func chained() {
        let hours = Self.hours((22, 0), (0, 5), (4, 8), (12, 13))
        #expect(hours.end(after: 22 * 60) == 8 * 60)
        #expect(hours.end(after: 12 * 60 + 30) == 13 * 60)
        #expect(hours.longest == 10 * 60)
    }

    @Test("the whole day has no end, whether in one span or in several")
    func wholeDay() {
        for hours in [Self.hours((0, 24)), Self.hours((6, 18), (18, 6))] {
            #expect((0..<1_440).allSatisfy { hours.contains(minute: $0) })
            #expect(hours.end(after: 100) == nil)
            #expect(hours.longest == 1_440)
        }
    }

    @Test("an empty span and minutes of no day are no span")
    func noSpan() {
        for (from, to) in [(60, 60), (0, 0), (-1, 60), (1_440, 60), (60, 1_441)] {
            #expect(QuietHours.DailySpan(from: from, to: to) == nil)
        }
    }

    private static var quietNow: Situation {
        var situation = Situation()
        situation.rules.quiet = hours((22, 7))
        situation.facts.quiet = [.noon..<(.noon + .hours(1))]
        return situation
    }

    @Test("in quiet hours a text is planned all the same: whoever begins replies holds it")
    func later() throws {
        #expect(try Self.quietNow.verdict().plan?.dueAt == .noon)
        #expect(try Self.quietNow.reasonAgain() == nil)
    }

    @Test("with `never`, an answer that would come in quiet hours is refused, and one after them is not")
    func never() throws {
        var situation = Self.quietNow
        situation.rules.quietAnswers = .never
        #expect(try situation.verdict().reason == .repliesOff)
        #expect(try situation.reasonAgain() == .repliesOff)
        situation.rules.replyDelayMin = .hours(1)
        situation.rules.replyDelayMax = .hours(1)
        #expect(try situation.verdict().reason == nil)
        situation.facts.quiet = [(.noon + .minutes(50))..<(.noon + .hours(3))]
        #expect(try situation.verdict().reason == .repliesOff)
    }

    @Test(
        "nobody hears anything in quiet hours: a caller is texted later, or refused where callers only hear",
        arguments: [(.auto, nil), (.speakAndText, nil), (.hangUpAndText, nil), (.speak, .repliesOff)]
            as [(CallMode, Reason?)])
    func calls(mode: CallMode, reason: Reason?) throws {
        var situation = Self.quietNow
        situation.contact = .call(.number(Situation.number))
        situation.rules.calls = mode
        situation.condition.speaks = true
        let verdict = try situation.verdict()
        #expect(verdict.reason == reason)
        #expect(verdict.plan?.manner == (reason == nil ? .text : nil))
    }

    @Test("verifications and heartbeats pass: they are no answers to anybody")
    func ownTexts() throws {
        var situation = Self.quietNow
        situation.rules.quietAnswers = .never
        situation.contact.purpose = .verification
        #expect(try situation.verdict().reason == nil)
    }
}
