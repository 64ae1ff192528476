import Foundation
import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

private let zone = TimeZone(identifier: "America/Toronto") ?? .gmt
private let quebecCity = "+14185550123"

extension TestBox {
    fileprivate func figures(since: Timestamp? = nil) async throws -> Figures {
        try await store.figures(since: since, timeZone: zone)
    }

    /// A call of a person.
    fileprivate func ring(from number: String, line: String = "montreal", now: Timestamp = noon) async throws {
        _ = try await store.recordCall(
            Contact(kind: .call, sender: .number(number), text: nil, isPerson: true, networkTime: now),
            in: .line(line), now: now, start: .notNow)
    }
}

struct FiguresTests {
    @Test("each contact is counted in the figures of its day, also folded ones, by its decision")
    func days() async throws {
        let box = try TestBox()
        var folding = LineContext.line()
        folding.foldAfter = 2
        for text in ["a", "b", "c", "d"] { try await box.take(.text(text), in: folding) }
        try await box.take(.text("e", from: quebecCity))
        try await box.ring(from: quebecCity)
        try await box.take(.text("tomorrow"), now: noon + .days(1))
        let days = try await box.figures().days
        #expect(days.map(\.texts).reduce(0, +) == 6 && days.map(\.calls).reduce(0, +) == 1)
        let first = try #require(days.first?.day)
        #expect(days.filter { $0.day == first && $0.reason == nil }.map(\.texts) == [2])
        let repeated = days.first { $0.day == first && $0.reason == .known(.repliedInWindow) }
        #expect(repeated?.texts == 3 && repeated?.calls == 1)
        #expect(days.contains { $0.day == first + 1 && $0.texts == 1 })
        #expect(try await box.figures(since: noon + .days(1)).days.allSatisfy { $0.day == first + 1 })
        #expect(try await box.counters().received == 6)
    }

    @Test(
        "a person counts once for a week and line, as repeat sender at the second contact, as curious on the third line"
    )
    func people() async throws {
        let box = try TestBox()
        for line in ["montreal", "laval", "estrie"] {
            try await box.take(.text("hello \(line)"), in: .line(line))
        }
        try await box.take(.text("once", from: quebecCity))
        try await box.ring(from: caller, now: noon + .hours(1))
        let weeks = try await box.figures().weeks
        let whole = weeks.filter { $0.line == nil }
        #expect(Set(whole.map(\.region)) == [.known(.montreal), .known(.easternQuebec)])
        let here = try #require(whole.first { $0.region == .known(.montreal) })
        #expect(here.contacts == 4 && here.senders == 1 && here.repeatSenders == 1 && here.curious == 1)
        let line = try #require(weeks.first { $0.line == "montreal" && $0.region == .known(.montreal) })
        #expect(line.contacts == 2 && line.senders == 1 && line.repeatSenders == 1 && line.curious == 0)
        let repeaters = try await box.figures().repeaters
        #expect(repeaters.map(\.sender) == [caller] && repeaters.first?.contacts == 4 && repeaters.first?.lines == 3)
    }

    @Test("machines, names, our own lines and tests of the operator are not counted as demand")
    func noDemand() async throws {
        let box = try TestBox()
        try await box.take(.text("notice", isPerson: false))
        try await box.take(.text("bank", sender: .name("BANK")))
        try await box.take(.text("own", from: "+15145550101"))
        #expect(try await box.figures().days.map(\.texts).reduce(0, +) == 3)
        let figures = try await box.figures()
        #expect(figures.weeks.isEmpty && figures.repeaters.isEmpty)
    }

    @Test("the senders of a week are deleted long after it, or at once when erased; the counts remain")
    func forgotten() async throws {
        let box = try TestBox()
        for text in ["a", "b"] { try await box.take(.text(text)) }
        for text in ["c", "d"] { try await box.take(.text(text, from: quebecCity)) }
        _ = try await box.store.erase(.number(quebecCity), now: noon)
        #expect(try await box.figures().repeaters.map(\.sender) == [caller])
        try await box.store.forgetOld(keepText: .days(30), keepNumbers: .days(365), now: noon + .days(60))
        #expect(try await box.number("SELECT count(*) FROM week_sender") == 0)
        let whole = try await box.figures().weeks.filter { $0.line == nil }
        #expect(whole.map(\.repeatSenders).reduce(0, +) == 2)
    }

    @Test("days and weeks counted by a clock that was ahead are moved to the present ones, and added there")
    func ahead() async throws {
        let box = try TestBox()
        try await box.take(.text("today"))
        try await box.take(.text("by a wrong clock"), now: noon + .days(3000))
        try await box.store.adjust(
            to: TimeChange(from: noon + .days(3000), to: noon, uptime: .hours(1), wasKnown: true, isKnown: true),
            retention: noon, isFirst: false, earliest: noon - .days(300), timeZone: zone)
        let figures = try await box.figures()
        #expect(Set(figures.days.map(\.day)).count == 1 && figures.days.map(\.texts).reduce(0, +) == 2)
        #expect(figures.weeks.filter { $0.line == nil }.map(\.contacts) == [2])
        #expect(try await box.number("SELECT count(*) FROM week_sender") == 1)
    }

    @Test("weeks begin on Mondays in the time zone of the box")
    func weeks() {
        // Sunday 29 November 2026, 23:59 and Monday 0:00 in Toronto.
        let monday = Timestamp(seconds: 1_796_014_800)
        let sunday = CalendarPeriod(at: monday - .minutes(1), in: zone)
        let next = CalendarPeriod(at: monday, in: zone)
        #expect(next.week == sunday.week + 1 && next.day == sunday.day + 1)
        #expect(CalendarPeriod.monday(ofWeek: next.week) == next.day)
        #expect(CalendarPeriod.week(ofDay: -1) == 0 && CalendarPeriod.week(ofDay: -4) == -1)
    }
}
