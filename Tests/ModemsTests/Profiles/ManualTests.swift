import Foundation
import Modems
import Testing

/// The manual of the configuration is made of docs/configuration.md: what it says of `profile` is what there is.
struct ManualTests {
    @Test("the manual names every profile, and no other")
    func profiles() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/configuration.md")
        let row = try #require(
            try String(contentsOf: file, encoding: .utf8).split(separator: "\n").first { $0.hasPrefix("| `profile` |") }
        )
        let cells = row.split(separator: "|")
        let named = cells[1].split(separator: "`").enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
        #expect(named.sorted() == (ModemProfile.all.map(\.name) + ["auto"]).sorted())
    }
}
