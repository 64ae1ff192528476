extension PromptFault {
    /// The code, which programs use.
    public var code: String { form.code }
    /// The values by their names.
    public var values: [String: JSONValue] { form.values }

    private var form: (code: String, values: [String: JSONValue]) {
        switch self {
        case .missing(let path): ("prompt_missing", ["path": .string(path)])
        case .unreadable(let path, let answer):
            ("prompt_unreadable", ["path": .string(path), "answer": .string(answer)])
        case .notAFile(let path): ("prompt_not_a_file", ["path": .string(path)])
        case .unsupported(let path, let format):
            ("prompt_unsupported", ["path": .string(path), "format": JSONValue(format)])
        case .notRecognised(let path): ("prompt_not_recognised", ["path": .string(path)])
        case .damaged(let path, let damage): ("prompt_damaged", damage.values.and("path", .string(path)))
        case .empty(let path): ("prompt_empty", ["path": .string(path)])
        case .tooLong(let source, let seconds): ("prompt_too_long", source.values.and("seconds", .count(seconds)))
        case .tooLarge(let path): ("prompt_too_large", ["path": .string(path)])
        case .silent(let source): ("prompt_silent", source.values)
        case .unusableRate(let source, let rate): ("prompt_unusable_rate", source.values.and("rate", .count(rate)))
        case .nothingToSay: ("nothing_to_say", [:])
        case .textTooLong(let characters): ("text_too_long", ["characters": .count(characters)])
        case .unusableCommand: ("speech_command_unusable", [:])
        case .programMissing(let program): ("speech_program_missing", ["program": .string(program)])
        case .programFailed(let program, let end, let answer):
            ("speech_program_failed", end.values.and("program", .string(program)).and("answer", .string(answer)))
        case .programTooSlow(let program, let milliseconds):
            ("speech_program_too_slow", ["program": .string(program), "milliseconds": .count(milliseconds)])
        case .programSilent(let program, let nothing):
            ("speech_program_silent", nothing.values.and("program", .string(program)))
        case .stopped: ("prompt_stopped", [:])
        case .unwritable(let path, let fault): ("prompt_unwritable", fault.values.and("path", .string(path)))
        case .legacy(let words): ("told", ["words": .string(words)])
        }
    }

    /// A fault from its code and its values.
    public init?(code: String, values: [String: JSONValue]) {
        guard let fault = Self.program(code, values) ?? Self.file(code, values) else { return nil }
        self = fault
    }

    private static func program(_ code: String, _ values: [String: JSONValue]) -> PromptFault? {
        let program = values.text("program")
        return switch code {
        case "nothing_to_say": .nothingToSay
        case "text_too_long": values.count("characters").map { .textTooLong(characters: $0) }
        case "speech_command_unusable": .unusableCommand
        case "speech_program_missing": program.map { .programMissing(program: $0) }
        case "speech_program_failed":
            program.flatMap { program in
                ProgramEnd(values).flatMap { end in
                    values.text("answer").map { .programFailed(program: program, end, answer: $0) }
                }
            }
        case "speech_program_too_slow":
            program.flatMap { program in
                values.count("milliseconds").map { .programTooSlow(program: program, milliseconds: $0) }
            }
        case "speech_program_silent":
            program.flatMap { program in NoSpeech(values).map { .programSilent(program: program, $0) } }
        case "prompt_stopped": .stopped
        case "told": values.text("words").map { .legacy($0) }
        default: nil
        }
    }

    private static func file(_ code: String, _ values: [String: JSONValue]) -> PromptFault? {
        let source = SoundSource(values)
        switch code {
        case "prompt_too_long":
            return source.flatMap { source in values.count("seconds").map { .tooLong(source, seconds: $0) } }
        case "prompt_silent": return source.map { .silent($0) }
        case "prompt_unusable_rate":
            return source.flatMap { source in values.count("rate").map { .unusableRate(source, rate: $0) } }
        default: break
        }
        guard let path = values.text("path") else { return nil }
        return switch code {
        case "prompt_missing": .missing(path: path)
        case "prompt_unreadable": values.text("answer").map { .unreadable(path: path, answer: $0) }
        case "prompt_not_a_file": .notAFile(path: path)
        case "prompt_unsupported": .unsupported(path: path, format: values.text("format"))
        case "prompt_not_recognised": .notRecognised(path: path)
        case "prompt_damaged": SoundDamage(values).map { .damaged(path: path, $0) }
        case "prompt_empty": .empty(path: path)
        case "prompt_too_large": .tooLarge(path: path)
        case "prompt_unwritable": WriteFault(values).map { .unwritable(path: path, $0) }
        default: nil
        }
    }
}

