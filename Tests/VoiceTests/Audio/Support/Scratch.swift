import Foundation

/// A folder for one test, gone when nobody holds it any more.
final class Scratch: Sendable {
    let folder: String

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "voice-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        self.folder = folder.path()
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// A path in the folder.
    func path(_ name: String) -> String {
        folder + "/" + name
    }

    /// A new file of these octets.
    func file(_ name: String, _ octets: some Sequence<UInt8>) throws -> String {
        try Data(octets).write(to: URL(filePath: path(name)))
        return path(name)
    }

    /// A program of its own: a shell script with these lines.
    func program(_ name: String, _ lines: String) throws -> String {
        let path = try file(name, Array("#!/bin/sh\n\(lines)\n".utf8))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }

    /// The octets of a file.
    func octets(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: path(name))))
    }

    /// The names in the folder, or in one below it.
    func names(_ below: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(below)).sorted()
    }
}
