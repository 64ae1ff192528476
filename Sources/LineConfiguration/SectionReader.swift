import Foundation
import LinePolicy
import Vocabulary
import Voice

/// Reads every table of the main file except the lines.
struct SectionReader {
    static let budgetKeys: Set<String> = ["currency", "total", "per_month", "warn_at"]
    static let tariffKeys: Set<String> = ["sms_segment", "call", "monthly"]

    let folder: String

    func sections(of main: TableReader, path: String) -> Configuration {
        let privacy = main.table("privacy", known: ["keep_text", "keep_numbers", "fold_after", "database_limit"])
        return Configuration(
            file: path, service: service(main), budget: main.table("budget", known: Self.budgetKeys).map(Self.budget),
            tariff: Self.tariff(main.table("tariff", known: Self.tariffKeys), over: TariffSettings()),
            privacy: PrivacySettings(
                keepText: privacy?.duration("keep_text") ?? .days(30),
                keepNumbers: privacy?.duration("keep_numbers") ?? .days(365),
                foldAfter: privacy?.integer("fold_after", in: 1...100_000) ?? 20,
                databaseLimit: privacy.flatMap(Self.databaseLimit) ?? 1 << 30),
            voice: voice(main), dashboard: dashboard(main), notify: notify(main), heartbeat: heartbeat(main), lines: [])
    }

    /// At least what a few lines need for a month.
    private static func databaseLimit(_ table: TableReader) -> Int64? {
        guard let octets = table.octets("database_limit") else { return nil }
        if octets < 16 << 20 {
            table.report("database_limit", "must be at least 16MiB", hint: "1GiB is the default")
        }
        return octets
    }

    static func budget(_ table: TableReader) -> BudgetSettings {
        var budget = BudgetSettings()
        budget.currency = table.string("currency")
        budget.total = table.money("total")
        budget.perMonth = table.money("per_month")
        if let share = table.money("warn_at") {
            budget.warnAt = Int(share.micros)
            if share > Money(micros: 1_000_000) {
                table.report("warn_at", "must be between 0 and 1", hint: "0.8 warns at 80 %")
            }
        }
        return budget
    }

    static func tariff(_ table: TableReader?, over base: TariffSettings) -> TariffSettings {
        TariffSettings(
            segment: table?.money("sms_segment") ?? base.segment, call: table?.money("call") ?? base.call,
            monthly: table?.money("monthly") ?? base.monthly)
    }

    private func service(_ main: TableReader) -> ServiceSettings {
        var service = ServiceSettings()
        guard
            let table = main.table("service", known: ["state_dir", "socket", "language", "time_zone", "adopt", "mode"])
        else { return service }
        if let path = table.string("state_dir") { service.stateDir = ConfigurationPaths.absolute(path, in: folder) }
        if let path = table.string("socket") {
            service.socket = ConfigurationPaths.absolute(path, in: folder)
            // sockaddr_un holds 108 octets with the final zero (unix(7)).
            if service.socket.utf8.count > 107 {
                table.report("socket", "the path is longer than 107 octets", hint: "use a shorter one")
            }
        }
        if let language = Self.language(table) { service.language = language }
        if let name = table.string("time_zone") {
            if let zone = TimeZone(identifier: name) {
                service.timeZone = zone
            } else {
                table.report("time_zone", "no such time zone", hint: "write it like America/Toronto or Europe/Paris")
            }
        }
        if let mode = table.choice("mode", LineMode.self) { service.mode = mode }
        if let adopt = table.choice("adopt", ServiceSettings.Adoption.self) { service.adopt = adopt }
        return service
    }

    static func language(_ table: TableReader) -> Language? {
        guard let name = table.string("language") else { return nil }
        if let language = Language(rawValue: name) { return language }
        table.report("language", "no such language", hint: "fr or en")
        return nil
    }

    private func voice(_ main: TableReader) -> VoiceSettings {
        enum Refusal: String, CaseIterable { case hangUp = "hang-up", ring }
        var voice = VoiceSettings()
        guard let table = main.table("voice", known: ["tts", "answer_after_rings", "on_refuse"]) else { return voice }
        if let tts = table.strings("tts") {
            if let fault = SpeechProgram(tts).fault { table.report("tts", fault.what, hint: fault.hint) }
            voice.tts = tts
        }
        if let rings = table.integer("answer_after_rings", in: 1...10) { voice.answerAfterRings = rings }
        if let refusal = table.choice("on_refuse", Refusal.self) { voice.letsRefusedCallersRing = refusal == .ring }
        return voice
    }

    private func notify(_ main: TableReader) -> NotifySettings? {
        guard let table = main.table("notify", known: ["spool", "kinds", "after", "alive", "per_day"]) else {
            return nil
        }
        var notify = NotifySettings()
        if let path = table.string("spool") { notify.spool = ConfigurationPaths.absolute(path, in: folder) }
        if let kinds = table.choices("kinds", AlertKind.self) { notify.kinds = Set(kinds + [.test]) }
        notify.after = table.duration("after") ?? notify.after
        notify.alive = table.duration("alive") ?? notify.alive
        notify.perDay = table.integer("per_day", in: 1...1_000) ?? notify.perDay
        if notify.alive != .zero, notify.alive < .minutes(1) {
            table.report("alive", "must be at least 1m, or 0s for never")
        }
        return notify
    }

    private func heartbeat(_ main: TableReader) -> Span? {
        guard let table = main.table("heartbeat", known: ["every"]) else { return nil }
        guard let every = table.duration("every") else {
            if !table.has("every") { table.report("every", "is missing", hint: "write it like \"24h\"") }
            return nil
        }
        // Each one costs a text: once a day is often enough to find a fault, and too rare to stand out.
        if every < .days(1) { table.report("every", "must be at least 24h") }
        return every
    }

    private func dashboard(_ main: TableReader) -> DashboardSettings? {
        guard let table = main.table("dashboard", known: ["listen", "token_file"]),
            let listen = table.string("listen")
        else { return nil }
        let file = table.string("token_file").map { ConfigurationPaths.absolute($0, in: folder) }
        let parts = listen.split(separator: ":")
        if parts.count < 2 || parts.last.flatMap({ UInt16($0) }) == nil {
            table.report("listen", "must be an address and a port", hint: "write it like 127.0.0.1:8017")
        } else if !(listen.hasPrefix("127.") || listen.hasPrefix("localhost:") || listen.hasPrefix("[::1]:")),
            file == nil
        {
            table.report("listen", "others could open the page", hint: "use 127.0.0.1, or set token_file")
        }
        return DashboardSettings(listen: listen, tokenFile: file)
    }
}
