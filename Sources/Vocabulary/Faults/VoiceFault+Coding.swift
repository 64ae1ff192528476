extension VoiceFault {
    /// The code, which programs use.
    public var code: String { form.code }
    /// The values by their names.
    public var values: [String: JSONValue] { form.values }

    private var form: (code: String, values: [String: JSONValue]) {
        switch self {
        case .noSound(let reason): ("no_sound", ["reason": .word(reason)])
        case .profileUnknown(let profile): ("profile_unknown", ["profile": .string(profile)])
        case .noAudioPort: ("no_audio_port", [:])
        case .audioPortUnknown: ("audio_port_unknown", [:])
        case .audio(let fault): (fault.code, fault.values)
        case .every(let faults): ("every", ["faults": .array(faults.map(\.json))])
        case .prompt(let fault): (fault.code, fault.values)
        case .store(let error): ("voice_unreadable", ["error": error.json])
        case .notRead(let answer): ("voice_unreadable", ["answer": .string(answer)])
        case .notChecked: ("not_looked", [:])
        case .callNow: ("call_now", [:])
        case .pathUnknown: ("path_unknown", [:])
        case .codeExpired: ("code_gone", [:])
        case .silentAtAnswer: ("silent_at_answer", [:])
        case .noAnswer: ("no_answer", [:])
        case .answerRefused(let answer): ("answer_refused", ["answer": .string(answer)])
        case .notRecorded: ("not_recorded", [:])
        case .soundNotSwitched(let command, let answer):
            ("sound_not_switched", ["command": .string(command), "answer": .string(answer)])
        case .soundGone: ("sound_gone", [:])
        case .portFailed(let answer): ("port_failed", ["answer": .string(answer)])
        case .portGone: ("port_gone", [:])
        case .cardFailed(let answer): ("card_failed", ["answer": .string(answer)])
        case .cardNotStarted(let answer): ("card_not_started", ["answer": .string(answer)])
        case .cardRunsOut: ("card_runs_out", [:])
        case .notTaken: ("not_taken", [:])
        case .noThread(let answer): ("no_thread", ["answer": .string(answer)])
        case .cutOff: ("cut_off", [:])
        case .nothingHeard: ("nothing_heard", [:])
        case .legacy(let words): ("told", ["words": .string(words)])
        }
    }

    /// A fault from its code and its values.
    public init?(code: String, values: [String: JSONValue]) {
        let fault =
            Self.simple[code] ?? Self.answered(code, values)
            ?? AudioFault(code: code, values: values).map { .audio($0) }
            ?? PromptFault(code: code, values: values).map { .prompt($0) }
        guard let fault else { return nil }
        self = fault
    }

    private static let simple: [String: VoiceFault] = {
        let all: [VoiceFault] = [
            .noAudioPort, .audioPortUnknown, .notChecked, .callNow, .pathUnknown, .codeExpired, .silentAtAnswer,
            .noAnswer,
            .notRecorded, .soundGone, .portGone, .cardRunsOut, .notTaken, .cutOff, .nothingHeard,
        ]
        return Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })
    }()

    private static func answered(_ code: String, _ values: [String: JSONValue]) -> VoiceFault? {
        let answer = values.text("answer")
        return switch code {
        case "no_sound": values.word("reason").map { .noSound($0) }
        case "profile_unknown": values.text("profile").map { .profileUnknown(profile: $0) }
        case "every": AudioFault.list(values["faults"]).map { .every($0) }
        case "voice_unreadable":
            StoreError(json: values["error"]).map { .store($0) } ?? answer.map { .notRead(answer: $0) }
        case "answer_refused": answer.map { .answerRefused(answer: $0) }
        case "sound_not_switched":
            answer.flatMap { answer in
                values.text("command").map { .soundNotSwitched(command: $0, answer: answer) }
            }
        case "port_failed": answer.map { .portFailed(answer: $0) }
        case "card_failed": answer.map { .cardFailed(answer: $0) }
        case "card_not_started": answer.map { .cardNotStarted(answer: $0) }
        case "no_thread": answer.map { .noThread(answer: $0) }
        case "told": values.text("words").map { .legacy($0) }
        default: nil
        }
    }
}

extension AudioFault: CodedFault {
    /// The code, which programs use.
    public var code: String { form.code }
    /// The values by their names.
    public var values: [String: JSONValue] { form.values }

    private var form: (code: String, values: [String: JSONValue]) {
        switch self {
        case .port(let notice): ("audio_port", ["notice": notice.json])
        case .hung: ("audio_hung", [:])
        case .unusableFrame(let octets): ("audio_frame", ["octets": .count(octets)])
        case .card(let device, let answer):
            ("audio_card", ["device": .string(device), "answer": .string(answer)])
        case .cardSetting(let device, let answer):
            ("audio_card_setting", ["device": .string(device), "answer": .string(answer)])
        case .cardRate(let device, let rates):
            ("audio_card_rate", ["device": .string(device), "rates": .string(rates)])
        case .cardBuffer(let device, let rate, let buffer, let wanted):
            (
                "audio_card_buffer",
                [
                    "device": .string(device), "rate": .count(rate), "buffer": .count(buffer),
                    "wanted_rate": .count(wanted),
                ]
            )
        case .legacy(let words): ("told", ["words": .string(words)])
        }
    }

    /// A fault from its code and its values.
    public init?(code: String, values: [String: JSONValue]) {
        let (device, answer) = (values.text("device"), values.text("answer"))
        switch (code, device) {
        case ("audio_port", _):
            guard let notice = Notice(json: values["notice"]) else { return nil }
            self = .port(notice)
        case ("audio_hung", _): self = .hung
        case ("audio_frame", _):
            guard let octets = values.count("octets") else { return nil }
            self = .unusableFrame(octets: octets)
        case ("audio_card", let device?):
            guard let answer else { return nil }
            self = .card(device: device, answer: answer)
        case ("audio_card_setting", let device?):
            guard let answer else { return nil }
            self = .cardSetting(device: device, answer: answer)
        case ("audio_card_rate", let device?):
            guard let rates = values.text("rates") else { return nil }
            self = .cardRate(device: device, rates: rates)
        case ("audio_card_buffer", let device?):
            guard let rate = values.count("rate"), let buffer = values.count("buffer"),
                let wanted = values.count("wanted_rate")
            else { return nil }
            self = .cardBuffer(device: device, rate: rate, buffer: buffer, wantedRate: wanted)
        default: return nil
        }
    }

    /// Faults as they were stored or sent; nil when one of them is of another version.
    static func list(_ json: JSONValue?) -> [AudioFault]? {
        guard case .array(let values) = json else { return nil }
        let faults = values.compactMap { AudioFault(json: $0) }
        return faults.count == values.count ? faults : nil
    }
}
