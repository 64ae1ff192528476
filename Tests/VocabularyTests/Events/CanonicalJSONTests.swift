import Testing
import Vocabulary

struct CanonicalJSONTests {
    @Test("a text has only the escapes that RFC 8785 requires (3.2.2.2)")
    func strings() {
        // The string of the example in 3.2.2, without its numbers.
        #expect(
            JSONValue.string("\u{20ac}$\u{0F}\u{0A}A'\u{42}\u{22}\u{5c}\\\"/").canonical
                == #""€$\u000f\nA'B\"\\\\\"/""#)
        #expect(
            JSONValue.string("\u{00}\u{08}\t\u{0C}\r\u{1f} \u{7f}\u{2028}").canonical
                == "\"\\u0000\\b\\t\\f\\r\\u001f \u{7f}\u{2028}\"")
        #expect(JSONValue.string("e\u{301} \u{1F6D1}").canonical == "\"e\u{301} \u{1F6D1}\"", "nothing is normalised")
    }

    @Test("members are sorted by UTF-16 code units (3.2.3)")
    func members() {
        // The keys of the example in 3.2.3, in its order.
        let sorted = ["\r", "1", "\u{80}", "\u{f6}", "\u{20ac}", "\u{1F600}", "\u{fb33}"]
        let object = JSONValue.object(
            Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, .integer(Int64($0))) }))
        let members = sorted.enumerated().map { "\(JSONValue.string($1).canonical):\($0)" }
        #expect(object.canonical == "{\(members.joined(separator: ","))}")
    }

    @Test(
        "values have no white space and only one form",
        arguments: [
            (.null, "null"), (.bool(true), "true"), (.bool(false), "false"), (0, "0"), (-7, "-7"),
            (.integer(9_007_199_254_740_991), "9007199254740991"), (.array([]), "[]"), (.object([:]), "{}"),
            (.array([1, .array(["a", .null]), .object(["b": 2, "a": 1])]), #"[1,["a",null],{"a":1,"b":2}]"#),
        ] as [(JSONValue, String)])
    func values(value: JSONValue, text: String) {
        #expect(value.canonical == text)
    }
}
