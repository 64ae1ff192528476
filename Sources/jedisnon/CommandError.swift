import ControlAPI
import LineService

/// Errors as the command line tells them.
enum CommandError {
    /// The error with its exit code; nil for those of the argument parser.
    static func known(_ error: any Error) -> ControlError? {
        switch error {
        case let error as ControlError: error
        case let error as ConfigurationError: ControlError(.configuration, error.description)
        case let error as LineFileError: ControlError(.unusable, SafeText.escaped(error.sentence))
        default: nil
        }
    }

    /// What happened, and what to do next; names of files and words of other programs in it are made harmless.
    static func text(_ error: ControlError) -> String {
        let text = "jedisnon: " + error.message + (error.hint.map { "\n  " + $0 } ?? "")
        // An error may have several lines.
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { SafeText.escaped(String($0)) }
            .joined(separator: "\n")
    }
}
