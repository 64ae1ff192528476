import ControlAPI
import Foundation
import Testing

/// The codes of what is the matter with a line.
struct LineNoticeTests {
    @Test("a code of a newer service is unknown, and nothing else of the status is lost")
    func newerCode() throws {
        let notice = try JSONText.value(LineNotice.self, from: Data(#"{"code":"moon_phase"}"#.utf8))
        #expect(notice.code == .unknown)
        #expect(LineNotice(stored: "moon_phase")?.code == .unknown)
        #expect(LineNotice(stored: "port_held")?.code == .portHeld)
        #expect(LineNotice(stored: nil) == nil)
    }

    @Test("docs/json.md names every code", arguments: NoticeCode.allCases)
    func documented(code: NoticeCode) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs/json.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains("`\(code.rawValue)`"))
    }
}
