import SeededRandom
import TestFolders

/// Configurations that somebody typed wrongly, an editor saved by half, or an enemy wrote: each from a seed and a number.
struct Mutation {
    private let seeds: [[UInt8]]
    private let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
        seeds = Self.texts.map { Array($0.utf8) }
    }

    /// The text of that number; the same in every run.
    func text(_ number: Int) -> [UInt8] {
        var generator = SeededGenerator(seed: seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
        var octets = seeds.randomElement(using: &generator) ?? []
        for _ in 0..<Int.random(in: 1...6, using: &generator) { change(&octets, &generator) }
        return octets
    }

    private func change(_ octets: inout [UInt8], _ generator: inout SeededGenerator) {
        let place = Int.random(in: 0...octets.count, using: &generator)
        let end = min(octets.count, place + Int.random(in: 1...40, using: &generator))
        switch Int.random(in: 0..<12, using: &generator) {
        case 0 where place < octets.count: octets[place] = UInt8.random(in: 0...255, using: &generator)
        case 1 where place < octets.count: octets[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 2: octets.removeSubrange(place..<end)
        case 3: octets.removeSubrange(place...)
        case 4: octets.insert(contentsOf: octets[place..<end], at: Int.random(in: 0...place, using: &generator))
        case 5:
            let other = seeds.randomElement(using: &generator) ?? []
            let from = Int.random(in: 0...other.count, using: &generator)
            octets = Array(octets[..<place] + other[from...])
        case 6: swapLines(&octets, &generator)
        case 7: replaceValue(&octets, &generator)
        case 8 where Int.random(in: 0..<40, using: &generator) == 0:
            // Rarely: most texts are small ones.
            let token = Array((Self.tokens.randomElement(using: &generator) ?? "").utf8)
            let many = Int.random(in: 1...20_000, using: &generator)
            octets.insert(contentsOf: (0..<many).flatMap { _ in token }, at: place)
        default:
            octets.insert(contentsOf: Array((Self.tokens.randomElement(using: &generator) ?? "").utf8), at: place)
        }
    }

    private func swapLines(_ octets: inout [UInt8], _ generator: inout SeededGenerator) {
        var lines = octets.split(separator: 0x0A, omittingEmptySubsequences: false)
        lines.swapAt(
            Int.random(in: lines.indices, using: &generator), Int.random(in: lines.indices, using: &generator))
        octets = Array(lines.joined(separator: [0x0A]))
    }

    /// Another value behind one of the signs of equality.
    private func replaceValue(_ octets: inout [UInt8], _ generator: inout SeededGenerator) {
        let signs = octets.indices.filter { octets[$0] == UInt8(ascii: "=") }
        guard let sign = signs.randomElement(using: &generator) else { return }
        let end = octets[sign...].firstIndex(of: 0x0A) ?? octets.endIndex
        octets.replaceSubrange((sign + 1)..<end, with: Array((Self.values.randomElement(using: &generator) ?? "").utf8))
    }

    private static let tokens = [
        "[", "]", "[[", "]]", "[[[", "{", "}", "{}", "[]", ",", ",,", ".", "=", "==", "#", "\"", "'", "\"\"\"", "'''",
        "\\",
        "\\u", "\\u0000", "\\ud800", "\\U0010FFFF", "\n", "\r", "\r\n", "\t", " ", "\u{0}", "\u{1}", "\u{7F}", "\u{85}",
        "\u{A0}", "é", "e\u{301}", "\u{2028}", "\u{202E}", "\u{FEFF}", "\u{1F600}", "_", "-", "+", "0x", "0o", "0b",
        "1e", "nan",
        "inf", "true", "1979-05-27", "07:32:00", "T", "Z", "a.b", "a.", ".a", "[a.b]\n", "[[line]]\n",
        "[line.policy]\n",
        "line", "modem", "policy", "id = \"x\"\n", "x={", "x=[", "\"a\".'b' = ",
    ]

    private static let values = [
        "1", "-1", "0.5", "-0.0", "1_000", "0xFFFFFFFFFFFFFFFF", "9223372036854775807", "9223372036854775808", "1e308",
        "1e309", "inf", "-nan", "true", "\"\"", "\"x\"", "\"-1\"", "\"0s\"", "\"9999999999d\"", "\"1h..2h\"",
        "\"2h..1h\"",
        "\"..\"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\u001b[31m\"", "\"../../etc/passwd\"", "\"/dev/zero\"", "[]",
        "[[]]",
        "[1, \"a\"]", "[\"CA\", \"XX\"]", "{}", "{ device = \"\" }", "{ device = \"/dev/x\", iccid = \"1\" }",
        "{ fr = 1 }",
        "{ fr = \"\" }", "1979-05-27T07:32:00Z", "'''\n'''", "\"America/../Toronto\"", "\"UTC\"", "\"GMT+99\"",
        "\"Etc/GMT-14\"",
        "\"+15145550101\"", "\"+1\"", "\"+999999999999999\"", "\"127.0.0.1:0\"", "\"[::1]:8017\"",
        "\"localhost:99999\"",
    ]

    private static let texts = [
        ConfigurationTests.contract, ConfigurationFolder.line(),
        ConfigurationFolder.line()
            + ConfigurationFolder.line("message = { fr = \"Non.\" }", id: "quebec", number: "+14185550102"),
        """
        [service]
        state_dir = "state"
        [policy]
        window = "1h" # a comment
        countries = ["CA",
          "FR"]
        law = "fr-mobile"
        law_acknowledged = ["fr-arcep-2023",
          "fr-plan-150"]
        [[line]]
        id = 'a'
        number = "+33612345678"
        modem.usb_path = "1-1.2"
        [line.budget]
        total = 1_000.50
        [line.tariff]
        sms_segment = 2e-2
        """,
        """
        "line" = [{id = "a", number = "+15145550101", modem = {imei = "1"}}, {id = "b"}]
        heartbeat.every = "24h"
        voice.tts = ['sh', '-c', '''{output}''']
        privacy = {keep_text = \"\"\"30\\
            d\"\"\"}
        """,
        "", "[[[", "tts = [\"a\", }", "[été]\n[*]\n",
    ]
}
