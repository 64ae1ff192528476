import ControlAPI
import Testing
import Vocabulary

@testable import jedisnon

struct ColumnsTests {
    @Test(
        "the width of a text is that of its columns",
        arguments: [("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("👍", 2), ("\u{200D}", 0), ("", 0)])
    func width(text: String, columns: Int) {
        #expect(Columns.width(text) == columns)
    }

    @Test(
        "a text is cut to its columns and filled up",
        arguments: [("abc", 5, "abc  "), ("abcdef", 5, "abcd…"), ("日本語", 5, "日本…"), ("日本語", 4, "日…  "), ("", 2, "  ")])
    func left(text: String, columns: Int, cell: String) {
        // A wide character that does not fit leaves a column free.
        #expect(Columns.left(text, columns).hasPrefix(cell.trimmed))
        #expect(Columns.width(Columns.left(text, columns)) == columns)
    }

    @Test("words are wrapped at the width, a long one stands alone")
    func wrapped() {
        #expect(Columns.wrapped("one two three", width: 9, indent: 2) == "  one two\n  three\n")
        #expect(Columns.wrapped("incomprehensible a", width: 8, indent: 2) == "  incomprehensible\n  a\n")
        #expect(Columns.wrapped("", width: 8, indent: 2) == "")
    }

    @Test(
        "a time long past is told in round words",
        arguments: [
            (Int64(-5), "just now"), (4, "just now"), (34, "34 s ago"), (200, "3 min ago"), (7200, "2 h ago"),
            (172_800, "2 d ago"),
        ])
    func ago(seconds: Int64, phrase: String) {
        let now = ZonedTime(milliseconds: 1_795_626_000_000)
        #expect(RelativeTime.phrase(ZonedTime(milliseconds: now.milliseconds - seconds * 1000), now: now) == phrase)
    }
}

extension String {
    fileprivate var trimmed: String { String(reversed().drop { $0 == " " }.reversed()) }
}
