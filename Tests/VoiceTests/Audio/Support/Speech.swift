import Foundation
import SoundJudge
import Vocabulary

@testable import Voice

/// The default texts, spoken by the real espeak-ng with the service's default arguments.
enum Speech {
    static let french =
        "Bonjour. La personne qui a donné ce numéro ne souhaite pas donner le sien. "
        + "Un non se respecte, merci de ne pas insister. Message automatique. STOP = plus rien."
    static let english =
        "Hello. The person who gave you this number does not wish to share their own. "
        + "A no is a no: please do not insist. Automatic message. STOP = no more."

    static let program = SpeechProgram([
        "espeak-ng", "-v", "{language}", "-s", "150", "-b", "1", "--stdin", "-w", "{output}",
    ])

    static func text(_ language: Language) -> String { language == .english ? english : french }

    /// The sound of a text before anything is done to it.
    static func sound(_ language: Language) throws -> Sound {
        let scratch = try Scratch()
        let output = scratch.path("speech.wav")
        let arguments = program.arguments.dropFirst().map {
            $0.replacing("{language}", with: language.rawValue).replacing("{output}", with: output)
        }
        try SoundTool.run("espeak-ng", Array(arguments), input: Data(text(language).utf8))
        return try SoundFile.read(output)
    }
}
