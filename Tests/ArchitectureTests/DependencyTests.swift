import Foundation
import Testing

/// `Package.swift`, `docs/dependencies.md`, what was resolved, and what the package says of licences: one list.
struct DependencyTests {
    private static let root = ImportTests.sources.deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Versions by the name of the package, as the manifest demands them.
    private static func manifest() throws -> [String: String] {
        let demands = try text("Package.swift").matches(of: /\.package\(url: "[^"]+\/([^"\/]+)", exact: "([^"]+)"\)/)
        return Dictionary(uniqueKeysWithValues: demands.map { (name(of: String($0.output.1)), String($0.output.2)) })
    }

    private static func name(of repository: String) -> String {
        repository.hasSuffix(".git") ? String(repository.dropLast(4)) : repository
    }

    /// The rows of the page: name, version, licence, and whether there is a NOTICE.
    private static func page() throws -> [String: (version: String, licence: String, notice: Bool)] {
        let rows = try text("docs/dependencies.md").matches(
            of: /\| \[([^\]]+)\]\(https:[^)]+\) \| ([^|]+) \| ([^|]+) \| (yes|-) \|/)
        return Dictionary(
            uniqueKeysWithValues: rows.map {
                (String($0.output.1), (String($0.output.2), String($0.output.3), $0.output.4 == "yes"))
            })
    }

    @Test("every package has an exact version, and the page has the same")
    func versions() throws {
        let manifest = try Self.manifest()
        let demands = try Self.text("Package.swift").matches(of: /\.package\(/).count
        #expect(demands == manifest.count && manifest.count > 20, "a package without an exact version")
        #expect(try Self.page().mapValues(\.version) == manifest)
    }

    @Test("what was resolved is named, with its version")
    func resolved() throws {
        struct Resolution: Decodable {
            struct Pin: Decodable {
                struct State: Decodable { var version: String? }
                var location: String
                var state: State
            }
            var pins: [Pin]
        }
        // SwiftPM writes it; absent where the tests were built elsewhere.
        guard let data = FileManager.default.contents(atPath: Self.root.path() + "/Package.resolved") else { return }
        let pins = try JSONDecoder().decode(Resolution.self, from: data).pins
        let found = pins.map {
            (Self.name(of: URL(filePath: $0.location).lastPathComponent), $0.state.version ?? "none")
        }
        #expect(Dictionary(uniqueKeysWithValues: found) == (try Self.manifest()))
    }

    @Test("the package names every library with its licence, and keeps every notice")
    func licences() throws {
        let stanzas = try Self.text("packaging/debian/copyright").components(separatedBy: "\n\n").compactMap { text in
            text.wholeMatch(of: /(?s)Files: (.*?)\nCopyright: .*?(\nLicense: [^\n]*)(\nComment: .*)?/).map {
                (files: $0.output.1.split(whereSeparator: \.isWhitespace).map(String.init), text: String($0.output.2))
            }
        }
        let notices = try Self.text("packaging/debian/NOTICE")
        for (name, row) in try Self.page() {
            let stanza = stanzas.first { $0.files.contains(name) }?.text
            let licence = row.licence == "MIT" ? "Expat" : row.licence
            #expect(
                stanza?.hasSuffix("\nLicense: \(licence)") == true, "\(name) is not in the copyright file as \(licence)"
            )
            #expect(notices.contains("==== \(name) ====\n") == row.notice, "\(name)")
            let checkout = Self.root.path() + "/.build/checkouts/\(name)/"
            guard FileManager.default.fileExists(atPath: checkout) else { continue }
            let notice = FileManager.default.contents(atPath: checkout + "NOTICE.txt")
            #expect((notice != nil) == row.notice, "\(name)")
            let words = notice.map { String(decoding: $0, as: UTF8.self) } ?? ""
            #expect(words.isEmpty || notices.contains(words), "\(name): run packaging/collect-notices")
        }
    }
}
