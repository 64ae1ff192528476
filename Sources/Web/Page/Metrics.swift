import ControlAPI
import Vocabulary

/// The figures of the box for Prometheus (text format 0.0.4): of lines and money, nothing of a person.
struct Metrics {
    private var text = ""

    /// The text of an answer; `budget` is nil while the database cannot be asked.
    static func text(_ status: StatusAnswer, budget: BudgetAnswer?) -> String {
        var metrics = Metrics()
        metrics.service(status)
        metrics.lines(status.lines)
        if let budget { metrics.money(budget) }
        return metrics.text
    }

    private mutating func service(_ status: StatusAnswer) {
        add(
            "jedisnon_up", .gauge, "Whether the service works: 0 while it waits for its database.",
            [([:], status.service.state == .running ? "1" : "0")])
        add(
            "jedisnon_info", .gauge, "The version of the service.",
            [(["version": status.service.version ?? ""], "1")])
        if let since = status.service.startedAt {
            add("jedisnon_start_time_seconds", .gauge, "When the service started.", [([:], seconds(since))])
        }
        add("jedisnon_unclaimed_modems", .gauge, "Modems that belong to no line.", [([:], "\(status.unclaimed.count)")])
        add(
            "jedisnon_erasure_pending", .gauge, "Whether octets of somebody erased are still on the disk.",
            [([:], status.isErasurePending ? "1" : "0")])
        add(
            "jedisnon_evidence_key_lost", .gauge, "Whether the key that signs the log was lost.",
            [([:], status.isEvidenceKeyLost ? "1" : "0")])
    }

    private mutating func lines(_ lines: [LineStatus]) {
        let states = lines.flatMap { line in
            LineState.allCases.map { (["line": line.id, "state": $0.rawValue], line.state == .known($0) ? "1" : "0") }
        }
        add("jedisnon_line_state", .gauge, "The state of a line: 1 for the one it is in.", states)
        each(lines, "jedisnon_received_total", .counter, "Texts after reassembly, without status reports.") {
            $0.received
        }
        each(lines, "jedisnon_replied_total", .counter, "Replies that the network took.") { $0.replied }
        each(lines, "jedisnon_refused_total", .counter, "Contacts without an answer, and replies taken back.") {
            $0.refused
        }
        each(lines, "jedisnon_calls_total", .counter, "Calls that rang.") { $0.calls }
        each(lines, "jedisnon_queued_replies", .gauge, "Replies planned or being sent.") { $0.queued }
        each(lines, "jedisnon_raid", .gauge, "Whether a raid is on: counting, not answering.") { $0.raid ? 1 : 0 }
        each(lines, "jedisnon_signal_dbm", .gauge, "The signal.") { $0.signalDBm }
        each(lines, "jedisnon_modem_messages", .gauge, "Messages in the modem's memory.") { $0.storage.used }
        each(lines, "jedisnon_modem_message_places", .gauge, "Places in the modem's memory.") { $0.storage.size }
        times(lines, "jedisnon_last_received_time_seconds", "When the last text came.") { $0.lastReceivedAt }
        times(lines, "jedisnon_last_replied_time_seconds", "When the last reply was sent.") { $0.lastRepliedAt }
    }

    private mutating func money(_ budget: BudgetAnswer) {
        let currency = ["currency": budget.currency ?? ""]
        add("jedisnon_spent_total", .counter, "Money spent.", [(currency, budget.spent)])
        add("jedisnon_reserved", .gauge, "Money held for replies on their way.", [(currency, budget.reserved)])
        if let left = budget.left { add("jedisnon_left", .gauge, "Money that is left.", [(currency, left)]) }
        if let contacts = budget.contactsLeft {
            add("jedisnon_contacts_left", .gauge, "Contacts that the money is enough for.", [([:], "\(contacts)")])
        }
    }

    private enum Kind: String {
        case counter, gauge
    }

    private mutating func each(
        _ lines: [LineStatus], _ name: String, _ kind: Kind, _ help: String, _ value: (LineStatus) -> Int?
    ) {
        add(name, kind, help, lines.compactMap { line in value(line).map { (["line": line.id], "\($0)") } })
    }

    private mutating func times(
        _ lines: [LineStatus], _ name: String, _ help: String, _ time: (LineStatus) -> ZonedTime?
    ) {
        add(name, .gauge, help, lines.compactMap { line in time(line).map { (["line": line.id], seconds($0)) } })
    }

    private mutating func add(_ name: String, _ kind: Kind, _ help: String, _ samples: [([String: String], String)]) {
        guard !samples.isEmpty else { return }
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
        for (labels, value) in samples {
            let pairs = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }
            text += name + (pairs.isEmpty ? "" : "{" + pairs.joined(separator: ",") + "}") + " \(value)\n"
        }
    }

    private static func escaped(_ label: String) -> String {
        label.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    private func seconds(_ time: ZonedTime) -> String {
        "\(time.milliseconds / 1000)"
    }
}
