import ArgumentParser
import ControlAPI
import Vocabulary

extension Line {
    /// The command `line verify`.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prove that a line receives and answers, or with --voice that callers hear it.",
            discussion: """
                Prints a one-time code. Text it to the line from your own phone within 15 minutes: the line answers "ok", \
                and both directions are proved. Exits 0 then, and 1 when the code did not come or was not answered.

                With --voice, call the line from your own phone within 10 minutes: it speaks a code of four digits. Type \
                it on the phone, or here. Only then does the line speak to callers of its own accord.
                """)

        @OptionGroup var control: ControlOptions

        @Argument(help: ArgumentHelp("The line.", valueName: "id"))
        var line: String

        @Flag(help: "Prove with one call that callers hear the line.")
        var voice = false

        func run() async throws {
            let client = try control.client()
            if voice { return try await VoiceTrialDialogue(client: client, line: line).run() }
            var answer = try await client.ask(Endpoints.verify(.line(line)))
            try Terminal.write(VerificationWords.request(answer))
            var told = answer.state
            while answer.state == .waiting || answer.state == .heard {
                try await Task.sleep(for: .seconds(1))
                answer = try await client.ask(Endpoints.verification(.line(line)))
                guard answer.state != told else { continue }
                told = answer.state
                try Terminal.write(VerificationWords.progress(answer))
            }
            if answer.state != .verified { throw ExitCode(1) }
        }
    }
}

/// The output of `line verify` for people.
enum VerificationWords {
    /// The code, where to send it, and until when.
    static func request(_ answer: VerificationAnswer) -> String {
        """
        code: \(SafeText.escaped(answer.code))
        Text this code, nothing else, from your own phone to \(SafeText.escaped(answer.number)) before \
        \(answer.expiresAt.clock). Waiting for it ...

        """
    }

    /// How far it is.
    static func progress(_ answer: VerificationAnswer) -> String {
        switch answer.state.known {
        case .heard: "The code came. The line is sending \"ok\" ...\n"
        case .verified: "The network took the answer: the line receives and answers. Your phone should show \"ok\".\n"
        case .refused:
            "The code came, so the line receives. It was not answered: "
                + "\(answer.reason?.clause ?? "for no known reason").\n"
        case .unanswered:
            "The code came, so the line receives. The answer could not be sent: see `jedisnon events --line "
                + "\(SafeText.escaped(answer.line)) --last 5`.\n"
        case .expired:
            "The code did not come in time: check the number, the SIM and `jedisnon status`, then ask for another code.\n"
        case .waiting, nil: SafeText.escaped(answer.state.text) + "\n"
        }
    }
}
