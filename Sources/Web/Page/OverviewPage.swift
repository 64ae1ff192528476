import ControlAPI
import Foundation
import Mustache
import Vocabulary
import Words

/// The page of the box: what every line did, what it cost, what was not answered and why.
struct OverviewPage {
    let language: Language
    private let words: any Words
    private let template: MustacheTemplate

    init(language: Language) throws {
        self.language = language
        words = language.words
        template = try MustacheTemplate(string: Self.source)
    }

    /// What the page is made of.
    struct Facts: Sendable {
        var status: StatusAnswer
        /// nil while the database cannot be asked.
        var budget: BudgetAnswer?
        var report: ReportAnswer?
        var events: [EventRow] = []

        private static let days: Int64 = 30
        private static let events = 20

        init(_ backend: any ControlBackend) async throws {
            status = try await backend.status()
            guard status.service.state == .running else { return }
            budget = try await backend.budget()
            let now = Int64(Date().timeIntervalSince1970 * 1000)
            let since = ZonedTime(milliseconds: now - (Self.days - 1) * 86_400_000)
            report = try await backend.report(ReportQuery(since: since))
            var query = EventQuery()
            query.last = Self.events
            events = try await backend.events(query)
        }

        init(status: StatusAnswer, budget: BudgetAnswer?, report: ReportAnswer?, events: [EventRow]) {
            self.status = status
            self.budget = budget
            self.report = report
            self.events = events
        }
    }

    /// The page as HTML.
    func html(_ facts: Facts) -> String {
        template.render(view(facts))
    }

    /// What the template shows.
    func view(_ facts: Facts) -> View {
        let other: Language = language == .french ? .english : .french
        let lines = facts.status.lines.map(line)
        let report = facts.report
        return View(
            lang: language.rawValue, otherLang: other.rawValue,
            otherName: other == .french ? "Français" : "English",
            w: Dictionary(uniqueKeysWithValues: PageWord.allCases.map { ($0.rawValue, words.words($0)) }),
            version: SafeText.escaped(facts.status.service.version ?? ""),
            waiting: facts.status.service.detail.map { [SafeText.escaped($0)] } ?? [],
            made: report.map { "\($0.madeAt.day) \($0.madeAt.clock)" } ?? "",
            attention: facts.status.lines.filter { $0.state != .ready }.map(attention),
            isWell: !lines.isEmpty && facts.status.lines.allSatisfy { $0.state == .ready }, lines: lines,
            money: facts.budget.map { [money($0)] } ?? [], chart: report.flatMap(chart).map { [$0] } ?? [],
            reasons: reasons(report), weeks: weeks(report), regions: regions(report),
            guess: report?.mostWanted.map { [words.words($0.region)] } ?? [], events: facts.events.reversed().map(event)
        )
    }

    private func line(_ line: LineStatus) -> View.Line {
        View.Line(
            name: SafeText.escaped(line.region ?? line.id), id: SafeText.escaped(line.id),
            number: SafeText.escaped(line.number), state: words.words(line.state),
            code: SafeText.escaped(line.state.text),
            signal: line.signalDBm.map { "\($0) dBm" } ?? "–",
            lastText: line.lastReceivedAt.map(time) ?? words.words(.never),
            received: line.received, calls: line.calls, replied: line.replied, refused: line.refused,
            queued: line.queued,
            raid: line.raid ? [words.words(.raid)] : [])
    }

    private func attention(_ line: LineStatus) -> View.Attention {
        // The sentence beside the codes is English; a state without a notice says enough by its name.
        let sentence = line.notice.map { words.sentence($0) } ?? words.words(line.state)
        return View.Attention(line: SafeText.escaped(line.region ?? line.id), sentence: SafeText.escaped(sentence))
    }

    private func money(_ budget: BudgetAnswer) -> View.Money {
        View.Money(
            spent: amount(budget.spent, budget.currency), reserved: amount(budget.reserved, budget.currency),
            left: budget.left.map { amount($0, budget.currency) } ?? words.words(.noLimit),
            runsOut: budget.runsOutOn ?? "–")
    }

