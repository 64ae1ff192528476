import Vocabulary

/// The command that reads a text out: the text on its standard input, a WAV file out.
///
/// A program of its own, never a library: it runs when a message was edited, not during a call, its crash is not ours,
/// and any other program may take its place.
public struct SpeechProgram: Sendable, Hashable {
    /// The program and its arguments; `{language}` becomes `fr` or `en`, `{output}` the file to write.
    public let arguments: [String]

    /// A command as a list, because no shell ever reads it.
    public init(_ arguments: [String]) {
        self.arguments = arguments
    }

    /// Why this can be no command, and what to write instead; nil = it may be one.
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

    /// The name a person knows the program by.
    var name: String { arguments.first ?? "" }

    /// The arguments with the two words filled in; an error where they make no command.
    func filled(language: Language, output: String) throws(PromptFault) -> [String] {
        guard fault == nil else { throw PromptFault.unusableCommand }
        return arguments.map {
            $0.replacing("{language}", with: language.rawValue).replacing("{output}", with: output)
        }
    }
}
