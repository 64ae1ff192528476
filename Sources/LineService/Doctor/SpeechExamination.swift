import ControlAPI

/// Whether the program is there that speaks a text.
struct SpeechExamination: Examination {
    let box: Box
    let situation: Situation

    var subject: String { "voice" }

    func examine() async -> [DoctorFinding] {
        guard let configuration = situation.configuration, !configuration.lines.isEmpty,
            let program = configuration.voice.tts.first, !box.hasProgram(program)
        else { return [] }
        return [
            DoctorFinding(
                "speech_program_missing", .note, subject,
                what: "the program \(program), which speaks texts, is not installed",
                why: "it is needed only to speak to callers; texts work without it",
                mend: program == "espeak-ng"
                    ? "sudo apt install espeak-ng" : "install \(program), or change tts in [voice]")
        ]
    }
}
