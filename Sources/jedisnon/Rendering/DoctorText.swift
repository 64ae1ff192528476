import ControlAPI

/// `doctor` for a person: problems, why they matter and the remedy; what is fine comes last, in one line each.
struct DoctorText {
    let width: Int
    let style: TerminalStyle

    /// Room for the longest label and a gap.
    private static let indent = 9

    func text(_ answer: DoctorAnswer) -> String {
        style(.bold, heading(answer)) + "\n"
            + answer.findings.filter { $0.severity != .ok }.map { "\n" + block($0) }.joined()
            + (answer.findings.contains { $0.severity == .ok } ? "\n" : "")
            + answer.findings.filter { $0.severity == .ok }.map(fine).joined()
    }

    private func heading(_ answer: DoctorAnswer) -> String {
        let counts: [String] = [.problem, .warning, .note].compactMap { (severity: DoctorSeverity) in
            let count = answer.findings.count { $0.severity == severity }
            return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
        }
        let sum = counts.isEmpty ? "all is well" : counts.joined(separator: ", ")
        return
            "jedisnon \(SafeText.escaped(answer.version)) looked at this box as \(SafeText.escaped(answer.user)): \(sum)"
    }

    private func block(_ finding: DoctorFinding) -> String {
        labelled(finding, colour: finding.severity == .problem ? .red : finding.severity == .warning ? .yellow : .bold)
            + (finding.why.map { Columns.wrapped(sentence($0), width: width, indent: Self.indent) } ?? "")
            + (finding.remedy.map(remedy) ?? "")
    }

    private func fine(_ finding: DoctorFinding) -> String {
        labelled(finding, colour: .green)
    }

    /// Puts the label into the margin of the first line.
    private func labelled(_ finding: DoctorFinding, colour: TerminalStyle.Colour) -> String {
        let label = finding.severity == .problem ? "PROBLEM" : finding.severity.rawValue
        let text = "\(SafeText.escaped(finding.subject)): \(SafeText.escaped(finding.what))"
        let lines = Columns.wrapped(text, width: width, indent: Self.indent)
        return style(colour, label) + String(repeating: " ", count: Self.indent - label.count)
            + lines.dropFirst(Self.indent)
    }

    /// A command is never wrapped, so that it can be copied.
    private func remedy(_ text: String) -> String {
        let safe = SafeText.escaped(text)
        let isCommand = ["sudo ", "sudoedit ", "jedisnon "].contains { safe.hasPrefix($0) }
        let lines =
            isCommand
            ? String(repeating: " ", count: Self.indent + 2) + safe + "\n"
            : Columns.wrapped(safe, width: width, indent: Self.indent + 2)
        return String(repeating: " ", count: Self.indent) + style(.bold, ">") + lines.dropFirst(Self.indent + 1)
    }

    private func sentence(_ text: String) -> String {
        let safe = SafeText.escaped(text)
        return safe.prefix(1).uppercased() + safe.dropFirst() + "."
    }
}
