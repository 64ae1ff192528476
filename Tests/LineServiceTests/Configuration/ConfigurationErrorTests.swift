import SeededRandom
import Testing

@testable import LineService

@Suite struct ConfigurationErrorTests {
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
            text: ConfigurationFolder.line("profile = \"quectel\""),
            expected: [
                "jedisnon.toml:5: line.profile: no such profile; one of: auto, ec200, eg91, ec25, a7670, sim7600, sim800, "
                    + "e3372, huawei, zte, le910, generic"
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

    @Test("keys are found in multi-line strings, arrays, inline tables and after comments")
    func places() {
        let index = TOMLKeyIndex(
            """
            a = \"\"\"
            b = 1
            [x]
            \"\"\" # c = 2
            list = [
              "]", # d = 3
              "e",
            ]
            "quoted key".'and another' = 4
            [[t]]
            k = { in = 1 }
            [[t]]
            [t.sub]
            z = '''#'''
            """)
        #expect(index.line(of: ["b"]) == nil)
        #expect(index.line(of: ["list"]) == 5)
        #expect(index.line(of: ["quoted key", "and another"]) == 9)
        #expect(index.line(of: ["t", "0", "k", "in"]) == 11)
        #expect(index.line(of: ["t", "1", "sub", "z"]) == 14)
        #expect(index.line(of: ["t", "1", "missing"]) == 12)
    }

    @Test("broken files never crash")
    func mutations() throws {
        var generator = SeededGenerator(seed: 7)
        let folder = try ConfigurationFolder("")
        for _ in 0..<300 {
            var octets = Array(ConfigurationTests.contract.utf8)
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                octets[Int.random(in: octets.indices, using: &generator)] = UInt8.random(in: 9...126, using: &generator)
            }
            try folder.write(String(decoding: octets, as: UTF8.self), to: "jedisnon.toml")
            _ = folder.problems()
        }
    }
}
