import Vocabulary

/// The command that speaks a text: it gets the text on standard input and writes a WAV file.
///
/// A separate program, not a library: it runs when a message is edited, not during a call, its crash does not end this
/// program, and the operator may choose another one.
public struct SpeechProgram: Sendable, Hashable {
    /// The program and its arguments; `{language}` becomes `fr` or `en`, `{output}` the file to write.
    public let arguments: [String]

    /// A command as a list of arguments, because no shell is involved.
    public init(_ arguments: [String]) {
        self.arguments = arguments
    }

    /// Why this command cannot work, and what to write instead; nil = it may work.
    public var fault: (what: String, hint: String)? {
        if arguments.first?.isEmpty ?? true { return ("names no program", "write it like [\"espeak-ng\", ...]") }
        if !arguments.dropFirst().contains(where: { $0.contains("{output}") }) {
            return ("does not say where the program puts its sound", "one argument holds {output}, the WAV file")
        }
        for argument in arguments {
            if argument.contains("\0") { return ("has an argument with a NUL", "leave it out") }
            for word in argument.matches(of: /\{([a-z_]+)\}/) where !["language", "output"].contains(word.output.1) {
                return ("has {\(word.output.1)}, which nothing fills in", "{language} and {output} are known")
            }
        }
        return nil
    }

    /// The name of the program for people.
    var name: String { arguments.first ?? "" }

    /// The arguments with both placeholders filled in; throws when the command cannot work.
    func filled(language: Language, output: String) throws(PromptFault) -> [String] {
        guard fault == nil else { throw PromptFault.unusableCommand }
        return arguments.map {
            $0.replacing("{language}", with: language.rawValue).replacing("{output}", with: output)
        }
    }
}
