import ArgumentParser
import ControlAPI
import Foundation
import Glibc
import Vocabulary

/// `line verify --voice`: tells the operator what to do, and reads the code they heard.
struct VoiceTrialDialogue {
    /// An event at this end: a tick, or a line that the operator typed.
    private enum Event: Sendable {
        case tick
        case typed(String)
    }

    let client: ControlClient
    let line: String

    func run() async throws {
        var answer = try await client.ask(Endpoints.tryVoice(.line(line)))
        let canType = isatty(STDIN_FILENO) == 1
        try Terminal.write(VoiceTrialWords.request(answer, canType: canType))
        var told = answer
        for await event in Self.events(canType: canType) {
            switch event {
            // Polling keeps the trial alive: the service ends one that no client waits for.
            case .tick: answer = try await client.ask(Endpoints.voiceTrial(.line(line)))
            // A code can only be typed after it was spoken.
            case .typed(let text) where answer.state == .spoken:
                let code = text.trimmed
                let request = VoiceCodeRequest(code: code.isEmpty || code.lowercased().hasPrefix("n") ? nil : code)
                answer = try await client.ask(Endpoints.typeVoiceCode(.line(line)), request)
            case .typed: continue
            }
            if answer != told { try Terminal.write(VoiceTrialWords.progress(answer, canType: canType)) }
            told = answer
            if !VoiceTrialWords.isOpen(answer) { break }
        }
        if answer.state != .verified { throw ExitCode(1) }
    }

    /// Ticks, and lines that the operator types at a terminal.
    private static func events(canType: Bool) -> AsyncStream<Event> {
        let (events, continuation) = AsyncStream.makeStream(of: Event.self)
        let ticks = Task {
            while !Task.isCancelled {
                continuation.yield(.tick)
                // Only cancellation ends it early.
                try await Task.sleep(for: .milliseconds(500))
            }
        }
        continuation.onTermination = { _ in ticks.cancel() }
        guard canType else { return events }
        // Reading blocks a thread, until the program ends.
        Thread.detachNewThread {
            while let line = readLine() { continuation.yield(.typed(line)) }
        }
        return events
    }
}

/// The output of `line verify --voice` for people.
enum VoiceTrialWords {
    /// Whether the trial can still continue.
    static func isOpen(_ answer: VoiceTrialAnswer) -> Bool {
        switch answer.state.known {
        case .waiting, .speaking, .spoken: true
        case .verified, .failed, .expired, nil: false
        }
    }

    /// What to do, and until when.
    static func request(_ answer: VoiceTrialAnswer, canType: Bool) -> String {
        """
        Call \(SafeText.escaped(answer.number)) from your own phone before \(answer.expiresAt.clock). The line answers and \
        speaks a code of four digits.
        Type the code on the phone's keypad\(canType ? ", or here after the call" : ""). Waiting for the call ...

        """
    }

    /// How far it is.
    static func progress(_ answer: VoiceTrialAnswer, canType: Bool) -> String {
        switch answer.state.known {
        case .waiting:
            let fault = answer.fault.map { "\(SafeText.escaped($0)). " } ?? ""
            return fault.prefix(1).uppercased() + fault.dropFirst() + "Waiting for your call ...\n"
        case .speaking: return "The call came. The line is speaking: type the code on the phone ...\n"
        case .spoken:
            let here = "Type the code you heard here, or n if you heard nothing: "
            let fault = answer.fault.map { $0.prefix(1).uppercased() + SafeText.escaped(String($0.dropFirst())) }
            return (fault ?? "The code was spoken, and no keys were heard") + ".\n"
                + (canType ? here : "Call again to hear it.\n")
        case .verified:
            return "The code came back: callers hear this line. It speaks from now on (calls = \"auto\").\n"
        case .expired: return "Nobody called in time. Ask again when you have the phone in your hand.\n"
        case .failed: return "It did not work: \(SafeText.escaped(answer.fault ?? "for no known reason")).\n"
        case nil: return SafeText.escaped(answer.state.text) + "\n"
        }
    }
}
