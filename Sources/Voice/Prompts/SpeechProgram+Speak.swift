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
    /// Its files are in a folder that only this user can enter, which is removed afterwards.
    func speak(_ text: String, language: Language, timeout: Double = timeout) async throws(PromptFault) -> Sound {
        guard text.contains(where: { $0.isLetter || $0.isNumber }) else { throw PromptFault.nothingToSay }
        guard text.count <= Self.longestText else { throw PromptFault.textTooLong(characters: text.count) }
        let folder = try PrivateFolder()
        defer { folder.remove() }
        let output = folder.path + "/speech.wav"
        let command = try filled(language: language, output: output)
        let input = folder.path + "/text"
        // A NUL would end the text early in a program written in C.
        try folder.write(text.replacing("\0", with: " ") + "\n", to: input)
        let run = SpeechRun(command: command, input: input, output: output, timeout: timeout)
        let ending = try await run.ending()
        if let failure = ending.failure {
            throw PromptFault.programFailed(program: name, failure, answer: ending.lastErrorLine)
        }
        return try sound(at: output)
    }

    /// The sound the program wrote; any fault in that file counts as a fault of the program.
    private func sound(at output: String) throws(PromptFault) -> Sound {
        do throws(PromptFault) {
            return try SoundFile.read(output)
        } catch {
            switch error {
            case .missing: throw silent(.noFile)
            case .empty: throw silent(.empty)
            case .tooLong(_, let seconds): throw PromptFault.tooLong(.speech, seconds: seconds)
            case .tooLarge: throw PromptFault.tooLong(.speech, seconds: Int(SoundFile.longest))
            case .unusableRate(_, let rate): throw silent(.rate(rate))
            case .damaged(_, let damage): throw silent(.damaged(damage))
            case .notAFile, .unreadable: throw silent(.notAFile)
            default: throw silent(.noSound)
            }
        }
    }

    private func silent(_ nothing: NoSpeech) -> PromptFault {
        PromptFault.programSilent(program: name, nothing)
    }
}
