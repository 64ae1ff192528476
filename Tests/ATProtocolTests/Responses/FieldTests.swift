import ATProtocol
import Testing

/// A line is cut into its fields.
struct FieldTests {
    @Test(
        "quotes hold, and a lost quote shifts nothing behind it",
        arguments: [
            ("+X: 1,\"a,b\",2", ["1", "a,b", "2"]), ("+X:1, \"a\" ,,", ["1", "a", "", ""]), ("+X:", []), ("+X: ", []),
            ("+X: \"say \"hi\"\",3", ["say \"hi\"", "3"]),
            ("+X: 2,1,\"0B,\"0100701\",7", ["2", "1", "0B,\"0100701", "7"]),
            ("a,b", ["a", "b"]), ("", []), ("+X: (\"SM\",\"ME\")", ["(\"SM\"", "ME\")"]),
        ])
    func fields(line: String, texts: [String]) {
        #expect(ATFields(line).fields.map(\.text) == texts)
    }

    @Test(
        "a name is a sign, letters and a colon",
        arguments: [
            ("+CREG: 1", "+CREG"), ("^SIMST:1", "^SIMST"), ("*PSUTTZ: 1", "*PSUTTZ"), ("_OSIGQ: 1,0", "_OSIGQ"),
            ("+CME ERROR: 1", ""), ("CREG: 1", ""), ("+CREG", ""), ("", ""), ("+", ""),
        ])
    func name(line: String, name: String) {
        #expect(ATFields(line).name == name)
    }

    @Test(
        "a command knows the name of its answer",
        arguments: [
            ("AT+CMGR=3", ["+CMGR"]), ("at+creg?", ["+CREG"]), ("AT^ICCID?", ["+CCID", "^ICCID"]), ("ATI", ["+GCAP"]),
            ("AT", []), ("ATH", []), ("ATD+15145550199;", []), ("AT+CPMS=\"SM\",\"SM\"", ["+CPMS"]), ("", []),
        ])
    func prefixes(text: String, names: [String]) {
        let prefixes = ATCommand(text).responsePrefixes
        #expect(names.allSatisfy(prefixes.contains))
        #expect(prefixes.isEmpty == names.isEmpty)
    }

    @Test(
        "the ranges of a question are listed, or refused when they are no numbers",
        arguments: [
            ("+CNMI: (0-2),(0,1,3),(0),(0,1),(0,1)", [[0, 1, 2], [0, 1, 3], [0], [0, 1], [0, 1]]),
            ("+CMGF: (0,1)", [[0, 1]]), ("+CVHU: 0-1", [[0, 1]]), ("+X: (0-256)", nil), ("+X: (3-1)", nil),
            ("+X: (a)", nil), ("+X: (1-2-3)", nil), ("no name", nil),
        ] as [(String, [[Int]]?)])
    func ranges(line: String, values: [[Int]]?) {
        #expect(ParameterRanges.numbers(line) == values)
    }
}
