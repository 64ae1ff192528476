import EventStore
import LinePolicy
import Voice

extension LineSetup {
    /// The lines of a configuration, in its order.
    static func all(of configuration: Configuration) -> [LineSetup] {
        configuration.lines.enumerated().map { LineSetup($1, position: $0, in: configuration) }
    }

    /// What a running line needs of its settings.
    init(_ line: LineSettings, position: Int, in configuration: Configuration) {
        id = line.id
        self.position = position
        region = line.region
        number = line.number
        country = line.country
        modem = line.modem
        pinFile = line.pinFile
        profile = line.profile
        rules = line.rules
        replyText = line.replyText
        budget = BudgetRules(box: BudgetLimits(configuration.budget), line: BudgetLimits(line.budget))
        timeZone = configuration.service.timeZone
        language = line.language
        audio = line.audio
        spoken = line.promptSources
        speech = SpeechProgram(configuration.voice.tts)
        answerAfterRings = configuration.voice.answerAfterRings
        letsRefusedCallersRing = configuration.voice.letsRefusedCallersRing
        monthly = line.tariff.monthly
    }

    /// The line as the store sees it; `sim` is its ICCID once that is known.
    func context(sim: String?, isPaused: Bool, isRoaming: Bool) -> LineContext {
        LineContext(
            line: id, sim: sim ?? "line:\(id)", rules: rules,
            condition: LineCondition(isPaused: isPaused, isRoaming: isRoaming), replyText: replyText, budget: budget,
            timeZone: timeZone, joinedText: JoinedParts.text)
    }

    /// The tty, where the configuration names it.
    var device: String? {
        if case .device(let path) = modem { path } else { nil }
    }

    /// The ICCID the SIM must have, where the configuration names it.
    var iccid: String? {
        if case .iccid(let iccid) = modem { iccid } else { nil }
    }

    /// The IMEI the modem must have, where the configuration names it.
    var imei: String? {
        if case .imei(let imei) = modem { imei } else { nil }
    }
}
