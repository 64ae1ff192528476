import Foundation
import LinePolicy
import Modems
import SMSCodec
import Vocabulary

/// Reads `[[line]]` tables, and checks them against each other.
struct LineReader {
    static let keys: Set<String> = [
        "id", "region", "number", "language", "modem", "audio", "pin_file", "profile", "mode", "calls", "message",
        "message_file", "prompt", "spoken", "public", "policy", "budget", "tariff", "balance",
    ]
    private static let modemKeys: Set<String> = ["device", "iccid", "imei", "usb_path", "audio"]

    /// A line with its table, for comparing lines.
    struct Read {
        var settings: LineSettings
        var table: TableReader
    }

    let main: TableReader
    let configuration: Configuration
    let folder: String
    let files: ConfigurationFiles
    private let policy: TableReader?
    private let defaults: LineRules

    init(main: TableReader, configuration: Configuration, folder: String, files: ConfigurationFiles) {
        self.files = files
        self.main = main
        self.configuration = configuration
        self.folder = folder
        var rules = LineRules(countries: [])
        policy = main.table("policy", known: PolicyReader.keys)
        if let policy { PolicyReader.apply(policy, to: &rules) }
        defaults = rules
    }

    /// One line; nil when a required key is missing or wrong.
    func line(_ table: TableReader) -> Read? {
        let id = identifier(table)
        let number = number(table)
        let modem = modem(table)
        let language = SectionReader.language(table) ?? configuration.service.language
        let (text, ownTexts) = ReplyTexts(folder: folder, files: files).texts(of: table, language: language)
        let tariff = SectionReader.tariff(
            table.table("tariff", known: SectionReader.tariffKeys), over: configuration.tariff)
        let ownPolicy = table.table("policy", known: PolicyReader.keys)
        let rules = rules(table, policy: ownPolicy, number: number, text: text, tariff: tariff)
        let budget = table.table("budget", known: SectionReader.budgetKeys).map(SectionReader.budget)
        if let own = budget?.currency, let box = configuration.budget?.currency, own != box {
            table.report("budget", "counts in \(own), and the box in \(box)", hint: "a box has one currency")
        }
        let prompt = prompts(table)
        let spoken = spokenLanguages(table) ?? [language]
        let pinFile = table.string("pin_file").map { ConfigurationPaths.absolute($0, in: folder) }
        let region = table.string("region")
        let balance = BalanceReader.balance(of: table)
        let isPublic = table.bool("public") ?? false
        guard let id, let number, let modem else { return nil }
        return Read(
            settings: LineSettings(
                id: id, region: region, number: number.text, country: number.country, language: language,
                modem: modem.selector, audio: audio(of: table, modem), pinFile: pinFile,
                profile: profile(table), replyText: text, ownTexts: ownTexts, prompt: prompt, spoken: spoken,
                budget: budget, tariff: tariff, rules: rules, isPublic: isPublic,
                hasOwnAcknowledgements: ownPolicy?.has("law_acknowledged") == true, balance: balance,
                source: table.file.path + (table.place.map { ":\($0.line)" } ?? "")),
            table: table)
    }

    private func identifier(_ table: TableReader) -> String? {
        guard let id = table.string("id") else {
            if !table.has("id") {
                table.report("id", "is missing", hint: "give the line a short name, such as \"montreal\"")
            }
            return nil
        }
        if LineFile.isIdentifier(id) { return id }
        table.report("id", "may have small letters, digits, - and _ only, 1 to 32 of them")
        return nil
    }

    private func number(_ table: TableReader) -> (text: String, country: Country)? {
        guard let text = table.string("number") else {
            if !table.has("number") { table.report("number", "is missing", hint: "write it like +15145550101") }
            return nil
        }
        let digits = text.dropFirst()
        guard text.first == "+", (7...15).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else {
            table.report(
                "number", "is not an E.164 number", hint: "write it with + and country code, like +15145550101")
            return nil
        }
        if let country = Country(number: text) { return (text, country) }
        table.report(
            "number", "is in no country whose numbering plan is known",
            hint: "known: \(Country.allCases.map(\.rawValue).joined(separator: ", "))")
        return nil
    }

    private func modem(_ table: TableReader) -> (selector: ModemSelector, audio: String?)? {
        guard let modem = table.table("modem", known: Self.modemKeys) else {
            if !table.has("modem") {
                table.report("modem", "is missing", hint: "write it like modem = { device = \"/dev/ttyUSB2\" }")
            }
            return nil
        }
        let found: [ModemSelector] = [
            modem.string("device").map { .device(ConfigurationPaths.absolute($0, in: folder)) },
            modem.string("iccid").map { .iccid($0) }, modem.string("imei").map { .imei($0) },
            modem.string("usb_path").map { .usbPath($0) },
        ].compactMap { $0 }
        guard let selector = found.first, found.count == 1 else {
            table.report("modem", "must name exactly one of device, iccid, imei and usb_path")
            return nil
        }
        return (selector, modem.string("audio"))
    }

