import ControlAPI
import Vocabulary

/// One event for a person, always on one line.
struct EventLine {
    let style: TerminalStyle

    /// Shown elsewhere, or said in a sentence beside it.
    private static let forPrograms: Set<String> = ["network_time", "notice", "fault_notice", "error_notice"]

    /// The most characters of a text shown; `--json` has it all.
    private static let longestText = 200

    func text(_ row: EventRow) -> String {
        var parts = ["\(row.at.day) \(row.at.clock)"]
        parts.append(Columns.left(SafeText.escaped(row.line ?? "-"), 12))
        parts.append(Columns.left(SafeText.escaped(row.kind.text), 16))
        if let who = who(row) { parts.append(who) }
        if let reply = row.replyID { parts.append("reply \(reply)") }
        if let text = row.text { parts.append(quoted(text)) }
        if let cost = row.cost { parts.append("cost \(SafeText.escaped(cost))") }
        if let details = details(row) { parts.append(details) }
        if let decision = decision(row) { parts.append("→ " + decision) }
        return parts.joined(separator: "  ") + "\n"
    }

    private func who(_ row: EventRow) -> String? {
        let who = [row.sender, row.senderID].compactMap { $0 }.map(SafeText.escaped).joined(separator: " ")
        if !who.isEmpty { return who }
        return isContact(row) ? "(no number)" : nil
    }

    private func quoted(_ text: String) -> String {
        let start = text.prefix(Self.longestText)
        let rest = start.endIndex == text.endIndex ? "" : "… (\(text.count) characters)"
        return "\"\(SafeText.escaped(String(start)))\"\(rest)"
    }

    private func decision(_ row: EventRow) -> String? {
        if let reason = row.reason {
            return style(.yellow, "\(SafeText.escaped(reason.text)): \(reason.clause)")
        }
        return isContact(row) ? style(.green, "to be answered") : nil
    }

    private func isContact(_ row: EventRow) -> Bool {
        row.kind == .smsReceived || row.kind == .callReceived
    }

    private func details(_ row: EventRow) -> String? {
        if row.kind == .lineState, case .string(let state)? = row.details["state"],
            case .string(let detail)? = row.details["detail"]
        {
            return "\(Word<LineState>(state).words): \(SafeText.escaped(detail))"
        }
        let shown = row.details.filter { !Self.forPrograms.contains($0.key) && $0.value != .null }
        guard !shown.isEmpty else { return nil }
        return shown.sorted { $0.key < $1.key }
            .map { "\(SafeText.escaped($0.key))=\(Columns.cut(word($0.value), Self.longestText))" }
            .joined(separator: " ")
    }

    private func word(_ value: JSONValue) -> String {
        switch value {
        case .null: "-"
        case .bool(let value): value ? "yes" : "no"
        case .integer(let value): String(value)
        case .string(let value): SafeText.escaped(value)
        case .array(let values): values.map(word).joined(separator: ",")
        case .object(let values):
            "{" + values.sorted { $0.key < $1.key }.map { "\(SafeText.escaped($0))=\(word($1))" }.joined(separator: " ")
                + "}"
        }
    }
}
