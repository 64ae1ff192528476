import Testing

@testable import jedisnon

struct LineDiffTests {
    @Test("only what differs is shown, with three lines around it")
    func difference() {
        let old = (1...12).map { "\($0)\n" }.joined()
        let new = old.replacing("6\n", with: "six\nsix and a half\n")
        #expect(
            LineDiff.text(from: old, to: new, name: "f") == """
                --- f (as it is)
                +++ f (as it would be)
                @@ -3,7 +3,8 @@
                 3
                 4
                 5
                -6
                +six
                +six and a half
                 7
                 8
                 9

                """)
    }

    @Test("changes far from each other are two pieces")
    func pieces() {
        let old = (1...20).map { "\($0)\n" }.joined()
        let new = "0\n" + old.replacing("20\n", with: "")
        let heads = LineDiff.text(from: old, to: new, name: "f").split(separator: "\n").filter { $0.hasPrefix("@@") }
        #expect(heads == ["@@ -1,3 +1,4 @@", "@@ -17,4 +18,3 @@"])
    }

    @Test("no difference is no text; carriage returns, other octets and a missing last line feed are differences")
    func small() {
        #expect(LineDiff.text(from: "a\nb\n", to: "a\nb\n", name: "f") == "")
        #expect(LineDiff.text(from: "a\r\n", to: "a\n", name: "f").contains("-a\\r\n+a\n"))
        #expect(LineDiff.text(from: "a", to: "a\n", name: "f").contains("-a (no end of line)\n+a\n"))
        #expect(LineDiff.text(from: "\u{E9}\n", to: "e\u{301}\n", name: "f") != "")
        #expect(LineDiff.text(from: "", to: "a\n", name: "f").contains("@@ -0,0 +1,1 @@\n+a\n"))
    }

    @Test("a hostile file is harmless to look at, a huge one does not take for ever")
    func hostile() {
        let text = LineDiff.text(from: "\u{1B}[2J\u{202E}\n", to: "", name: "f\u{7}")
        #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" || $0 == "\u{7}" })
        let old = (0..<30_000).map { "\($0)\n" }.joined()
        let new = (0..<30_000).map { "x\($0)\n" }.joined()
        #expect(LineDiff.text(from: old, to: new, name: "f").utf8.count > old.utf8.count + new.utf8.count)
    }
}
