import Foundation
import Testing

/// The architecture table of `docs/architecture.md`, held against every `import` line of `Sources/`.
struct ImportTests {
    /// Modules of this package a target may import.
    static let project: [String: Set<String>] = [
        "Vocabulary": [], "SMSCodec": ["Vocabulary"], "ATProtocol": [], "LinePolicy": ["Vocabulary"],
        "LineCore": ["Vocabulary", "LinePolicy"],
        "SerialPort": ["Vocabulary", "CUdev"],
        "Modems": ["Vocabulary", "SMSCodec", "ATProtocol", "SerialPort"],
        "Voice": ["Vocabulary", "SerialPort", "CSndfile", "CSoxr", "CAlsa"],
        "Evidence": ["Vocabulary"],
        "EventStore": ["Vocabulary", "LinePolicy", "Evidence"],
        "ControlAPI": ["Vocabulary"],
        "Words": ["Vocabulary"],
        "CToml": [],
        "LineConfiguration": ["Vocabulary", "SMSCodec", "LinePolicy", "Modems", "Voice", "ControlAPI", "CToml"],
        "BoxDoctor": [
            "Vocabulary", "LinePolicy", "SerialPort", "Modems", "Voice", "EventStore", "ControlAPI", "Words",
            "LineConfiguration",
        ],
        "LineService": [
            "Vocabulary", "Words", "SMSCodec", "LinePolicy", "LineCore", "SerialPort", "Modems", "Voice",
            "EventStore", "ControlAPI", "LineConfiguration", "Evidence", "CTimex",
        ],
        "Web": ["Vocabulary", "ControlAPI", "Words"],
        "ModemSimulator": ["Vocabulary", "SMSCodec"],
        "jedisnon": [
            "Vocabulary", "Words", "SMSCodec", "LineConfiguration", "LineService", "BoxDoctor", "Web", "ControlAPI",
            "ModemSimulator", "LinePolicy", "Voice", "Evidence",
        ],
    ]

    /// Modules of other packages a target may import.
    static let outside: [String: Set<String>] = [
        "SMSCodec": [], "ATProtocol": [], "Vocabulary": [], "LinePolicy": [], "LineCore": [],
        "SerialPort": ["NIOCore", "NIOPosix", "Logging"],
        "Modems": ["NIOCore", "NIOPosix", "Logging"],
        "Voice": ["Subprocess", "Crypto", "Logging"],
        "Evidence": ["Crypto"],
        "EventStore": ["GRDB", "Crypto"],
        "ControlAPI": [], "Words": [],
        "CToml": [],
        "LineConfiguration": [],
        "BoxDoctor": ["NIOCore", "NIOPosix"],
        "LineService": ["NIOCore", "NIOPosix", "Logging", "ServiceLifecycle", "UnixSignals"],
        "Web": [
            "NIOCore", "NIOPosix", "NIOHTTP1", "Logging", "Hummingbird", "HummingbirdCore", "HTTPTypes",
            "ServiceLifecycle", "Mustache",
        ],
        "ModemSimulator": ["NIOCore", "NIOPosix"],
        "jedisnon": ["ArgumentParser", "NIOCore", "NIOPosix", "NIOHTTP1", "Logging", "ServiceLifecycle"],
    ]

    /// What comes with the toolchain; the pure targets do without it too.
    static let toolchain: Set<String> = ["Foundation", "Glibc", "Dispatch", "Synchronization"]
    static let pure: Set<String> = ["Vocabulary", "SMSCodec", "ATProtocol", "LinePolicy", "LineCore", "Evidence"]

    static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    private static let accessLevels: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]

    /// Every module imported by a target, with the file that does it.
    static func imports(of target: String) throws -> [(module: String, file: String)] {
        let folder = sources.appending(path: target)
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var found: [(String, String)] = []
        for case let file as URL in files where file.pathExtension == "swift" {
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                let words = line.split(separator: " ")
                guard let at = words.firstIndex(of: "import") else { continue }
                guard words[..<at].allSatisfy({ $0.first == "@" || accessLevels.contains($0) }) else { continue }
                // `import struct Foundation.Date` names the module in its last word.
                let last = words[words.index(after: at)...].last ?? ""
                found.append((String(last.split(separator: ".")[0]), file.lastPathComponent))
            }
        }
        return found
    }

    @Test("every target of Sources is in the table, and the table names no other")
    func tableIsComplete() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path()).filter {
            // A folder with a module map is a header of the system.
            !FileManager.default.fileExists(atPath: Self.sources.path() + "/" + $0 + "/module.modulemap")
        }
        #expect(Set(folders) == Set(Self.project.keys))
        #expect(Set(folders) == Set(Self.outside.keys))
    }

    @Test("a target imports only what the table allows", arguments: project.keys.sorted())
    func importsAreAllowed(target: String) throws {
        let allowed = (Self.project[target] ?? []).union(Self.outside[target] ?? [])
            .union(Self.pure.contains(target) ? [] : Self.toolchain)
        let found = try Self.imports(of: target)
        for (module, file) in found {
            #expect(allowed.contains(module), "\(target)/\(file) imports \(module)")
        }
    }

    @Test("beside Hummingbird nobody asks the C library for the status of a file: optimised, that does not compile")
    func webUsesNoStat() throws {
        let folder = Self.sources.appending(path: "Web")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(!text.contains(/\b[lf]?stat\(/), "\(file.lastPathComponent): see FileStatus")
        }
    }

    @Test("the scan finds imports at all")
    func scanFindsImports() throws {
        #expect(try Self.imports(of: "SerialPort").contains { $0.module == "NIOCore" })
    }

    @Test("only EventStore knows the database")
    func onlyEventStoreImportsGRDB() throws {
        let importers = try Self.project.keys.filter { try Self.imports(of: $0).contains { $0.module == "GRDB" } }
        #expect(importers == ["EventStore"])
    }
}