extension SoundSource {
    fileprivate var values: [String: JSONValue] {
        switch self {
        case .file(let path): ["path": .string(path)]
        case .prompt: ["sound": "prompt"]
        case .speech: ["sound": "speech"]
        case .sound: ["sound": "sound"]
        case .modem: ["sound": "modem"]
        }
    }

    fileprivate init?(_ values: [String: JSONValue]) {
        switch values.text("sound") {
        case "prompt": self = .prompt
        case "speech": self = .speech
        case "sound": self = .sound
        case "modem": self = .modem
        default:
            guard let path = values.text("path") else { return nil }
            self = .file(path)
        }
    }
}

extension SoundDamage {
    fileprivate var values: [String: JSONValue] {
        switch self {
        case .channels(let count): ["reason": "channels", "channels": .count(count)]
        case .changed: ["reason": "changed"]
        case .library(let answer): ["reason": "library", "answer": .string(answer)]
        }
    }

    fileprivate init?(_ values: [String: JSONValue]) {
        switch values.text("reason") {
        case "channels":
            guard let count = values.count("channels") else { return nil }
            self = .channels(count)
        case "changed": self = .changed
        case "library":
            guard let answer = values.text("answer") else { return nil }
            self = .library(answer)
        default: return nil
        }
    }
}

extension ProgramEnd {
    fileprivate var values: [String: JSONValue] {
        switch self {
        case .exit(let code): ["end": "exit", "status": .count(code)]
        case .signal(let number): ["end": "signal", "status": .count(number)]
        case .notRun: ["end": "not_run", "status": .null]
        case .stopped: ["end": "stopped", "status": .null]
        }
    }

    fileprivate init?(_ values: [String: JSONValue]) {
        switch (values.text("end"), values.count("status")) {
        case ("exit", let code?): self = .exit(code)
        case ("signal", let number?): self = .signal(number)
        case ("not_run", _): self = .notRun
        case ("stopped", _): self = .stopped
        default: return nil
        }
    }
}

extension NoSpeech {
    fileprivate var values: [String: JSONValue] {
        switch self {
        case .noFile: ["reason": "no_file"]
        case .empty: ["reason": "empty"]
        case .notAFile: ["reason": "not_a_file"]
        case .noSound: ["reason": "no_sound"]
        case .silence: ["reason": "silence"]
        case .rate(let rate): ["reason": "rate", "rate": .count(rate)]
        case .damaged(let damage): damage.values
        }
    }

    fileprivate init?(_ values: [String: JSONValue]) {
        switch values.text("reason") {
        case "no_file": self = .noFile
        case "empty": self = .empty
        case "not_a_file": self = .notAFile
        case "no_sound": self = .noSound
        case "silence": self = .silence
        case "rate":
            guard let rate = values.count("rate") else { return nil }
            self = .rate(rate)
        default:
            guard let damage = SoundDamage(values) else { return nil }
            self = .damaged(damage)
        }
    }
}

extension WriteFault {
    fileprivate var values: [String: JSONValue] {
        switch self {
        case .answer(let answer): ["reason": "system", "answer": .string(answer)]
        case .diskMayBeFull: ["reason": "disk_may_be_full"]
        case .deadLink: ["reason": "dead_link"]
        case .notAFile: ["reason": "not_a_file"]
        case .figures: ["reason": "figures"]
        }
    }

    fileprivate init?(_ values: [String: JSONValue]) {
        switch values.text("reason") {
        case "system":
            guard let answer = values.text("answer") else { return nil }
            self = .answer(answer)
        case "disk_may_be_full": self = .diskMayBeFull
        case "dead_link": self = .deadLink
        case "not_a_file": self = .notAFile
        case "figures": self = .figures
        default: return nil
        }
    }
}
