import Foundation
import Glibc
import TestDescriptors
import TestFolders
import Testing

@testable import LineConfiguration

/// What stands in the place of a configuration file and is none.
struct ConfigurationFileTests {
    enum Obstacle: String, CaseIterable, Sendable {
        case folder, pipe, device, socket, endless, huge, circle, nowhere, octets, nul

        /// Puts it at a path, and says what should be told of it.
        func place(at path: String) throws -> String {
            switch self {
            case .folder:
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
                return "this is a folder"
            case .pipe:
                try #require(mkfifo(path, 0o600) == 0)
                return "this is a pipe, not a file"
            case .device:
                try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/zero")
                return "this is a device, not a file"
            case .socket:
                // A short path elsewhere: the name of a socket has 107 octets at most.
                let short = "/tmp/jedisnon-\(UUID().uuidString.prefix(8))"
                close(try UnixSocket.bound(to: short))
                try FileManager.default.moveItem(atPath: short, toPath: path)
                return "this is a socket, not a file"
            case .endless:
                try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/proc/kmsg")
                return ""
            case .huge:
                // A hole: it takes no room.
                close(open(path, O_CREAT | O_WRONLY, 0o600))
                try #require(truncate(path, 100 << 20) == 0)
                return "the file is larger than 1 MiB"
            case .circle:
                try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path)
                return "the symbolic links lead in a circle"
            case .nowhere:
                try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/nowhere/at/all")
                return "the file does not exist"
            case .octets:
                try Data([0x61, 0x3D, 0x22, 0xFF, 0x22]).write(to: URL(filePath: path))
                return "the file is not text in UTF-8"
            case .nul:
                try Data([0x61, 0x3D, 0x31, 0x00]).write(to: URL(filePath: path))
                return "the file is not text in UTF-8"
            }
        }
    }

    @Test("in the place of the main file", arguments: Obstacle.allCases.filter { $0 != .endless })
    func mainFile(obstacle: Obstacle) throws {
        let folder = try ConfigurationFolder("")
        try FileManager.default.removeItem(atPath: folder.file)
        let words = try obstacle.place(at: folder.file)
        let problems = folder.problems()
        #expect(problems.count == 1 && problems[0].hasPrefix("jedisnon.toml: \(words)"), "\(problems)")
    }

    @Test("among the files of lines.d", arguments: Obstacle.allCases)
    func lineFile(obstacle: Obstacle) throws {
        let folder = try ConfigurationFolder(ConfigurationFolder.line())
        let words = try obstacle.place(at: folder.path + "/lines.d/a.toml")
        let clock = ContinuousClock()
        let start = clock.now
        let problems = folder.problems()
        #expect(clock.now - start < .seconds(2))
        #expect(problems.count == 1 && problems[0].hasPrefix("lines.d/a.toml: \(words)"), "\(problems)")
    }

    @Test("in the place of a text of the operator", arguments: Obstacle.allCases.filter { $0 != .endless })
    func messageFile(obstacle: Obstacle) throws {
        let folder = try ConfigurationFolder(ConfigurationFolder.line("message_file = \"text\""))
        _ = try obstacle.place(at: folder.path + "/text")
        let problems = folder.problems()
        #expect(problems.count == 1 && problems[0].hasPrefix("jedisnon.toml:5: line.message_file: text"), "\(problems)")
    }

    @Test("a file in the place of lines.d, and a circle, are no empty folder")
    func linesFolder() throws {
        let folder = try ConfigurationFolder(ConfigurationFolder.line())
        let place = folder.path + "/lines.d"
        try FileManager.default.removeItem(atPath: place)
        #expect(folder.problems() == [])
        try folder.write("", to: "lines.d")
        #expect(folder.problems() == ["lines.d: this is no folder"])
        try FileManager.default.removeItem(atPath: place)
        try FileManager.default.createSymbolicLink(atPath: place, withDestinationPath: place)
        #expect(folder.problems() == ["lines.d: the symbolic links lead in a circle"])
    }

    @Test("names that are not UTF-8, and those of editors")
    func names() throws {
        let folder = try ConfigurationFolder(ConfigurationFolder.line())
        for name in [".a.toml", "a.toml~", "a.toml.dpkg-new", "#a.toml#"] {
            try folder.write("x", to: "lines.d/\(name)")
        }
        #expect(folder.problems() == [])
        let odd = Array((folder.path + "/lines.d/").utf8) + [0xFF] + Array(".toml".utf8) + [0]
        let descriptor = open(odd.map { CChar(bitPattern: $0) }, O_CREAT | O_WRONLY, 0o600)
        #expect(descriptor >= 0)
        close(descriptor)
        #expect(folder.problems() == ["lines.d/\u{FFFD}.toml: the file does not exist"])
    }

    @Test("more files than any box has lines")
    func manyFiles() throws {
        let folder = try ConfigurationFolder("")
        for number in 0...ConfigurationFiles.maximumFiles {
            close(open(folder.path + "/lines.d/\(number).toml", O_CREAT | O_WRONLY, 0o600))
        }
        #expect(folder.problems() == ["lines.d: there are more than 2000 files in it"])
    }

    @Test("all files together have a limit")
    func together() throws {
        let folder = try ConfigurationFolder(String(repeating: "#", count: 700_000))
        try folder.write(String(repeating: "#", count: 700_000), to: "lines.d/a.toml")
        #expect(folder.problems().first?.hasPrefix("lines.d/a.toml: the file is larger than 1 MiB, or all") == true)
    }

    @Test("two lines in one file, a line that is no table, and lines that are one value")
    func shapes() throws {
        let folder = try ConfigurationFolder("")
        let two = ConfigurationFolder.line() + ConfigurationFolder.line(id: "quebec", number: "+14185550102")
        try folder.write(two, to: "lines.d/a.toml")
        #expect(folder.problems() == ["lines.d/a.toml:6: must hold exactly one [[line]]"])
        try folder.write("line = [1]\n", to: "lines.d/a.toml")
        #expect(folder.problems().contains("lines.d/a.toml:1: line: must be a table: write [[line]]"))
        try folder.write("line.id = \"a\"\n", to: "lines.d/a.toml")
        #expect(folder.problems().contains("lines.d/a.toml:1: line: must be an array of tables, [[line]]"))
    }

    @Test("what was read can be read again without the disk, with a change, and announces each file")
    func snapshot() throws {
        let folder = try ConfigurationFolder(ConfigurationFolder.line("message_file = \"texte\""))
        try folder.write("Non.", to: "texte")
        try folder.write(ConfigurationFolder.line(id: "quebec", number: "+14185550102"), to: "lines.d/q.toml")
        var announced: [String] = []
        let files = ConfigurationFiles { announced.append(String($0.split(separator: "/").last ?? "")) }
        let loaded = try Configuration.load(path: folder.file, files: files)
        #expect(announced.filter { $0 != "lines.d" } == ["jedisnon.toml", "texte", "q.toml"])
        try FileManager.default.removeItem(atPath: folder.path)
        #expect(try Configuration.load(path: folder.file, from: files.snapshot) == loaded)
        let without: [String: String?] = [folder.path + "/lines.d/q.toml": nil]
        let fewer = try Configuration.load(path: folder.file, with: without, from: files.snapshot)
        #expect(fewer.lines.map(\.id) == ["montreal"])
    }
}
