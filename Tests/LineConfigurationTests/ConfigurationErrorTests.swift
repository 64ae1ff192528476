import Glibc
import TestFolders
import Testing

@testable import LineConfiguration

struct ConfigurationErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let expected: [String]
        var testDescription: String { expected.first ?? text }
    }

    static let smallest = ConfigurationFolder.line()

    static let cases: [Case] = [
        Case(
            text: "[polcy]\nwindow = \"1h\"\n" + smallest,
            expected: ["jedisnon.toml:1: polcy: unknown key; did you mean `policy`?"]),
        Case(
            text: "[policy]\nwindw = \"1h\"\n" + smallest,
            expected: ["jedisnon.toml:2: policy.windw: unknown key; did you mean `window`?"]),
        Case(
            text: "[policy]\nreplies_per_window = \"one\"\n" + smallest,
            expected: ["jedisnon.toml:2: policy.replies_per_window: must be a whole number"]),
        Case(
            text: "[policy]\nwindow = \"1 day\"\n" + smallest,
            expected: ["jedisnon.toml:2: policy.window: \"1 day\" is no duration; write it like 30s, 5m, 2h or 7d"]),
        Case(
            text: "[policy]\nreply_delay = \"45m..13h\"\n" + smallest,
            expected: [
                "jedisnon.toml:2: policy.reply_delay: the greatest delay must be below stale_after, or no reply would ever be sent"
                    + "; shorten reply_delay or lengthen stale_after"
            ]),
        Case(
            text: "[policy]\nquiet = [\"22:00-07:00\", \"9-10\"]\nquiet_answers = \"soon\"\n" + smallest,
            expected: [
                "jedisnon.toml:2: policy.quiet: \"9-10\" is no span of a day; write it like \"22:00-07:00\"; the whole day is "
                    + "\"00:00-24:00\"",
                "jedisnon.toml:3: policy.quiet_answers: \"soon\" is not known; one of: later, never",
            ]),
        Case(
            text: "[privacy]\ndatabase_limit = \"1 GB\"\n[notify]\nkinds = [\"raids\"]\n" + smallest,
            expected: [
                "jedisnon.toml:2: privacy.database_limit: \"1 GB\" is no size; write it like 512MiB or 1GiB",
                "jedisnon.toml:4: notify.kinds: \"raids\" is not known; any of: raid, budget, line_down, sim, disk, crash, evidence_key, "
                    + "alive, test",
            ]),
        Case(
            text: smallest + "\n[line.balance]\ncode = \"+15145550199\"\npattern = \"(x)\"\n",
            expected: ["jedisnon.toml:8: line.balance.code: is no USSD code; write it like *123#"]),
        Case(
            text: smallest + "\n[line.balance]\ncode = \"**21*15145550199#\"\npattern = '([0-9]+'\nfloor = -1\n",
            expected: [
                "jedisnon.toml:8: line.balance.code: is a code that changes a service of the SIM; only a question for the "
                    + "balance may be asked",
                "jedisnon.toml:9: line.balance.pattern: has a bracket without its other half; ( needs ), [ needs ]",
                "jedisnon.toml:10: line.balance.floor: \"-1\" is no amount; write it like 0.02: not negative, at most six decimals",
            ]),
        Case(
            text: smallest + "\n[line.balance]\ncode = \"*123#\"\npattern = '[0-9]+'\n",
            expected: [
                "jedisnon.toml:9: line.balance.pattern: has no group; put the amount into ( ), as in "
                    + "'([0-9]+[.,][0-9]{2})'"
            ]),
        Case(
            text: "[tariff]\nsms_segment = -0.02\n" + smallest,
            expected: [
                "jedisnon.toml:2: tariff.sms_segment: \"-0.02\" is no amount; write it like 0.02: not negative, at most six decimals"
            ]),
        Case(
            text: "[tariff]\nsms_segment = nan\n" + smallest,
            expected: [
                "jedisnon.toml:2: tariff.sms_segment: \"nan\" is no amount; write it like 0.02: not negative, at most six decimals"
            ]),
        Case(
            text: "[tariff]\nsms_segment = 9223372036854775808\n" + smallest,
            expected: [
                "jedisnon.toml:2: this is not TOML: Error while parsing decimal integer: '9223372036854775808' is not "
                    + "representable in 64 bits (column 34)"
            ]),
        Case(
            text: "[tariff]\nsms_segment = 0.0000001\n" + smallest,
            expected: [
                "jedisnon.toml:2: tariff.sms_segment: \"0.0000001\" is no amount; write it like 0.02: not negative, at most six decimals"
            ]),
        Case(
            text: "[tariff]\nsms_segment = -inf\n" + smallest,
            expected: [
                "jedisnon.toml:2: tariff.sms_segment: \"-inf\" is no amount; write it like 0.02: not negative, at most six decimals"
            ]),
        Case(
            text: "[tariff]\nsms_segment = 2026-11-30\n" + smallest,
            expected: ["jedisnon.toml:2: tariff.sms_segment: must be an amount like 0.02"]),
        Case(
            text: "[policy]\nwindow = 0x18\nreplies_per_day = 1_000_000_001\n" + smallest,
            expected: [
                "jedisnon.toml:2: policy.window: must be a text in quotes",
                "jedisnon.toml:3: policy.replies_per_day: 1000000001 is out of range; write a number from 0 to 1000000000",
            ]),
        Case(
            text: "[policy]\ncountries = [\n  \"CA\",\n  1,\n]\n" + smallest,
            expected: ["jedisnon.toml:4: policy.countries: every element must be a text in quotes"]),
        Case(
            text: "[service]\nstate_dir = \"a\\u0000b\"\n" + smallest,
            expected: ["jedisnon.toml:2: service.state_dir: cannot contain the character U+0000"]),
        Case(
            text: "[service]\nmode = \"shadow\"\n[policy]\n[service]\n" + smallest,
            expected: [
                "jedisnon.toml:4: this is not TOML: Error while parsing table header: cannot redefine existing table "
                    + "'service' (column 1)"
            ]),
        Case(
            text: "[policy]\nwindow = \"1h\"\nwindow = \"2h\"\n" + smallest,
            expected: [
                "jedisnon.toml:3: this is not TOML: Error while parsing key-value pair: cannot redefine existing string "
                    + "'window' (column 10)"
            ]),
        Case(
            text: "policy.windw = \"1h\"\n\"a\\u001b[31m\" = 1\n" + smallest,
            expected: [
                "jedisnon.toml:1: policy.windw: unknown key; did you mean `window`?",
                "jedisnon.toml:2: a\\u001b[31m: unknown key; known here: budget, dashboard, heartbeat, line, notify, policy, privacy, "
                    + "service, tariff, voice",
            ]),
        Case(
            text: "[service]\ntime_zone = \"Mars\"\n" + smallest,
            expected: [
                "jedisnon.toml:2: service.time_zone: no such time zone; write it like America/Toronto or Europe/Paris"
            ]),
        Case(
            text: "[dashboard]\nlisten = \"0.0.0.0:80\"\n" + smallest,
            expected: [
                "jedisnon.toml:2: dashboard.listen: others could open the page; use 127.0.0.1, or set token_file"
            ]),
        Case(
            text: smallest + ConfigurationFolder.line(id: "montreal", number: "+14185550102"),
            expected: [
                "jedisnon.toml:7: line.id: montreal is used by the line at jedisnon.toml:1 too",
                "jedisnon.toml:9: line.modem: device /dev/montreal is used by the line at jedisnon.toml:1 too",
            ]),
        Case(
            text: "[[line]]\nid = \"a\"\nnumber = \"514 555 0101\"\nmodem = { device = \"/dev/x\" }\n",
            expected: [
                "jedisnon.toml:3: line.number: is not an E.164 number; write it with + and country code, like +15145550101"
            ]),
        Case(
            text: "[[line]]\nid = \"Montréal\"\nnumber = \"+15145550101\"\n",
            expected: [
                "jedisnon.toml:1: line.modem: is missing; write it like modem = { device = \"/dev/ttyUSB2\" }",
                "jedisnon.toml:2: line.id: may have small letters, digits, - and _ only, 1 to 32 of them",
            ]),
        Case(
            text: ConfigurationFolder.line("mode = \"answr\""),
            expected: ["jedisnon.toml:5: line.mode: \"answr\" is not known; one of: answer, shadow, record"]),
        Case(
            text: ConfigurationFolder.line("profile = \"ec20\""),
            expected: [
                "jedisnon.toml:5: line.profile: no such profile; one of: auto, ec200, eg91, ec25, quectel, a7670, sim7600, sim800, "
                    + "simcom, brovi, me909, e3372, huawei, zte, le910, me910, mc74, ublox, cinterion, fibocom, generic"
            ]),
        Case(
            text: ConfigurationFolder.line("message_file = \"absent.txt\""),
            expected: ["jedisnon.toml:5: line.message_file: absent.txt cannot be read"]),
    ]

    @Test("what is wrong is named with file, line, key and what to write", arguments: cases)
    func problems(_ one: Case) throws {
        let folder = try ConfigurationFolder(one.text)
        #expect(folder.problems() == one.expected)
    }

    @Test("what is wrong without an end is listed up to a number, and counted beyond it")
    func many() throws {
        let problems = try ConfigurationFolder((0..<9_000).map { "k\($0) = 1\n" }.joined()).problems()
        #expect(problems.count == 51)
        #expect(problems.last == "jedisnon.toml: 8950 more problems are not listed")
    }

    @Test("a text of any length is refused at once")
    func endlessText() throws {
        let text = String(repeating: "e\u{301}", count: 100_000)
        let problems = try ConfigurationFolder(ConfigurationFolder.line("message = { fr = \"\(text)\" }")).problems()
        #expect(problems.count == 1 && problems[0].contains("far more than the 3 segments"))
    }

    @Test("a text over three segments is refused, with the characters that cost")
    func longText() throws {
        let text = String(repeating: "ça sera non, être ou ne pas être ", count: 10)
        let problems = try ConfigurationFolder(ConfigurationFolder.line("message = { fr = \"\(text)\" }")).problems()
        #expect(problems.count == 1)
        #expect(problems[0].contains("at most 3 are sent"))
        #expect(problems[0].contains("ç ê"))
    }

    @Test("every problem of every file is reported together")
    func together() throws {
        let folder = try ConfigurationFolder("[policy]\nwindow = 3\nroaming = 1\n" + Self.smallest)
        try folder.write("x = 1\n", to: "lines.d/a.toml")
        let problems = folder.problems()
        #expect(problems.count == 4, "\(problems)")
        #expect(problems.contains("lines.d/a.toml: must hold exactly one [[line]]"))
    }

    @Test("a missing file, a folder, binary data and a syntax error each have their sentence")
    func files() throws {
        let folder = try ConfigurationFolder("[service\n")
        #expect(folder.problems().first?.hasPrefix("jedisnon.toml:1: this is not TOML") == true)
        #expect(throws: ConfigurationError.self) { try Configuration.load(path: folder.path + "/absent.toml") }
        #expect(throws: ConfigurationError.self) { try Configuration.load(path: folder.path) }
        try folder.write("id = \"\u{0}\"", to: "jedisnon.toml")
        #expect(folder.problems() == ["jedisnon.toml: the file is not text in UTF-8"])
    }
}
