import ControlAPI
import Vocabulary

/// `status --watch` on a terminal: the whole box on one screen, from 80 columns and 24 rows on.
///
/// What needs attention is never pushed off the screen by what does not: lines that are not ready come first when there is not
/// room for all.
struct WatchScreen {
    /// What is shown.
    struct Picture {
        var status: StatusAnswer
        var budget: BudgetAnswer?
        /// Contacts answered today, by line.
        var answeredToday: [String: Int]
    }

    let now: ZonedTime
    let width: Int
    let height: Int
    let style: TerminalStyle

    private static let keys = "q quit   space look now"

    /// The rows, at most as many as the screen has.
    func rows(_ picture: Picture) -> [String] {
        let head = [heading(picture.status)] + raids(picture.status) + [""]
        let money = picture.budget.map { ["", bar($0)] } ?? []
        let foot = ["", style(.dim, Columns.cut(Self.keys, width))]
        let room = height - head.count - money.count - foot.count
        let attention = attention(picture.status)
        // At least one line and its heads; sentences get what is left, at least a third.
        let forLines = max(min(picture.status.lines.count + 1, room - min(attention.count, max(room / 3, 2))), 2)
        let lines = lines(picture, room: forLines)
        let sentences = Array(attention.prefix(max(room - lines.count, 0)))
        let rows = head + lines + sentences + money
        let filler = Array(repeating: "", count: max(height - rows.count - foot.count, 0))
        return Array((rows + filler + foot).prefix(height))
    }

    private func heading(_ status: StatusAnswer) -> String {
        let ready = status.lines.count { $0.state == .ready }
        let count = "\(ready) of \(status.lines.count) lines ready"
        let name = "jedisnon" + (status.service.version.map { " " + SafeText.escaped($0) } ?? "")
        let state: String =
            switch status.service.state {
            case .known(.running):
                "running" + (status.service.startedAt.map { " for " + span(since: $0) } ?? "")
            case .known(.waiting): status.service.detail ?? "waiting"
            default: "NOT RUNNING: the last known picture"
            }
        let isWell = status.service.state == .running && ready == status.lines.count && ready > 0
        let text =
            Columns.left(SafeText.escaped("\(name)  \(state)"), width - count.count - 10) + count + "  \(now.clock)"
        return style(isWell ? .green : status.service.state == .running ? .yellow : .red, Columns.cut(text, width))
    }

    private func span(since time: ZonedTime) -> String {
        RelativeTime.span(seconds: (now.milliseconds - time.milliseconds) / 1000)
    }

    private func raids(_ status: StatusAnswer) -> [String] {
        let raided = status.lines.filter(\.raid)
        guard !raided.isEmpty else { return [] }
        let names = raided.map { line in
            SafeText.escaped(line.id) + (line.raidSince.map { " since \($0.clock)" } ?? "")
        }
        return [style(.red, Columns.cut("RAID: counting, not answering: \(names.joined(separator: ", "))", width))]
    }

    private func lines(_ picture: Picture, room: Int) -> [String] {
        guard !picture.status.lines.isEmpty else { return ["No line is configured yet."] }
        let heads = style(.dim, row(["LINE", "STATE", "SIGNAL", "LAST TEXT", "TODAY", "WAITING"]))
        let all = picture.status.lines
        let isCut = all.count > room - 1
        let shown =
            isCut
            ? Array((all.filter { $0.state != .ready } + all.filter { $0.state == .ready }).prefix(room - 2)) : all
        let rest =
            isCut
            ? [
                style(
                    .dim,
                    Columns.cut("... and \(all.count - shown.count) more lines; a higher window shows them", width))
            ] : []
        return [heads] + shown.map { line($0, today: picture.answeredToday[$0.id] ?? 0) } + rest
    }

    private func line(_ line: LineStatus, today: Int) -> String {
        let cells = [
            SafeText.escaped(line.region ?? line.id), line.state.words, line.signalDBm.map { "\($0) dBm" } ?? "-",
            RelativeTime.phrase(line.lastReceivedAt, now: now), "\(today)", line.queued == 0 ? "-" : "\(line.queued)",
        ]
        return style(line.state.colour, row(cells))
    }

    private func row(_ cells: [String]) -> String {
        let name = max(width - 58, 12)
        let left = zip(cells, [name, 16]).map { Columns.left($0, $1 - 1) + " " }
        let right = zip(cells.dropFirst(2), [10, 14, 8, 9]).map { Columns.right($0, $1) }
        return Columns.cut((left + right).joined(), width)
    }

    private func attention(_ status: StatusAnswer) -> [String] {
        var sentences = status.lines.filter { $0.state != .ready }.map { "\($0.id): \($0.detail)" }
        if status.isErasurePending {
            sentences.append("What was erased is still on the disk: another program reads the database.")
        }
        if status.isEvidenceKeyLost {
            sentences.append("The key of the evidence log was lost: jedisnon status says more.")
        }
        if !status.unclaimed.isEmpty {
            sentences.append("\(status.unclaimed.count) modems belong to no line: jedisnon status names them.")
        }
        guard !sentences.isEmpty else { return [] }
        return [""]
            + sentences.flatMap {
                Columns.wrapped(SafeText.escaped($0), width: width, indent: 2).split(separator: "\n").map(String.init)
            }
    }

    private func bar(_ budget: BudgetAnswer) -> String {
        let currency = budget.currency.map { " " + SafeText.escaped($0) } ?? ""
        guard let left = budget.left, let share = share(of: budget) else {
            return Columns.cut("Money: \(budget.spent)\(currency) spent, no limit", width)
        }
        let cells = 20
        let full = min(max(Int((Double(cells) * share).rounded()), 0), cells)
        let bar = "[" + String(repeating: "#", count: full) + String(repeating: "-", count: cells - full) + "]"
        var text = "Money \(bar) \(left)\(currency) left"
        if let contacts = budget.contactsLeft { text += ", \(contacts) contacts" }
        if let day = budget.runsOutOn { text += ", used up on \(day)" }
        let colour: TerminalStyle.Colour = share < 0.05 ? .red : share < 0.2 ? .yellow : .green
        return style(colour, Columns.cut(text, width))
    }

    /// How much of the tighter limit is left, 0 to 1; for the bar only, sums are never made of it.
    private func share(of budget: BudgetAnswer) -> Double? {
        guard let left = budget.left.flatMap(Double.init) else { return nil }
        let limits = [budget.perMonth, budget.total].compactMap { $0.flatMap(Double.init) }.filter {
            $0 > 0 && left <= $0
        }
        return limits.min().map { left / $0 }
    }
}
