import ArgumentParser
import ControlAPI
import Foundation
import LineConfiguration
import ModemSimulator
import Vocabulary
import Voice
import Words

/// Turns errors into messages and exit codes of the command line.
enum CommandError {
    /// The error with its exit code; nil for errors of the argument parser.
    static func known(_ error: any Error) -> ControlError? {
        switch error {
        case let error as ControlError: error
        case let error as ConfigurationError: ControlError(.configuration, Masking.maskedText(error.description))
        case let error as SimulatorError: ControlError(.unusable, error.description, hint: "name another path")
        case let error as PromptFault: ControlError(.failed, error.sentence)
        case let error as LineFileError: ControlError(.unusable, SafeText.escaped(error.sentence))
        case is CancellationError: ControlError(.failed, "it was ended before it was done")
        case let error as CocoaError: ControlError(.unusable, error.localizedDescription)
        default: nil
        }
    }

    /// The exit code and message of an error of the argument parser or any other without a sentence of its own.
    static func parsed(_ error: any Error) -> (code: Int32, text: String) {
        (Jedisnon.exitCode(for: error).rawValue, Jedisnon.fullMessage(for: error))
    }

    /// The lines of a text, each escaped.
    static func escapedLines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { SafeText.escaped(String($0)) }
            .joined(separator: "\n")
    }

    /// What happened and what to do next; file names and texts of other programs in it are escaped.
    static func text(_ error: ControlError) -> String {
        // An error may have several lines.
        escapedLines("jedisnon: " + error.message + (error.hint.map { "\n  " + $0 } ?? ""))
    }
}
