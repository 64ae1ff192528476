import Foundation
import LinePolicy
import TestFolders
import Testing
import Vocabulary

@testable import LineConfiguration

struct ConfigurationTests {
    @Test("the example of the contract gives exactly its values")
    func contractExample() throws {
        let folder = try ConfigurationFolder(Self.contract)
        let configuration = try folder.load()
        #expect(configuration.service.stateDir == "/var/lib/jedisnon")
        #expect(configuration.service.socket == "/run/jedisnon/control.sock")
        #expect(configuration.service.timeZone.identifier == "America/Toronto")
        #expect(configuration.budget?.total == Money(micros: 1_000_000_000))
        #expect(configuration.budget?.perMonth == Money(micros: 80_000_000))
        #expect(configuration.budget?.warnAt == 800_000)
        #expect(configuration.tariff.segment == Money(micros: 20_000))
        #expect(configuration.privacy == PrivacySettings())
        #expect(configuration.keysNotInForce == [])
        #expect(configuration.voice == VoiceSettings())
        #expect(configuration.dashboard == DashboardSettings(listen: "127.0.0.1:8017", tokenFile: nil))
        let line = try #require(configuration.lines.first)
        #expect(line.balance?.code.text == "*123#" && line.balance?.floor == Money(micros: 2_000_000))
        #expect(line.balance?.pattern.amount(in: "Solde : 12,50 $") == Money(micros: 12_500_000))
        #expect(line.modem == .iccid("89302720000000000001"))
        #expect(line.pinFile == folder.path + "/pins/montreal")
        #expect(line.replyText == "Non, c'est non.")
        #expect(line.spoken == [.french])
        var rules = LineRules(countries: [.canada])
        rules.ownNumbers = ["+15145550101"]
        rules.ownReplyTexts = ["Non, c'est non."]
        rules.pricePerPart = Money(micros: 20_000)
        rules.pricePerCall = Money(micros: 20_000)
        rules.law.applied = .quebec
        // The example of the contract writes down the defaults of the policy.
        #expect(line.rules == rules)
    }

    @Test("a line alone has the defaults, and no limit and no price")
    func smallest() throws {
        let configuration = try ConfigurationFolder(ConfigurationFolder.line()).load()
        let line = try #require(configuration.lines.first)
        #expect(configuration.budget == nil)
        #expect(configuration.dashboard == nil)
        #expect(line.language == .french)
        #expect(line.replyText == DefaultTexts.text(.french))
        #expect(line.profile == "auto")
        #expect(line.rules.mode == .answer && line.rules.calls == .auto)
        #expect(line.tariff == TariffSettings())
    }

    @Test("a configuration without lines loads: a service may run with none")
    func empty() throws {
        #expect(try ConfigurationFolder("").load().lines.isEmpty)
    }

    @Test("lines.d is read in file-name order after the main file, and the lines know each other")
    func fragments() throws {
        let folder = try ConfigurationFolder(ConfigurationFolder.line())
        try folder.write(
            ConfigurationFolder.line("language = \"en\"", id: "b", number: "+14185550102"), to: "lines.d/20-b.toml")
        try folder.write(ConfigurationFolder.line(id: "a", number: "+14185550103"), to: "lines.d/10-a.toml")
        try folder.write("nonsense", to: "lines.d/ignored.txt")
        let lines = try folder.load().lines
        #expect(lines.map(\.id) == ["montreal", "a", "b"])
        #expect(lines[0].rules.ownNumbers == ["+15145550101", "+14185550102", "+14185550103"])
        #expect(lines[0].rules.ownReplyTexts.count == 2)
    }

    @Test("a line's own tables override single keys")
    func overrides() throws {
        let folder = try ConfigurationFolder(
            """
            [tariff]
            sms_segment = 0.02
            call = 0.05
            [policy]
            window = "48h"
            replies_per_day = 10

            """
                + ConfigurationFolder.line(
                    """
                    [line.policy]
                    window = "12h"
                    [line.tariff]
                    sms_segment = "0.0065"
                    """))
        let line = try #require(try folder.load().lines.first)
        #expect(line.rules.window == .hours(12))
        #expect(line.rules.repliesPerDay == 10)
        #expect(line.rules.pricePerPart == Money(micros: 6_500))
        #expect(line.rules.pricePerCall == Money(micros: 50_000))
    }

