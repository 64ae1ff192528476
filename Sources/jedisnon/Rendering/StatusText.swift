import ControlAPI
import Vocabulary
import Words

/// `status` for a person: one block per line, readable in 80 columns.
struct StatusText {
    let now: ZonedTime
    let width: Int
    let style: TerminalStyle

    func text(_ answer: StatusAnswer) -> String {
        var text = heading(answer.service)
        if answer.isErasurePending {
            text += Columns.wrapped(
                "What was erased is still on the disk: another program reads the database. It goes when that ends.",
                width: width, indent: 4)
        }
        if answer.isEvidenceKeyLost {
            text += Columns.wrapped(
                "The key of the evidence log was lost, or cannot be used: heads before and after do not bear the same signature. "
                    + "Tell whoever keeps heads, and give them a new one: `jedisnon head`.",
                width: width, indent: 4)
        }
        if answer.lines.isEmpty {
            text += "\nNo line is configured yet.\n"
        } else {
            text += "\n" + style(.dim, table(columnHeads)) + "\n" + answer.lines.map(block).joined()
        }
        text += UnclaimedText.text(answer.unclaimed, width: width)
        if let budget = answer.budget { text += "\n" + BudgetText.sentence(budget) + "\n" }
        return text
    }

    private let columnHeads = ["REGION", "NUMBER", "STATE", "RECEIVED", "REPLIED", "REFUSED", "CALLS"]

    private func heading(_ service: ServiceStatus) -> String {
        let name = "jedisnon" + (service.version.map { " " + SafeText.escaped($0) } ?? "")
        if service.state == .waiting {
            return style(.yellow, "\(name) is \(SafeText.escaped(service.detail ?? "waiting"))") + "\n"
        }
        guard service.state == .running else {
            let since = service.startedAt.map { ", started \(RelativeTime.phrase($0, now: now))" } ?? ""
            return style(.red, "\(name) is not running; this is the last known picture\(since)") + "\n"
        }
        let since =
            service.startedAt.map { " since \($0.day) \($0.clock) (\(RelativeTime.phrase($0, now: now)))" } ?? ""
        return style(.bold, "\(name) is running\(since)") + "\n"
    }

    private func block(_ line: LineStatus) -> String {
        let figures = [line.received, line.replied, line.refused, line.calls].map(String.init)
        let name = line.region.map { SafeText.escaped($0) } ?? SafeText.escaped(line.id)
        let row = table([name, SafeText.escaped(line.number), line.state.words] + figures)
        return style(line.state.colour, row) + "\n"
            + Columns.wrapped("\(SafeText.escaped(line.id)): \(SafeText.escaped(line.detail))", width: width, indent: 4)
            + Columns.wrapped(facts(line).joined(separator: "; "), width: width, indent: 4)
    }

    private func facts(_ line: LineStatus) -> [String] {
        var facts = ["last text \(RelativeTime.phrase(line.lastReceivedAt, now: now))"]
        facts.append("last reply \(RelativeTime.phrase(line.lastRepliedAt, now: now))")
        if line.queued > 0 { facts.append("\(line.queued) waiting to be sent") }
        if let pause = line.paused { facts.append(self.pause(pause, of: line)) }
        if line.raid { facts.append(raid(line)) }
        if let end = line.quietUntil { facts.append("quiet hours until \(end.clock)") }
        if let notice = line.heldBy {
            facts.append("texts are not answered until \(SafeText.escaped(notice.text)) is acknowledged")
        }
        if let network = line.network {
            facts.append(SafeText.escaped(network) + (line.signalDBm.map { " at \($0) dBm" } ?? ""))
        }
        if let used = line.storage.used, let size = line.storage.size, used > 0 {
            facts.append("\(used) of \(size) places in the modem's memory used")
        }
        switch (line.voice.known, line.voiceDetail) {
        case (.verified?, _): facts.append("voice works")
        case (.unverified?, let why?): facts.append("voice not proved: \(SafeText.escaped(why))")
        case (_, let why?): facts.append(SafeText.escaped(why))
        case (_, nil): break
        }
        if line.roaming == true { facts.append("roaming: recording, not answering") }
        if let next = line.nextTryAt {
            facts.append(
                "next try \(next.clock)" + (line.recovery.map { ": \(SafeText.escaped(English().clause($0)))" } ?? ""))
        }
        return facts
    }

    /// Says the rest where the state says it already: a line is paused as well while its modem is absent.
    private func pause(_ pause: PauseRow, of line: LineStatus) -> String {
        let why = pause.why.map { ": " + SafeText.escaped($0) } ?? ""
        let end = ", until `jedisnon line resume \(SafeText.escaped(line.id))`"
        return "PAUSED since \(pause.at.day) \(pause.at.clock)\(why): recording, not answering\(end)"
    }

    private func raid(_ line: LineStatus) -> String {
        let since = line.raidSince.map { " since \($0.clock)" } ?? ""
        let end = line.raidByHand ? ", until `jedisnon raid off \(SafeText.escaped(line.id))`" : ""
        return "RAID\(since): counting, not answering\(end)"
    }

    private func table(_ cells: [String]) -> String {
        let region = min(max(width - 62, 10), 30)
        let left = zip(cells, [region, 15, 14]).map { Columns.left($0, $1 - 1) + " " }
        let right = zip(cells.dropFirst(3), [9, 8, 8, 8]).map { Columns.right($0, $1) }
        return (left + right).joined()
    }
}
