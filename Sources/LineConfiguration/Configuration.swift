import Foundation
import LinePolicy
import Vocabulary
import Voice

/// A whole configuration: the main file and `lines.d`, checked, with everything resolved for each line.
public struct Configuration: Sendable, Equatable {
    /// The main file.
    public var file: String
    /// The service's own settings.
    public var service: ServiceSettings
    /// The budget of all lines together; nil = none.
    public var budget: BudgetSettings?
    /// The prices of lines that set none of their own.
    public var tariff: TariffSettings
    /// How long texts and numbers are kept.
    public var privacy: PrivacySettings
    /// What callers hear.
    public var voice: VoiceSettings
    /// The local web page; nil = off.
    public var dashboard: DashboardSettings?
    /// Notices when something breaks; nil = none.
    public var notify: NotifySettings?
    /// How often each verified line gets a heartbeat text from another line; nil = never.
    public var heartbeat: Span?
    /// The lines in configuration order, then those of `lines.d` in file-name order.
    public var lines: [LineSettings]

    /// The keys that are set and that this version reads, checks and does nothing with.
    public var keysNotInForce: [String] {
        var keys: [String] = []
        if lines.contains(where: \.isPublic) { keys.append("line.public") }
        return keys
    }
}

/// `[service]`.
public struct ServiceSettings: Sendable, Equatable {
    /// What to do with a SIM that belongs to no line.
    public enum Adoption: String, Sendable, CaseIterable {
        /// Only list it.
        case ask
        /// Create a line for it.
        case auto
    }

    /// The folder of the database.
    public var stateDir = "/var/lib/jedisnon"
    /// The control socket.
    public var socket = "/run/jedisnon/control.sock"
    /// The default language of lines, pages and messages.
    public var language = Language.french
    /// The time zone of calendar days and months.
    public var timeZone = TimeZone.current
    /// What to do with a SIM that belongs to no line.
    public var adopt = Adoption.ask
    /// The mode of lines that set none; `shadow` here suits a first week for the whole box.
    public var mode = LineMode.answer

    /// Makes the defaults.
    public init() {}
}

/// `[budget]` or `[line.budget]`.
public struct BudgetSettings: Sendable, Equatable {
    /// The ISO 4217 code to print.
    public var currency: String?
    /// The lifetime limit; `budget add` raises it.
    public var total: Money?
    /// The limit for a calendar month.
    public var perMonth: Money?
    /// The share of a limit at which to warn, in millionths.
    public var warnAt: Int?
}

/// `[tariff]`, and what a line's own table overrides of it.
public struct TariffSettings: Sendable, Equatable {
    /// The price of one segment.
    public var segment = Money.zero
    /// The price of an answered call.
    public var call = Money.zero
    /// The price of a line for a month.
    public var monthly = Money.zero
}

/// `[privacy]`.
public struct PrivacySettings: Sendable, Equatable {
    /// How long texts are kept.
    public var keepText = Span.days(30)
    /// How long numbers are kept; then only their keyed hash.
    public var keepNumbers = Span.days(365)
    /// So many texts of one sender and day are kept, 1 or more; further ones are counted.
    public var foldAfter = 20
    /// How large the database may become, in octets.
    public var databaseLimit: Int64 = 1 << 30
}

/// `[notify]`.
public struct NotifySettings: Sendable, Equatable {
    /// The folder in which each notice becomes a file.
    public var spool = "/var/spool/jedisnon"
    /// The kinds of notices; a test notice is always written.
    public var kinds = Set(AlertKind.allCases)
    /// How long a fault must last before it is reported, and be gone before its end is.
    public var after = Span.minutes(10)
    /// How often a sign-of-life notice is written; zero = never.
    public var alive = Span.days(1)
    /// The most notices in a calendar day.
    public var perDay = 50

    /// Makes the defaults of an existing table.
    public init() {}
}