    private func audio(of table: TableReader, _ modem: (selector: ModemSelector, audio: String?)) -> AudioSelector? {
        let own = table.string("audio")
        if own != nil, modem.audio != nil {
            table.report("audio", "is given twice, here and in `modem`", hint: "keep one of them")
        }
        guard let text = own ?? modem.audio else { return nil }
        let hasControls = text.unicodeScalars.contains { $0.value < 0x20 }
        guard let audio = AudioSelector(text, in: folder), !hasControls else {
            table.report(
                "audio", "names no device", hint: "write it like \"/dev/ttyUSB4\" or \"alsa:hw:1,0\", or leave it out")
            return nil
        }
        return audio
    }

    private func profile(_ table: TableReader) -> String {
        let name = table.string("profile") ?? "auto"
        let known = ["auto"] + ModemProfile.all.map(\.name)
        if !known.contains(name) {
            table.report("profile", "no such profile", hint: "one of: \(known.joined(separator: ", "))")
        }
        return name
    }

    private func spokenLanguages(_ table: TableReader) -> [Language]? {
        guard let names = table.strings("spoken") else { return nil }
        if Set(names).count < names.count { table.report("spoken", "names a language twice") }
        if names.isEmpty { table.report("spoken", "names no language", hint: "leave it out, or write [\"fr\"]") }
        for name in names where Language(rawValue: name) == nil {
            table.report("spoken", "\"\(name.prefix(20))\" is no language that can be spoken", hint: "fr or en")
        }
        return names.compactMap(Language.init(rawValue:))
    }

    private func prompts(_ table: TableReader) -> [Language: String] {
        guard let prompts = table.table("prompt", known: Language.codes) else { return [:] }
        var files: [Language: String] = [:]
        for language in Language.allCases {
            guard let file = prompts.string(language.rawValue) else { continue }
            if file.isEmpty {
                prompts.report(language.rawValue, "names no file", hint: "leave it out, or name a recording")
            }
            files[language] = ConfigurationPaths.absolute(file, in: folder)
        }
        return files
    }

    private func rules(
        _ table: TableReader, policy own: TableReader?, number: (text: String, country: Country)?, text: String,
        tariff: TariffSettings
    ) -> LineRules {
        var rules = defaults
        if let own { PolicyReader.apply(own, to: &rules) }
        if let number {
            if rules.countries.isEmpty { rules.countries = [number.country] }
            LawReader.settle(&rules, number: number.text, country: number.country) {
                own?.has($0) == true || policy?.has($0) == true
            }
        }
        rules.mode = table.choice("mode", LineMode.self) ?? configuration.service.mode
        rules.calls = table.choice("calls", CallMode.self) ?? .auto
        rules.replyParts = TextMeasure(text).segments
        rules.pricePerPart = tariff.segment
        rules.pricePerCall = tariff.call
        return rules
    }

    /// Reports values that two lines must not share.
    static func checkTogether(_ lines: [Read]) {
        var seen: [String: LineSettings] = [:]
        func check(_ key: String, _ value: String, _ line: Read) {
            if let other = seen["\(key) \(value)"] {
                line.table.report(key, "\(value) is used by the line at \(other.source) too")
            }
            seen["\(key) \(value)"] = line.settings
        }
        for line in lines {
            check("id", line.settings.id, line)
            check("number", line.settings.number, line)
            check("modem", line.settings.modem.words, line)
            if let audio = line.settings.audio { check("audio", audio.text, line) }
        }
        let currencies = lines.compactMap { line in line.settings.budget?.currency.map { ($0, line) } }
        if let other = currencies.first(where: { $0.0 != currencies[0].0 }) {
            other.1.table.report(
                "budget", "counts in \(other.0), and another line in \(currencies[0].0)", hint: "a box has one currency"
            )
        }
        let ports = Set(lines.compactMap { if case .device(let path) = $0.settings.modem { plain(path) } else { nil } })
        for line in lines {
            guard case .tty(let path)? = line.settings.audio, ports.contains(plain(path)) else { continue }
            line.table.report("audio", "is the AT port of a modem", hint: "the sound has a port of its own")
        }
    }

    /// A path without `.` and `..`, so that two ways to write it are equal.
    private static func plain(_ path: String) -> String {
        URL(filePath: path).standardizedFileURL.path(percentEncoded: false)
    }

    /// The lines, each with the numbers and texts of the others, so that no line answers another.
    static func resolved(_ lines: [LineSettings]) -> [LineSettings] {
        let numbers = Set(lines.map(\.number))
        let texts = Set(lines.map { TextRules.folded($0.replyText) })
        return lines.map { line in
            var line = line
            line.rules.ownNumbers = numbers
            line.rules.ownReplyTexts = texts
            return line
        }
    }
}
