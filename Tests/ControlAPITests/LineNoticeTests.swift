import ControlAPI
import Foundation
import Testing
import Vocabulary

/// The codes of what is the matter with a line.
struct LineNoticeTests {
    @Test("a code of a newer service is unknown, and nothing else of the status is lost")
    func newerCode() throws {
        let notice = try JSONText.value(Notice.self, from: Data(#"{"code":"moon_phase","phase":0.5}"#.utf8))
        #expect(notice.code == .unknown && notice.codeName == "moon_phase")
    }

    @Test("docs/json.md names every code", arguments: NoticeCode.allCases.filter(\.isTrouble))
    func documented(code: NoticeCode) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs/json.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains("`\(code.rawValue)`"))
    }
}
