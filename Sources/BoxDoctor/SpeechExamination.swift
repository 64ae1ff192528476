import ControlAPI
import LineConfiguration
import LinePolicy
import Vocabulary
import Voice
import Words

/// Whether lines can speak to callers: checks the speech program and the operator's recordings.
struct SpeechExamination: Examination {
    let host: ExaminedHost
    let situation: Situation

    var subject: String { "voice" }

    func examine() async -> [DoctorFinding] {
        guard let configuration = situation.configuration, !configuration.lines.isEmpty else { return [] }
        let speaking = configuration.lines.filter { $0.rules.calls.maySpeak }
        return speaking.flatMap(recordings) + program(configuration)
    }

    private func program(_ configuration: Configuration) -> [DoctorFinding] {
        guard let program = configuration.voice.tts.first, !host.hasProgram(program) else { return [] }
        return [
            DoctorFinding(
                .speechProgramMissing, .note, subject,
                what: "the program \(program), which speaks texts, is not installed",
                why: "it is needed only to speak to callers; texts work without it",
                remedy: program == "espeak-ng"
                    ? "sudo apt install espeak-ng" : "install \(program), or change tts in [voice]")
        ]
    }

    private func recordings(_ line: LineSettings) -> [DoctorFinding] {
        line.promptSources.compactMap { source in
            guard case .recording(let path) = source else { return nil }
            do throws(PromptFault) {
                try PromptCheck.inspect(at: path)
                return nil
            } catch {
                return DoctorFinding(
                    .promptUnusable, .warning, "line \(line.id)", what: error.sentence,
                    why: "the line cannot speak to callers: with calls = \"auto\" they are texted",
                    remedy: "jedisnon prompt check \(path)")
            }
        }
    }
}
