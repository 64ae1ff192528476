import ControlAPI
import LineConfiguration
import LinePolicy
import Vocabulary
import Words

/// Writes the file of a new line.
struct LinePlacing {
    let trial: LineTrial
    let approval: ServiceApproval
    /// Nil without a terminal.
    let questions: Questions?
    /// Whether an earlier file may be overwritten without a question; the difference is shown in any case.
    let overwrites: Bool

    /// Shows conflicts, writes the file, lets the service load it, and returns what was done.
    func place(_ line: LineFile) async throws -> String {
        _ = try trial.configuration(with: line)
        let (name, octets) = (try line.fileName(), Array(line.text.utf8))
        let path = SafeText.escaped("\(trial.folder)/\(name)")
        let found = try await earlier(name)
        if let found, found != octets { try agree(line, found, path: path) }

        let folder = try await LinesFolder.waiting(trial.folder, make: true)
        // Checked again now that the folder is locked: another line may have taken the number meanwhile.
        let configuration = try trial.configuration(with: line)
        let change = found == octets ? nil : try folder.write(octets, as: name, over: found)
        let told = try await approval.settle(change, line: line.id, .runs)
        return (change == nil ? "Nothing to write: \(path) is as it should be.\n" : "Written: \(path)\n") + told
            + Self.notes(line, configuration)
    }

    private func earlier(_ name: String) async throws -> [UInt8]? {
        guard LinesFolder.exists(trial.folder) else { return nil }
        return try await LinesFolder.waiting(trial.folder).content(of: name)
    }

    private func agree(_ line: LineFile, _ found: [UInt8], path: String) throws {
        let difference = LineDiff.text(from: String(decoding: found, as: UTF8.self), to: line.text, name: path)
        if let questions {
            try questions.write("\(path) is there already. What would change:\n\(difference)")
            guard try questions.agrees("Write over it?", proposal: false) else { throw Questions.declined }
            return
        }
        try Terminal.writeError("jedisnon: \(path) is there already. What \(overwrites ? "changes" : "would change"):")
        try Terminal.prompt(difference)
        guard overwrites else {
            throw ControlError(
                .unusable, "\(path) is there already, with another text; nothing was changed",
                hint: "choose another ID, edit the file by hand, or write over it with --yes")
        }
    }

    /// Notes about the line that are easy to overlook.
    static func notes(_ line: LineFile, _ configuration: Configuration) -> String {
        guard let settings = configuration.lines.first(where: { $0.id == line.id }) else { return "" }
        var notes: [String] = []
        switch settings.rules.mode {
        case .answer where settings.rules.replyDelayMin < .minutes(10):
            notes.append(
                "with a reply_delay under 10 minutes the answer may arrive while she is still there; "
                    + "reply_delay = \"45m..90m\" in [policy] waits until she has left")
        case .answer: break
        case .shadow: notes.append("its mode is shadow: it decides and records, and sends nothing")
        case .record: notes.append("its mode is record: it never answers")
        }
        let law = settings.rules.law
        if let note = law.holding, let profile = law.applied {
            notes.append(
                "it goes by the country profile \(profile.rawValue) and does not answer texts yet: "
                    + "\(English().clause(note.notice)) (\(note.source), \(note.date)). When you have read this: "
                    + "\(law.acknowledgement(of: note.notice)) in [policy], then: sudo jedisnon reload")
        }
        if case .device(let path) = settings.modem, path.hasPrefix("/dev/serial/by-id/") {
            notes.append(
                "of two sticks of one kind \(SafeText.escaped(path)) leads to the newest only; "
                    + "--iccid or --usb-path names one for good")
        }
        return notes.map { "Note: \($0).\n" }.joined()
    }
}
