import LinePolicy
import Testing
import Vocabulary

@testable import LineConfiguration

/// What the reader of TOML makes of good and bad texts.
struct TOMLDocumentTests {
    /// The value at a path of keys and positions, with the place of its key.
    private func find(_ path: [String], in text: String) throws -> (key: TOMLPlace?, value: TOMLValue) {
        var found: (key: TOMLPlace?, value: TOMLValue) = (nil, try TOMLValue.table(of: text))
        for step in path {
            switch found.value.content {
            case .table(let entries):
                let entry = try #require(entries.first { $0.key == step })
                found = (entry.place, entry.value)
            case .list(let elements): found = (nil, elements[try #require(Int(step))])
            default: throw TOMLFault(sentence: "\(step) is in no table")
            }
        }
        return found
    }

    static let text = """
        a = \"\"\"
        b = 1
        [x]
        \"\"\" # c = 2
        list = [
          "]", # d = 3
          "e", "é", 0x1F,
        ]
        "quoted key".'and another' = 4
        [[t]]
        k = { in = 1.50, out.'x.y' = true }
        [[t]]
        [t.sub]
          z = '''#'''
        """

    @Test(
        "every key and every value has its place",
        arguments: [
            (["a"], [1, 1], [1, 5]), (["list"], [5, 1], [5, 8]), (["list", "0"], [], [6, 3]),
            (["list", "2"], [], [7, 8]), (["list", "3"], [], [7, 13]), (["quoted key"], [9, 1], [9, 1]),
            (["quoted key", "and another"], [9, 14], [9, 30]), (["t", "0"], [], [10, 1]),
            (["t", "0", "k", "in"], [11, 7], [11, 12]), (["t", "0", "k", "out", "x.y"], [11, 22], [11, 30]),
            (["t", "1"], [], [12, 1]), (["t", "1", "sub"], [13, 4], [13, 1]),
            (["t", "1", "sub", "z"], [14, 3], [14, 7]),
        ])
    func places(path: [String], key: [Int], value: [Int]) throws {
        let found = try find(path, in: Self.text)
        #expect((found.key.map { [$0.line, $0.column] } ?? []) == key)
        #expect([found.value.place.line, found.value.place.column] == value)
    }

    @Test("places are the same behind a mark of UTF-8 and with line ends of two characters")
    func foreignEditor() throws {
        let found = try find(["b"], in: "\u{FEFF}a = \"é\"\r\nb = 2\r\n")
        #expect(found.value.place == TOMLPlace(line: 2, column: 5))
        #expect(found.value.literal == "2")
    }

    @Test(
        "numbers and times are what the source says",
        arguments: [
            "1", "-0", "+1_000", "0x1F", "0o17", "0b1", "1.50", "-1e3", "6.02_2e+2", "inf", "-nan", "true",
            "1979-05-27",
            "07:32:00", "1979-05-27T07:32:00.5+01:00", "9223372036854775807",
        ])
    func literals(literal: String) throws {
        for text in ["x = \(literal)", "x = [\(literal)]", "x = {y=\(literal)}#", "x=['é', \(literal),]"] {
            var value = try find(["x"], in: text).value
            if case .list(let elements) = value.content { value = try #require(elements.last) }
            if case .table(let entries) = value.content { value = try #require(entries.first).value }
            #expect(value.literal == literal, "\(text)")
        }
    }

    @Test(
        "an amount is read from its digits, never through a binary number",
        arguments: [
            ("0.1", 100_000), ("1000000000", 1_000_000_000_000_000), ("999999999.999999", 999_999_999_999_999),
            ("1_000.50", 1_000_500_000), ("+2", 2_000_000), ("2e-2", 20_000), ("1.5E2", 150_000_000), ("-0.0", 0),
            ("0.0200000000000000000000000000001e0", nil), ("0.02000000000000000000000000", 20_000),
            ("0x10", 16_000_000),
            ("0b11", 3_000_000), ("1e300", nil), ("1e9", 1_000_000_000_000_000), ("1e10", nil), ("0.0000005", nil),
            ("\"0.02\"", 20_000), ("\"1e2\"", nil), ("\"\"", nil), ("\" 1\"", nil), ("\"١\"", nil),
        ] as [(String, Int64?)])
    func amounts(literal: String, micros: Int64?) throws {
        let file = ConfigurationFile(path: "x")
        let root = try TOMLValue.table(of: "amount = \(literal)")
        let amount = TableReader(root, path: [], file: file, known: ["amount"]).money("amount")
        #expect(amount?.micros == micros)
        #expect(file.problems.count == (micros == nil ? 1 : 0))
    }

    /// Each of these made toml++ 3.3.0 contradict itself, or is of the same kind.
    static let broken = [
        "[[[", "tts = [\"a\", }", "[été]", "[*]", "[\n{", "[},[[aa", "[,,]\t1", "[[\\u", " [.'.", "[{#- '", "[[", "[",
        "[]", "[[]]", "[a", "[a]]", "[[a]", "[[a] ]", "[=]", "[\u{A0}]", "[a.\u{A0}b]", "é=1", "a=[}", "a={]", "a=[[}",
        "a=[{]", "a={b=]", "a={b=}", "a=[1,,]", "a={b=1,}", "a=", "a=\n", "a=#", "a=]", "a=,", "a.=1", "a..b=1", ".=1",
        "a=1 b=2", "a=\"", "a=\"\"\"", "a='", "a='''", "a=\"\\", "a=\"\\u", "a=\"\\ud800\"", "\"\"\"a\"\"\"=1",
        "'''a'''=1", "a=_1", "a=1_", "a=1__0", "a=0x", "a=0xg", "a=01", "a=+", "a=1.", "a=.1", "a=1e", "a=truth",
        "a=1979-05-27 \u{3000}", "a=24:00:00", "a=1\r", "\r", "a=1\rb=2", "\u{1}", "a=\u{7F}", "a=\"\u{1}\"", "#\u{1}",
        "a={\nb=1}", "a=1\n[a]", "[a]\n[a]", "[[a]]\n[a]", "[a]\n[[a]]", "a=[]\n[[a]]", "a={}\n[a.b]", "a.b=1\na=2",
        "a=2020-10-10" + String(repeating: "_", count: 117) + " 11:00", "a=" + String(repeating: "1", count: 130),
        "a=1979-05-27 0", "a=\u{2028}", "\u{2029}", "[\u{FEFF}]", "a=\"\u{D7FF}", "}", "{}", "a={,}", "a=[,]",
        "[\u{1F600}]",
    ]

    @Test("what is not TOML has one sentence and its line", arguments: broken)
    func faults(text: String) throws {
        let fault = #expect(throws: TOMLFault.self) { try TOMLValue.table(of: "x = 0\n" + text) }
        #expect(fault?.sentence.isEmpty == false)
        #expect(try #require(fault?.place).line >= 2)
    }

    @Test("a sign that may not be there is named", arguments: [("[[[", "`[`"), ("[été]", "`é`"), ("a=[}", "`}`")])
    func unexpected(text: String, sign: String) throws {
        let fault = #expect(throws: TOMLFault.self) { try TOMLValue.table(of: text) }
        #expect(fault?.sentence == "\(sign) may not be here")
    }

    @Test(
        "a text that would need much stack, time or memory is refused with its place",
        arguments: [
            ("a=" + String(repeating: "[", count: 100_000), "more than 20000 values"),
            ("a=" + String(repeating: "[", count: 17), "exceeded maximum nested value depth of 16"),
            (String(repeating: "{a=", count: 17), "expected keys"),
            ("a=" + String(repeating: "{a=", count: 17), "exceeded maximum nested value depth of 16"),
            (String(repeating: "a.", count: 50_000) + "a=1", "a key has more than 16 parts"),
            ("[" + String(repeating: "'a' . ", count: 50_000) + "a]", "a key has more than 16 parts"),
            (String(repeating: "a", count: 101) + "=1", "longer than 100 characters"),
            ((0..<20_001).map { "k\($0)=1\n" }.joined(), "more than 20000 values"),
            (String(repeating: "#\n", count: (1 << 19) + 1), "larger than 1 MiB"),
        ])
    func limits(text: String, words: String) throws {
        let fault = #expect(throws: TOMLFault.self) { try TOMLValue.table(of: text) }
        #expect(fault?.sentence.contains(words) == true, "\(fault?.sentence ?? "")")
    }

    @Test("long texts, comments and lists within the limits are read")
    func large() throws {
        let long = String(repeating: "a.b'[{= ", count: 100_000)
        #expect(try find(["a"], in: "a = \"\(long)\" # \(long.prefix(1_000))").value.literal == "")
        let many = String(repeating: "'é', ", count: 9_000)
        let list = try find(["a"], in: "a = [ # " + long.prefix(1_000) + "\n" + many + "]")
        guard case .list(let elements) = list.value.content else { throw TOMLFault(sentence: "no list") }
        #expect(elements.count == 9_000 && elements[8_999].place == TOMLPlace(line: 2, column: 44_996))
    }

    @Test("keys that look equal and are not stay apart, and nothing ends because of them")
    func equivalentKeys() throws {
        let root = try TOMLValue.table(of: "\"\u{E9}\" = 1\n\"e\u{301}\" = 2\n\"\" = 3\n\"a\\u0000\" = 4\n")
        guard case .table(let entries) = root.content else { throw TOMLFault(sentence: "no table") }
        #expect(entries.count == 4)
        let file = ConfigurationFile(path: "x")
        _ = TableReader(root, path: [], file: file, known: ["id"])
        #expect(file.problems.count == 4)
    }
}
