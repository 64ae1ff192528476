import Foundation
import Testing
import Vocabulary

/// A notice is a code with values, in one canonical form.
struct NoticeTests {
    private static func text(_ notice: Notice) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(notice), as: UTF8.self)
    }

    private static func notice(_ json: String) throws -> Notice {
        try JSONDecoder().decode(Notice.self, from: Data(json.utf8))
    }

    @Test("every code has an example", arguments: NoticeCode.allCases)
    func complete(code: NoticeCode) {
        #expect(NoticeExample.all.contains { $0.notice.code == code })
    }

    @Test("the canonical form is this one, and reads as the same notice", arguments: NoticeExample.all)
    func canonical(example: NoticeExample) throws {
        #expect(try Self.text(example.notice) == example.json)
        #expect(try Self.notice(example.json) == example.notice)
    }

    @Test("a code without the values it has today keeps its code, because an older version wrote it")
    func older() throws {
        #expect(try Self.notice(#""port_held""#) == .bare("port_held"))
        #expect(try Self.notice(#"{"code":"port_held"}"#).code == .portHeld)
        #expect(try Self.text(.bare("port_held")) == #"{"code":"port_held"}"#)
        #expect(try Self.notice(#""sim_missing""#) == .simMissing)
    }

    @Test("an unknown code, and values of an unknown kind, still decode")
    func newer() throws {
        let notice = try Self.notice(#"{"code":"moon_phase","phase":0.5,"seen":[{"x":1}]}"#)
        #expect(notice == .bare("moon_phase") && notice.code == .unknown && notice.codeName == "moon_phase")
        #expect(try Self.notice(#"{"code":"sim_pin_tries","left":"two","file":"/p"}"#) == .bare("sim_pin_tries"))
        #expect(try Self.notice(#"{"code":"port_missing","path":"/p","since":[1.5]}"#) == .portMissing(path: "/p"))
    }

    @Test("anything that is not a notice is an error", arguments: ["{}", "1", "[]", #"{"code":3}"#])
    func garbage(json: String) {
        #expect(throws: DecodingError.self) { try Self.notice(json) }
    }

    @Test("a line that works, is paused or is only starting has no trouble", arguments: NoticeExample.all)
    func trouble(example: NoticeExample) {
        let isWell = NoticeExample.well.contains { $0.notice == example.notice }
        #expect((example.notice.trouble == nil) == isWell)
    }
}

/// Words of our enumerations, and those of other versions.
struct WordTests {
    @Test("a word of another version is kept unchanged")
    func foreign() throws {
        let words = try JSONDecoder().decode([Word<LineState>].self, from: Data(#"["no_network","on_fire"]"#.utf8))
        #expect(words == [.known(.noNetwork), .foreign("on_fire")])
        #expect(words[0] == LineState.noNetwork && words[0] != LineState.ready && words[1].known == nil)
        #expect(String(decoding: try JSONEncoder().encode(words), as: UTF8.self) == #"["no_network","on_fire"]"#)
    }
}
