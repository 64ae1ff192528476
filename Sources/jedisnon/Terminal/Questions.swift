import ControlAPI
import Glibc

/// Asks questions at a terminal.
///
/// Questions go to standard error, so that standard output has only the command's result.
struct Questions {
    /// Reads the next typed line; nil at the end of the input.
    let read: () -> String?
    let write: (String) throws -> Void

    /// The terminal; nil when there is none.
    static var terminal: Questions? {
        guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { return nil }
        return Questions(read: { readLine() }, write: { try Terminal.prompt($0) })
    }

    /// Asks for a text until it is valid.
    ///
    /// An empty answer is the proposal, if there is one.
    func text(
        _ question: String, proposal: String?, problem: (String) throws -> String?
    ) throws -> String {
        while true {
            try write("\(question)\(proposal.map { " [\(SafeText.escaped($0))]" } ?? ""): ")
            let typed = try answer()
            let wanted = typed.isEmpty ? proposal ?? "" : typed
            guard let problem = try problem(wanted) else { return wanted }
            try write("  \(problem)\n")
        }
    }

    /// Asks yes or no; an empty answer is the proposal, any other word repeats the question.
    func agrees(_ question: String, proposal: Bool) throws -> Bool {
        while true {
            try write("\(question) \(proposal ? "[Y/n]" : "[y/N]"): ")
            switch try answer().lowercased() {
            case "": return proposal
            case "y", "yes", "o", "oui": return true
            case "n", "no", "non": return false
            default: try write("  y or n\n")
            }
        }
    }

    private func answer() throws -> String {
        guard let line = read() else {
            try write("\n")
            throw Self.declined
        }
        return line.trimmed
    }

    /// The user declined, or closed the input.
    static let declined = ControlError(.failed, "nothing was changed")
}

extension String {
    /// The text without surrounding white space.
    var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
