import ArgumentParser
import ControlAPI
import LineConfiguration
import Vocabulary
import Voice
import Words

/// `jedisnon prompt`: what callers hear.
struct PromptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prompt",
        abstract: "Look at what callers hear, listen to it, and check recordings.",
        discussion: "Nothing here needs the service, or calls anybody.",
        subcommands: [List.self, Render.self, Play.self, Check.self])

    /// The command `prompt list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what each line says, how long and how loud; exits 1 when a line can say nothing.")

        @OptionGroup var control: ConfigurationOption

        @Flag(help: "Print JSON.")
        var json = false

        func run() async throws {
            let configuration = try control.configuration()
            let answer = try await PromptRenderer(configuration.voice).using { renderer in
                var rows: [PromptRow] = []
                for line in configuration.lines { rows.append(await renderer.row(line)) }
                return PromptListAnswer(lines: rows)
            }
            try Terminal.write(
                json ? JSONText.line(answer) + "\n" : PromptText(width: Terminal.width).text(answer))
            if answer.lines.contains(where: { $0.fault != nil }) { throw ExitCode.failure }
        }
    }

    /// The command `prompt render`.
    struct Render: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write what callers of a line hear, or a text of yours, as a WAV file.")

        @OptionGroup var subject: PromptSubject

        @Option(name: [.long, .short], help: ArgumentHelp("The WAV file.", valueName: "file"))
        var out: String

        @Option(help: "Samples per second: 8000 for a modem's serial port, 16000 for some sound cards.")
        var rate = 8_000

        func validate() throws {
            guard (8_000...48_000).contains(rate) else { throw ValidationError("a rate is 8000 to 48000") }
            guard out != "-" else { throw ValidationError("name a file: a WAV file is not written to a pipe") }
        }

        func run() async throws {
            let prompt = try await subject.prompt(rate: rate)
            try PromptSubject.rethrowing { () throws(PromptFault) in
                try SoundFile.write(prompt.samples, rate: prompt.rate, to: out)
            }
            let figures = PromptText.figures(prompt.figures)
            try Terminal.write("\(SafeText.escaped(out)): \(figures)\n")
        }
    }

    /// The command `prompt play`.
    struct Play: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Play what callers of a line hear on a sound card of this machine.")

        @OptionGroup var subject: PromptSubject

        @Option(help: ArgumentHelp("The sound card, by its ALSA name.", valueName: "name"))
        var device = "default"

        func run() async throws {
            try subject.check()
            let audio: CallAudio
            do {
                audio = try await CallAudio.opened(.sound(device: device), logger: PromptRenderer.silence)
            } catch {
                throw ControlError(
                    .failed, "the prompt cannot be played: \(English().clause(error))",
                    hint: "`aplay -L` names the sound cards; or write a file with `jedisnon prompt render`")
            }
            let prompt: Prompt
            do {
                prompt = try await subject.prompt(rate: audio.rate)
            } catch {
                await audio.stop()
                throw error
            }
            try Terminal.write("playing \(PromptText.figures(prompt.figures))\n")
            audio.start()
            let report = await audio.play(prompt.samples)
            await audio.stop()
            guard report.finished else {
                throw ControlError(
                    .failed, "the prompt was not played to its end: \(report.fault?.sentence ?? "it was stopped")")
            }
        }
    }

    /// The command `prompt check`.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check recordings: length, loudness, clipping, silence.",
            discussion: "Exits 1 when anything is to be said of one of them. Needs no configuration.")

        @Argument(help: ArgumentHelp("The recordings: WAV, FLAC, OGG, MP3 or AIFF, of any rate.", valueName: "file"))
        var files: [String]

        @Flag(help: "Print one JSON object for each file.")
        var json = false

        func run() async throws {
            var isFine = true
            for file in files {
                let check = PromptCheck.recording(file)
                let row = PromptCheckAnswer(check)
                try Terminal.write(json ? JSONText.line(row) + "\n" : PromptText(width: Terminal.width).text(row))
                if !check.remarks.isEmpty { isFine = false }
            }
            if !isFine { throw ExitCode.failure }
        }
    }
}

/// The subject of a prompt: a line, or a text given on the command line.
struct PromptSubject: ParsableArguments {
    @OptionGroup var control: ConfigurationOption

    @Argument(help: ArgumentHelp("The line; may be left out where there is one only.", valueName: "id"))
    var line: String?

    @Option(name: .customLong("line"), help: ArgumentHelp("The same.", valueName: "id"))
    var named: String?

    @Option(help: ArgumentHelp("A text, instead of a line's message.", valueName: "words"))
    var text: String?

    @Option(help: "The language of the text, fr or en.")
    var language: String?

    private var spokenLanguage: Language? { language.flatMap(Language.init(rawValue:)) }

    func validate() throws {
        if language != nil, spokenLanguage == nil {
            throw ValidationError("a text can be spoken in fr or en")
        }
        if text != nil, line != nil || named != nil { throw ValidationError("give a line or a text, not both") }
        if let text, text.trimmed.isEmpty { throw ValidationError("the text is empty") }
        if let line, let named, line != named { throw ValidationError("two lines are named: \(line) and \(named)") }
    }

    /// Checks that the line exists, before any work is done.
    func check() throws { _ = try sources() }

    /// The prompt, made now.
    func prompt(rate: Int) async throws -> Prompt {
        let (sources, voice) = try sources()
        return try await PromptRenderer(voice).using { renderer in
            try await Self.rethrowing { () async throws(PromptFault) in try await renderer.prompt(sources, rate: rate) }
        }
    }

    private func sources() throws -> ([PromptSource], VoiceSettings) {
        guard let text else {
            let configuration = try control.configuration()
            let line = try chosen(of: configuration)
            return (spokenLanguage.map { [line.promptSource(in: $0)] } ?? line.promptSources, configuration.voice)
        }
        // A text needs only the speech program: that of the configuration, if there is one.
        let voice = try control.config == nil ? nil : control.configuration().voice
        return ([.text(text, language: spokenLanguage ?? .french)], voice ?? VoiceSettings())
    }

    private func chosen(of configuration: Configuration) throws -> LineSettings {
        let wanted = named ?? line
        if wanted == nil, configuration.lines.count == 1, let only = configuration.lines.first { return only }
        let names = configuration.lines.map(\.id).joined(separator: ", ")
        guard let wanted else { throw ControlError(.usage, "which line?", hint: "one of: \(names)") }
        guard let found = configuration.lines.first(where: { $0.id == wanted }) else {
            throw ControlError(
                .unknownLine, "no line is called \(SafeText.escaped(wanted))", hint: "one of: \(names)")
        }
        return found
    }

    /// A fault of a prompt as a sentence with its exit code.
    static func rethrowing<Value>(_ body: () throws(PromptFault) -> Value) throws(ControlError) -> Value {
        do throws(PromptFault) { return try body() } catch { throw controlError(error) }
    }

    static func rethrowing<Value>(_ body: () async throws(PromptFault) -> Value) async throws(ControlError) -> Value {
        do throws(PromptFault) { return try await body() } catch { throw controlError(error) }
    }

    private static func controlError(_ error: PromptFault) -> ControlError {
        ControlError(error.isUnwritable ? .unusable : .failed, error.sentence)
    }
}