    private func amount(_ text: String, _ currency: String?) -> String {
        let number = language == .french ? text.replacing(".", with: ",") : text
        return SafeText.escaped(number + (currency.map { "\u{A0}" + $0 } ?? ""))
    }

    private func chart(_ report: ReportAnswer) -> View.Chart? {
        let days = Dictionary(grouping: report.days) { $0.day }.sorted { $0.key < $1.key }.map { day, rows in
            (
                day: day, answered: rows.reduce(0) { $0 + $1.answered },
                refused: rows.reduce(0) { $0 + $1.refused.values.reduce(0, +) }
            )
        }
        guard let most = days.map({ $0.answered + $0.refused }).max(), most > 0 else { return nil }
        let step = View.Chart.width / max(days.count, 10)
        let bars = days.enumerated().map { index, day in
            // What is there is seen, however little.
            func height(_ count: Int) -> Int { count == 0 ? 0 : max(count * View.Chart.height / most, 2) }
            let (answered, refused) = (height(day.answered), height(day.refused))
            return View.Bar(
                day: day.day, answered: day.answered, refused: day.refused, x: index * step, width: max(step - 2, 1),
                answeredY: View.Chart.height + 4 - answered, answeredHeight: answered,
                refusedY: View.Chart.height + 4 - answered - refused, refusedHeight: refused)
        }
        return View.Chart(width: View.Chart.width, height: View.Chart.height + 4, bars: bars)
    }

    private func reasons(_ report: ReportAnswer?) -> [View.Count] {
        var counts: [String: Int] = [:]
        for line in report?.lines ?? [] { counts.merge(line.refused, uniquingKeysWith: +) }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
            View.Count(name: SafeText.escaped(words.clause(Word<Reason>($0.key))), count: $0.value)
        }
    }

    private func weeks(_ report: ReportAnswer?) -> [View.People] {
        (report?.weeks ?? []).filter { $0.line == nil }.map {
            View.People(
                name: $0.monday, contacts: $0.contacts, persons: $0.senders, cameBack: $0.repeatSenders, ours: "")
        }
    }

    private func regions(_ report: ReportAnswer?) -> [View.People] {
        (report?.regions ?? []).filter { $0.line == nil }.map {
            View.People(
                name: SafeText.escaped(words.words($0.region)), contacts: $0.contacts, persons: $0.senders,
                cameBack: $0.repeatSenders, ours: $0.hasLine ? words.words(.yes) : "–")
        }
    }

    private func event(_ row: EventRow) -> View.Event {
        let kind = row.kind.known.map { words.words($0) } ?? row.kind.text
        return View.Event(
            time: time(row.at), line: SafeText.escaped(row.line ?? ""), kind: SafeText.escaped(kind),
            sender: SafeText.escaped(row.sender ?? row.senderID ?? ""),
            what: SafeText.escaped(
                [row.text, row.reason.map { words.clause($0) }].compactMap { $0 }.joined(separator: " – ")))
    }

    private func time(_ time: ZonedTime) -> String { "\(time.day) \(time.clock)" }
}

extension OverviewPage {
    /// The values of the template, by the names it calls them.
    struct View {
        struct Line {
            var name, id, number, state, code, signal, lastText: String
            var received, calls, replied, refused, queued: Int
            var raid: [String]
        }

        struct Attention {
            var line, sentence: String
        }

        struct Money {
            var spent, reserved, left, runsOut: String
        }

        struct Bar {
            var day: String
            var answered, refused, x, width, answeredY, answeredHeight, refusedY, refusedHeight: Int
        }

        struct Chart {
            static let width = 600
            static let height = 120

            var width, height: Int
            var bars: [Bar]
        }

        struct Count {
            var name: String
            var count: Int
        }

        struct People {
            var name: String
            var contacts, persons, cameBack: Int
            var ours: String
        }

        struct Event {
            var time, line, kind, sender, what: String
        }

        var lang, otherLang, otherName: String
        var w: [String: String]
        var version: String
        var waiting: [String]
        var made: String
        var attention: [Attention]
        var isWell: Bool
        var lines: [Line]
        var money: [Money]
        var chart: [Chart]
        var reasons: [Count]
        var weeks, regions: [People]
        var guess: [String]
        var events: [Event]
    }
}
