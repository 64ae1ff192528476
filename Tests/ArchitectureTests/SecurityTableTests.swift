import Foundation
import Testing

struct SecurityTableTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test("every test that docs/security.md names is there")
    func names() throws {
        let text = try String(contentsOf: Self.root.appending(path: "docs/security.md"), encoding: .utf8)
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") && $0.contains("Tests`") }
        let named = Set(
            rows.compactMap { $0.split(separator: "|").last }
                .flatMap { $0.split(separator: "`").map(String.init) }.filter { $0.hasSuffix("Tests") })
        let files = try #require(
            FileManager.default.enumerator(at: Self.root.appending(path: "Tests"), includingPropertiesForKeys: nil))
        let there = Set(files.compactMap { ($0 as? URL)?.lastPathComponent }.filter { $0.hasSuffix("Tests.swift") })
        #expect(rows.count > 20)
        #expect(named.filter { !there.contains($0 + ".swift") }.sorted() == [])
    }
}
