import Evidence
import Testing
import Vocabulary

struct GapTests {
    private func row(_ line: String, _ state: String, _ at: String) -> Details {
        ["kind": "line_state", "line": .string(line), "at": .string(at), "facts": .object(["state": .string(state)])]
    }

    private func gap(_ line: String, _ state: String, _ from: JSONValue, _ to: JSONValue) -> JSONValue {
        .object(["line": .string(line), "state": .string(state), "from": from, "to": to])
    }

    @Test("the times in which a line could receive nothing follow from its states, each line for itself")
    func gaps() {
        let system = [
            row("a", "ready", "1"), row("a", "absent", "2"), row("b", "sim_missing", "3"), row("a", "starting", "4"),
            row("a", "no_network", "5"), row("a", "degraded", "6"), row("a", "paused", "7"),
            ["kind": "head_signed", "line": .null, "at": "8"], row("b", "starting", "9"),
        ]
        #expect(
            ExportDocument.gaps(in: system)
                == .array([gap("a", "no_network", "2", "6"), gap("b", "sim_missing", "3", .null)]))
    }

    @Test("a line that was up and is being started was away for nobody knows how long")
    func restart() {
        let system = [row("a", "ready", "1"), row("a", "starting", "5"), row("a", "ready", "6")]
        #expect(ExportDocument.gaps(in: system) == .array([gap("a", "starting", .null, "6")]))
    }

    @Test("a record without a state of a line has no gaps")
    func none() {
        #expect(ExportDocument.gaps(in: [["kind": "line_state"], row("a", "ready", "1")]) == .array([]))
    }
}
