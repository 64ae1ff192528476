import Foundation
import Testing

/// The planted faults of `make mutants`: each has its place, and is listed.
struct MutantTests {
    private struct Fault: Decodable {
        let name: String
        let mistake: String
        let file: String
        let find: String
        let replace: String
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func faults() throws -> [Fault] {
        try JSONDecoder().decode(
            [Fault].self, from: Data(contentsOf: root.appending(path: "Tests/mutants/mutants.json")))
    }

    @Test("every fault changes exactly one place of the sources")
    func places() throws {
        let faults = try Self.faults()
        #expect(faults.count >= 10)
        for fault in faults {
            let source = try String(contentsOf: Self.root.appending(path: fault.file), encoding: .utf8)
            #expect(source.components(separatedBy: fault.find).count == 2, "\(fault.name): see docs/mutants.md")
            #expect(fault.find != fault.replace)
        }
        #expect(Set(faults.map(\.name)).count == faults.count)
        // Rules, store and work of a line.
        for part in ["LinePolicy", "EventStore", "LineCore"] {
            #expect(faults.contains { $0.file.hasPrefix("Sources/\(part)/") }, "\(part)")
        }
    }

    @Test("docs/mutants.md lists every fault with its mistake, and no other")
    func listed() throws {
        let text = try String(contentsOf: Self.root.appending(path: "docs/mutants.md"), encoding: .utf8)
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `") }.map(String.init)
        #expect(try rows == Self.faults().map { "| `\($0.name)` | \($0.mistake) |" })
    }
}
