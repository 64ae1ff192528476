import Foundation
import Glibc
import Vocabulary

extension SpeechProgram {
    /// Seconds a program may take; espeak-ng needs hundredths, a neural voice on a small box a few.
    static let timeout = 30.0
    /// Characters of a text: at 15 a second, many times what fits into a call.
    static let longestText = 5000

    /// The text as sound.
    ///
    /// Program and file live in a folder that only this user can enter and that is gone afterwards.
    func speak(_ text: String, language: Language, timeout: Double = timeout) async throws(PromptError) -> Sound {
        guard text.contains(where: { $0.isLetter || $0.isNumber }) else { throw PromptError(.nothingToSay) }
        guard text.count <= Self.longestText else { throw PromptError(.textTooLong(characters: text.count)) }
        let folder = try PrivateFolder()
        defer { folder.remove() }
        let output = folder.path + "/speech.wav"
        let command = try filled(language: language, output: output)
        let input = folder.path + "/text"
        // A NUL would end the text early in a program written in C.
        try folder.write(text.replacing("\0", with: " ") + "\n", to: input)
        let run = SpeechRun(command: command, input: input, output: output, timeout: timeout)
        let ending = try await run.ending()
        guard ending.status.isEmpty else {
            throw PromptError(.programFailed(program: name, status: ending.status, reason: ending.lastWords))
        }
        return try sound(at: output)
    }

    /// What the program wrote; a file that is wrong is the program's fault, whatever is wrong with it.
    private func sound(at output: String) throws(PromptError) -> Sound {
        do throws(PromptError) {
            return try SoundFile.read(output)
        } catch {
            switch error.kind {
            case .missing: throw silent("no file")
            case .empty: throw silent("an empty file")
            case .tooLong(_, let seconds): throw PromptError(.tooLong(what: "the spoken message", seconds: seconds))
            case .tooLarge: throw PromptError(.tooLong(what: "the spoken message", seconds: SoundFile.longest))
            case .unusableRate(_, let rate): throw silent("\(rate) samples a second")
            case .damaged(_, let reason): throw silent(reason)
            case .notAFile, .unreadable: throw silent("no regular file")
            default: throw silent("no sound file")
            }
        }
    }

    private func silent(_ reason: String) -> PromptError {
        PromptError(.programSilent(program: name, reason: reason))
    }
}
