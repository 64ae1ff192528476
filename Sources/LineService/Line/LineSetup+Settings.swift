import EventStore
import LineConfiguration
import LinePolicy
import Vocabulary
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
        foldAfter = configuration.privacy.foldAfter
        monthly = line.tariff.monthly
        balance = line.balance
        budget.asksBalance = line.balance != nil
    }

    /// The line's context for the store; `sim` is its ICCID once that is known.
    ///
    /// The store itself knows whether the line is paused.
    func context(sim: String?, isRoaming: Bool = false) -> LineContext {
        var context = LineContext(
            line: id, sim: sim ?? SIMKey.placeholder(line: id), rules: rules,
            condition: LineCondition(isRoaming: isRoaming), replyText: replyText, budget: budget, timeZone: timeZone,
            joinedText: JoinedParts.text, edges: JoinedParts.edges)
        context.foldAfter = foldAfter
        return context
    }

    /// The context of a removed line, which still records but never answers.
    static func removed(_ line: String, in configuration: Configuration) -> LineContext {
        var rules = LineRules(countries: Set(configuration.lines.map(\.country)))
        rules.mode = .record
        return LineContext(
            line: line, sim: SIMKey.placeholder(line: line), rules: rules, condition: LineCondition(), replyText: "",
            budget: BudgetRules(box: BudgetLimits(configuration.budget), line: BudgetLimits(nil)),
            timeZone: configuration.service.timeZone, joinedText: JoinedParts.text, edges: JoinedParts.edges)
    }

    /// The tty, if the configuration names it.
    var device: String? {
        if case .device(let path) = modem { path } else { nil }
    }

    /// The ICCID the SIM must have, if the configuration names it.
    var iccid: String? {
        if case .iccid(let iccid) = modem { iccid } else { nil }
    }

    /// The IMEI the modem must have, if the configuration names it.
    var imei: String? {
        if case .imei(let imei) = modem { imei } else { nil }
    }
}
