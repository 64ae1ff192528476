import ControlAPI
import Vocabulary

/// Blocks and lines for a person.
enum Lists {
    /// One block per line of the output, oldest first.
    static func blocks(_ answer: BlocksAnswer) -> String {
        if answer.blocks.isEmpty { return "Nobody is blocked.\n" }
        return answer.blocks.map { block in
            let number = Columns.left(block.number.map { SafeText.escaped($0) } ?? "(forgotten)", 16)
            let note = block.note.map { "  " + SafeText.escaped($0) } ?? ""
            return "\(block.at.day) \(block.at.clock)  \(number)  \(SafeText.escaped(block.senderID))\(note)\n"
        }.joined()
    }

    /// One keep per line of the output, the first to end first.
    static func keeps(_ answer: KeepsAnswer) -> String {
        answer.keeps.isEmpty ? "Nobody's contacts are kept.\n" : answer.keeps.map(keep).joined()
    }

    /// One keep as a line.
    static func keep(_ keep: KeepRow) -> String {
        let number = Columns.left(keep.number.map { SafeText.escaped($0) } ?? "(forgotten)", 16)
        let why = keep.why.map { "  " + SafeText.escaped($0) } ?? ""
        return "until \(keep.until.day) \(keep.until.clock)  \(number)  \(SafeText.escaped(keep.senderID))  "
            + "\(keep.contents) with content\(why)\n"
    }

    /// One SIM line per output line, with its sentence below.
    static func lines(_ answer: LinesAnswer, width: Int) -> String {
        let unclaimed = UnclaimedText.text(answer.unclaimed, width: width)
        if answer.lines.isEmpty { return "No line is configured yet.\n" + unclaimed }
        return answer.lines.map { line in
            let cells = [
                Columns.left(SafeText.escaped(line.id), 16), Columns.left(SafeText.escaped(line.number), 15),
                Columns.left(line.state.words, 14), "mode \(SafeText.escaped(line.mode.text)),",
                "calls \(SafeText.escaped(line.calls.text))",
            ]
            return cells.joined(separator: " ") + "\n"
                + Columns.wrapped(
                    ([line.region, line.modem].compactMap { $0 }.map(SafeText.escaped).joined(separator: "; ")),
                    width: width, indent: 4)
                + Columns.wrapped(SafeText.escaped(line.detail), width: width, indent: 4)
                + (line.paused.map { Columns.wrapped(pause($0), width: width, indent: 4) } ?? "")
                + (line.law.heldBy.map { Columns.wrapped(held($0, line.law), width: width, indent: 4) } ?? "")
        }.joined() + unclaimed
    }

    private static func held(_ notice: Word<LawNotice>, _ law: LawRow) -> String {
        "law \(SafeText.escaped(law.profile?.text ?? "")): texts are not answered until "
            + "\(SafeText.escaped(notice.text)) is acknowledged; jedisnon doctor says more"
    }

    private static func pause(_ pause: PauseRow) -> String {
        let port = pause.releasePort ? ", port released" : ""
        let why = pause.why.map { ": " + SafeText.escaped($0) } ?? ""
        return "paused since \(pause.at.day) \(pause.at.clock)\(port)\(why)"
    }
}