    @Test("shadow mode may be for one line or for all that say nothing else")
    func shadowForAll() throws {
        let folder = try ConfigurationFolder(
            "[service]\nmode = \"shadow\"\n" + ConfigurationFolder.line()
                + ConfigurationFolder.line("mode = \"answer\"", id: "quebec", number: "+14185550102"))
        #expect(try folder.load().lines.map(\.rules.mode) == [.shadow, .answer])
    }

    @Test("the built-in texts take one segment each, in plain GSM letters", arguments: Language.allCases)
    func defaultTexts(language: Language) throws {
        let text = DefaultTexts.text(language)
        let folder = try ConfigurationFolder(ConfigurationFolder.line("language = \"\(language.rawValue)\""))
        #expect(try folder.load().lines.first?.rules.replyParts == 1)
        #expect(text.utf16.count <= 160)
        #expect(!text.contains("http") && !text.contains("www"))
        #expect(text.contains("STOP"))
    }

    @Test("a text of the operator is taken from a file, without its last line feed")
    func messageFile() throws {
        let folder = try ConfigurationFolder(ConfigurationFolder.line("message_file = \"texte.txt\""))
        try folder.write("Merci de ne pas insister.\n", to: "texte.txt")
        #expect(try folder.load().lines.first?.replyText == "Merci de ne pas insister.")
    }

    static let contract = """
        [service]
        state_dir = "/var/lib/jedisnon"             # jedisnon.db, rendered prompts
        socket    = "/run/jedisnon/control.sock"    # mode 0660, group jedisnon
        language  = "fr"
        time_zone = "America/Toronto"
        adopt     = "ask"

        [budget]
        currency  = "CAD"
        total     = 1000.00
        per_month = 80.00
        warn_at   = 0.8

        [tariff]
        sms_segment = 0.02
        call        = 0.02
        monthly     = 1.00

        [policy]
        countries                = []
        replies_per_window       = 1
        window                   = "24h"
        replies_lifetime         = 3
        reply_delay              = "0s"
        stale_after              = "12h"
        min_send_interval        = "6s"
        replies_per_day          = 200
        new_recipients_per_month = 0
        withheld_calls_per_day   = 20
        roaming                  = false
        raid_senders             = 30
        raid_window              = "10m"
        raid_quiet               = "1h"
        quiet                    = []
        quiet_answers            = "later"
        law                      = "auto"
        law_acknowledged         = []

        [privacy]
        keep_text    = "30d"
        keep_numbers = "365d"
        fold_after     = 20
        database_limit = "1GiB"

        [notify]
        spool = "/var/spool/jedisnon"
        kinds = ["raid", "budget", "line_down", "sim", "disk", "crash", "alive"]
        after = "10m"
        alive = "24h"

        [voice]
        tts                = ["espeak-ng", "-v", "{language}", "-s", "150", "-b", "1", "--stdin", "-w", "{output}"]
        answer_after_rings = 1
        on_refuse          = "hang-up"

        [dashboard]
        listen = "127.0.0.1:8017"

        [[line]]
        id       = "montreal"
        region   = "Montréal"
        number   = "+15145550101"
        language = "fr"
        modem    = { iccid = "89302720000000000001" }
        pin_file = "pins/montreal"
        profile  = "auto"
        mode     = "answer"
        calls    = "auto"
        message  = { fr = "Non, c'est non.", en = "No is no." }
        prompt   = { fr = "greeting-fr.wav" }
        spoken   = ["fr"]
        public   = false
        [line.balance]
        code     = "*123#"
        pattern  = '([0-9]+[.,][0-9]{2}) ?\\$'
        floor    = 2.00
        """
}