/// `[voice]`.
public struct VoiceSettings: Sendable, Equatable {
    /// The program that speaks a text, with its arguments.
    public var tts = ["espeak-ng", "-v", "{language}", "-s", "150", "-b", "1", "--stdin", "-w", "{output}"]
    /// How often it rings before a call is answered.
    public var answerAfterRings = 1
    /// Whether refused calls ring on instead of being ended.
    public var letsRefusedCallersRing = false

    /// Makes the defaults.
    public init() {}
}

/// `[dashboard]`.
public struct DashboardSettings: Sendable, Equatable {
    /// The address and port.
    public var listen: String
    /// The file with the token for access from other hosts.
    public var tokenFile: String?
}

/// How to find the modem of a line.
public enum ModemSelector: Sendable, Hashable {
    /// A tty path.
    case device(String)
    /// The SIM's number.
    case iccid(String)
    /// The modem's number.
    case imei(String)
    /// The USB port.
    case usbPath(String)

    /// How the modem is found, in words.
    package var words: String {
        switch self {
        case .device(let path): "device \(path)"
        case .iccid(let iccid): "SIM \(iccid)"
        case .imei(let imei): "IMEI \(imei)"
        case .usbPath(let path): "USB port \(path)"
        }
    }
}

/// Where the sound of a line's calls goes, if the configuration sets it.
public enum AudioSelector: Sendable, Hashable {
    /// A tty path.
    case tty(String)
    /// A device of ALSA by its name, such as `hw:1,0`.
    case alsa(String)

    private static let alsaPrefix = "alsa:"

    /// Reads a selector: a path, or `alsa:` and a name; nil when it names nothing.
    init?(_ text: String, in folder: String) {
        if text.hasPrefix(Self.alsaPrefix) {
            let name = String(text.dropFirst(Self.alsaPrefix.count))
            guard !name.isEmpty else { return nil }
            self = .alsa(name)
        } else {
            guard !text.isEmpty else { return nil }
            self = .tty(ConfigurationPaths.absolute(text, in: folder))
        }
    }

    /// The selector as a configuration writes it.
    var text: String {
        switch self {
        case .tty(let path): path
        case .alsa(let name): Self.alsaPrefix + name
        }
    }
}

/// One `[[line]]` with everything resolved.
public struct LineSettings: Sendable, Equatable {
    /// The id.
    public var id: String
    /// The region it stands for.
    public var region: String?
    /// Its E.164 number.
    public var number: String
    /// The country of that number.
    public var country: Country
    /// The language of its reply.
    public var language: Language
    /// How its modem is found.
    public var modem: ModemSelector
    /// The voice path that overrides the profile's.
    public var audio: AudioSelector?
    /// The file with the SIM's PIN.
    public var pinFile: String?
    /// The modem profile, or `auto`.
    public var profile: String
    /// The text sent in reply.
    public var replyText: String
    /// The operator's own texts, by language.
    public var ownTexts: [Language: String]
    /// The operator's own recordings, by language.
    public var prompt: [Language: String]
    /// The languages of the spoken message, in order.
    public var spoken: [Language]
    /// The limits of the line itself; nil = none.
    public var budget: BudgetSettings?
    /// The prices of the line.
    public var tariff: TariffSettings
    /// The rules of the line, completed from the general ones.
    public var rules: LineRules
    /// Whether the public directory may show it; not in force yet.
    public var isPublic = false
    /// Whether the line has a `law_acknowledged` of its own, which then replaces the box's.
    public var hasOwnAcknowledgements: Bool
    /// How the balance of its SIM is asked; nil = never.
    public var balance: BalanceQuestion?
    /// The file and line that define it.
    public var source: String

    /// What a caller hears: for each language the operator's recording, else text, else the built-in text.
    public var promptSources: [PromptSource] {
        spoken.map(promptSource)
    }

    /// What a caller would hear in one language.
    public func promptSource(in language: Language) -> PromptSource {
        prompt[language].map { .recording(path: $0) }
            ?? .text(ownTexts[language] ?? DefaultTexts.spoken(language), language: language)
    }
}
