import ArgumentParser
import ControlAPI
import Glibc

/// `line verify --voice`: tells the operator what to do, and takes what they heard.
struct VoiceTrialTalk {
    let client: ControlClient
    let line: String

    func run() async throws {
        let route = ControlRoutes.voiceTrial(line)
        var answer: VoiceTrialAnswer = try await client.post(route, [String: String]())
        let typed = Self.typedLines()
        try Terminal.write(VoiceTrialWords.request(answer, canType: typed != nil))
        var told = answer.state
        var heard = typed?.makeAsyncIterator()
        while VoiceTrialWords.isOpen(answer) {
            try await Task.sleep(for: .milliseconds(500))
            answer = try await client.get(route)
            if answer.state != told {
                told = answer.state
                try Terminal.write(VoiceTrialWords.progress(answer, canType: typed != nil))
            }
            // A code can only be typed once it was spoken.
            guard answer.state == "spoken", let text = await heard?.next() else { continue }
            let code = text.trimmed
            let request = VoiceCodeRequest(code: code.isEmpty || code.lowercased().hasPrefix("n") ? nil : code)
            answer = try await client.post(ControlRoutes.voiceCode(line), request)
            told = answer.state
            try Terminal.write(VoiceTrialWords.progress(answer, canType: true))
        }
        if answer.state != "verified" { throw ExitCode(1) }
    }

    /// What the operator types, line by line; nil when nobody sits at a terminal.
    private static func typedLines() -> AsyncStream<String>? {
        guard isatty(STDIN_FILENO) == 1 else { return nil }
        return AsyncStream { if Task.isCancelled { nil } else { readLine() } }
    }
}

/// What `line verify --voice` tells a person.
enum VoiceTrialWords {
    /// Whether something can still happen.
    static func isOpen(_ answer: VoiceTrialAnswer) -> Bool {
        ["waiting", "speaking", "spoken"].contains(answer.state)
    }

    /// What to do, and until when.
    static func request(_ answer: VoiceTrialAnswer, canType: Bool) -> String {
        """
        Call \(SafeText.escaped(answer.number)) from your own phone before \(answer.expiresAt.clock). The line answers and \
        speaks a code of four digits.
        Type the code on the phone's keypad\(canType ? ", or here after the call" : ""). Waiting for the call ...

        """
    }

    /// What became of it.
    static func progress(_ answer: VoiceTrialAnswer, canType: Bool) -> String {
        switch answer.state {
        case "speaking": return "The call came. The line is speaking: type the code on the phone ...\n"
        case "spoken":
            let here = "Type the code you heard here, or n if you heard nothing: "
            return "The code was spoken, and no keys were heard.\n" + (canType ? here : "Call again to hear it.\n")
        case "verified":
            return "The code came back: callers hear this line. It speaks from now on (calls = \"auto\").\n"
        case "expired": return "Nobody called in time. Ask again when you have the phone in your hand.\n"
        case "failed": return "It did not work: \(SafeText.escaped(answer.fault ?? "for no known reason")).\n"
        default: return SafeText.escaped(answer.state) + "\n"
        }
    }
}
