import ControlAPI
import Testing
import WordLiterals

struct SafeTextTests {
    @Test(
        "dangerous characters become escapes, everything else stays",
        arguments: [
            ("bonjour, ça va ?", "bonjour, ça va ?"),
            ("a\nb\r\nc\td", "a\\nb\\r\\nc\\td"),
            ("\u{1B}[2J\u{1B}]0;title\u{7}", "\\u001b[2J\\u001b]0;title\\u0007"),
            ("nul\u{0}nul", "nul\\u0000nul"),
            ("\u{7F}\u{80}\u{9B}31m\u{9F}\u{A0}", "\\u007f\\u0080\\u009b31m\\u009f\u{A0}"),
            ("\u{202E}txet\u{202C}", "\\u202etxet\\u202c"),
            ("\u{200D}\u{200E}\u{200F}\u{2028}\u{2029}", "\u{200D}\\u200e\\u200f\\u2028\\u2029"),
            (
                "\u{202A}\u{202B}\u{202D}\u{2066}\u{2067}\u{2068}\u{2069}\u{206A}",
                "\\u202a\\u202b\\u202d\\u2066\\u2067\\u2068\\u2069\u{206A}"
            ),
            ("👩‍👧 e\u{301}", "👩‍👧 e\u{301}"),
            ("", ""),
        ])
    func escapes(text: String, safe: String) {
        #expect(SafeText.escaped(text) == safe)
    }

    @Test("a dangerous character that joins a grapheme is found all the same")
    func insideGrapheme() {
        #expect(SafeText.escaped("e\u{301}\u{200F}\r\n") == "e\u{301}\\u200f\\r\\n")
    }

    @Test("JSON holds no dangerous character raw, and reads back as it was", arguments: hostileTexts)
    func jsonIsSafe(text: String) throws {
        let line = try JSONText.line(["text": text, text: "key"])
        let unsafe = line.unicodeScalars.filter {
            $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || (0x200E...0x200F).contains($0.value)
                || (0x2028...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
        }
        #expect(unsafe.isEmpty)
        #expect(try JSONText.value([String: String].self, from: line.utf8) == ["text": text, text: "key"])
    }

    @Test("escapes in JSON have four digits")
    func jsonEscape() throws {
        #expect(try JSONText.line(["a": "\u{202E}\u{7F}\u{9B}/\n\u{1B}"]) == #"{"a":"\u202e\u007f\u009b/\n\u001b"}"#)
    }
}

private let hostileTexts = [
    "\u{1B}[31m", "a\u{0}b", "\u{202E}gpj.exe", "\u{2066}\u{2069}\u{200E}\u{200F}", "\\u202e \\ \" /",
    "\u{85}\u{2028}\u{2029}",
    String(repeating: "é\u{7F}", count: 40), "\u{10FFFF}\u{FFFD}\u{FEFF}", "\r\n\t\u{8}\u{C}",
]
