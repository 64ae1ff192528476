import Evidence
import Testing
import Vocabulary

struct ExportDraftTests {
    @Test("a draft is written and hashed as the whole document is", arguments: [0, 1, 2])
    func same(count: Int) {
        let contacts: [Details] = Array([["n": 1, "text": "é \u{202E} \"\\"], ["n": 2]].prefix(count))
        var whole: Details = ["about": .object(["b": 1, "a": .null]), "format": "f", "purpose": "\u{1F52A}"]
        var draft = ExportDraft(whole, contacts: contacts.map(\.canonicalOctets))
        whole["contacts"] = .array(contacts.map { .object($0) })
        #expect(draft.statementHash == ExportDocument.hash(of: whole))
        #expect(Self.octets(draft) == whole.canonicalOctets)
        draft.members["export"] = .object(["index": 7])
        whole["export"] = .object(["index": 7])
        #expect(draft.statementHash == ExportDocument.hash(of: whole))
        #expect(Self.octets(draft) == whole.canonicalOctets)
    }

    private static func octets(_ draft: ExportDraft) -> [UInt8] {
        var octets: [UInt8] = []
        draft.write { octets += $0 }
        return octets
    }

    @Test("a document is read without keeping its contacts; each of them lies where it says")
    func withoutContacts() throws {
        let text = Array(#"{"a":[1], "contacts" : [ {"n":1} ,{"n":2,"text":"]\""}],"z":{"contacts":[3]}}"#.utf8)
        var found: [JSONValue] = []
        let members = try StrictJSON.members(text, without: "contacts") { value, place in
            #expect((try? StrictJSON.value(text[place])) == value)
            found.append(value)
        }
        #expect(found == [.object(["n": 1]), .object(["n": 2, "text": "]\""])])
        #expect(members == ["a": .array([1]), "z": .object(["contacts": .array([3])])])
    }

    @Test(
        "what is no such document is refused at its octet",
        arguments: [
            "", "[]", "{", #"{"contacts":{}}"#, #"{"contacts":[1,]}"#, #"{"contacts":[],"contacts":[]}"#,
            #"{"contacts":[]} x"#, #"{"a":1,"a":2}"#, #"{"contacts":[1"#,
        ])
    func refused(text: String) {
        #expect(throws: StrictJSON.Fault.self) {
            try StrictJSON.members(Array(text.utf8), without: "contacts") { _, _ in }
        }
    }

    @Test("sums of a file with numbers beyond all measure end no process")
    func sums() {
        let contact: Details = [
            "n": 1, "at": "2026-11-25T10:12:03.120-05:00", "kind": "texts_folded", "what_salt": "",
            "details": .object(["count": .integer(.max)]),
        ]
        let derived = ExportDocument.derived(from: [contact, contact])
        guard case .object(let summary) = derived.summary else { return #expect(Bool(false), "no summary") }
        #expect(summary["folded"] == .integer(.max) && summary["contacts"] == 2)
    }
}
