import Foundation
import Glibc
import LinePolicy
import TestFolders
import Testing
import Vocabulary

@testable import LineConfiguration

/// One line as a file: what it says, and that nothing in it can say more.
struct LineFileTests {
    @Test("every part is read back as it was")
    func roundTrip() throws {
        let folder = try ConfigurationFolder("")
        let file = LineFile(
            id: "montreal", region: "Montréal", number: "+15145550101", language: "en",
            modem: .iccid("89302720000000000001"), pinFile: "/etc/pins/montreal", profile: "generic", mode: .shadow,
            calls: .hangUpAndText)
        try file.write(into: folder.path + "/lines.d")
        let line = try #require(try folder.load().lines.first)
        #expect(line.id == "montreal")
        #expect(line.region == "Montréal")
        #expect(line.number == "+15145550101")
        #expect(line.language == .english)
        #expect(line.modem == .iccid("89302720000000000001"))
        #expect(line.pinFile == "/etc/pins/montreal")
        #expect(line.profile == "generic")
        #expect(line.rules.mode == .shadow)
        #expect(line.rules.calls == .hangUpAndText)
        #expect(try folder.load() == file.tried(in: folder.file, folder: folder.path + "/lines.d"))
    }

    @Test("what is left out of the file is decided by the main file")
    func defaults() throws {
        let folder = try ConfigurationFolder("[service]\nlanguage = \"en\"\nmode = \"record\"\n")
        try LineFile(id: "a", number: "+15145550101", modem: .device("/dev/x")).write(into: folder.path + "/lines.d")
        let line = try #require(try folder.load().lines.first)
        #expect(line.region == nil && line.language == .english && line.rules.mode == .record)
    }

    @Test(
        "no text gets out of its quotes",
        arguments: [
            "\"\n[[line]]\nid = \"evil", "\\", "\\\"", "a\r\nb", "a\u{0}b", "\u{1B}[2J", "\u{7F}\u{85}\u{9F}", "'''",
            "\"\"\"", "# no comment", "\u{202E}txet", "\u{2028}\u{2029}", "\u{FEFF}x", "é\u{301}👩‍👩‍👧", "{ a = 1 }",
            "\u{8}\t\u{C}",
        ])
    func injection(text: String) throws {
        let folder = try ConfigurationFolder("")
        let file = LineFile(
            id: "a", region: text, number: "+15145550101", modem: .usbPath(text), pinFile: "/" + text)
        #expect(!file.text.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
        #expect(!file.text.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) })
        let lines = try file.tried(in: folder.file, folder: folder.path + "/lines.d").lines
        #expect(lines.count == 1)
        let line = try #require(lines.first)
        let text = text.replacing("\0", with: "\u{FFFD}")
        // Octets: two ways to write one letter are equal as texts.
        #expect(line.region.map { Array($0.utf8) } == Array(text.utf8))
        #expect(line.modem == .usbPath(text))
        #expect(line.pinFile == "/" + text)
    }

    @Test(
        "an id that is none never becomes part of a path",
        arguments: [
            "../evil", "/etc/passwd", "", ".", "..", "a/b", "a\u{0}b", "Montréal", "A", "a.toml", "a b",
            String(repeating: "a", count: 33),
        ])
    func escapingID(id: String) throws {
        let folder = try ConfigurationFolder("")
        let file = LineFile(id: id, number: "+15145550101", modem: .device("/dev/x"))
        #expect(throws: LineFileError.self) { try file.write(into: folder.path + "/lines.d") }
        #expect(try folder.names() == [])
        let error = #expect(throws: ConfigurationError.self) {
            try file.tried(in: folder.file, folder: folder.path + "/lines.d")
        }
        #expect(error?.problems.contains { $0.key == "line.id" } == true)
    }

    @Test("a trial finds what two lines must not share, whichever file is read first, and writes nothing")
    func duplicates() throws {
        let folder = try ConfigurationFolder("")
        try folder.write(ConfigurationFolder.line(id: "m"), to: "lines.d/m.toml")
        for id in ["a", "z"] {
            let file = LineFile(id: id, number: "+15145550101", modem: .device("/dev/m"))
            let error = #expect(throws: ConfigurationError.self) {
                try file.tried(in: folder.file, folder: folder.path + "/lines.d")
            }
            #expect(error?.problems.compactMap(\.key) == ["line.number", "line.modem"])
        }
        #expect(try folder.names() == ["m.toml"])
    }

    @Test("a trial reads the file as it would be, not as it is; without it a broken one does not count")
    func overlay() throws {
        let folder = try ConfigurationFolder("")
        try folder.write("this is not TOML", to: "lines.d/a.toml")
        let file = LineFile(id: "a", number: "+15145550101", modem: .device("/dev/x"))
        #expect(!folder.problems().isEmpty)
        #expect(try file.without(in: folder.file, folder: folder.path + "/lines.d").lines.isEmpty)
        #expect(try file.tried(in: folder.file, folder: folder.path + "/lines.d").lines.map(\.id) == ["a"])
    }

    @Test("the file is 0640 and of the folder's group, whatever the umask; a missing folder is made 0750")
    func modes() throws {
        let folder = try ConfigurationFolder("")
        // Only root can give the folder another group; for anybody else it has theirs.
        chown(folder.path, uid_t.max, 12)
        let around = try status(folder.path).st_gid
        try FileManager.default.removeItem(atPath: folder.path + "/lines.d")
        try LineFile(id: "a", number: "+15145550101", modem: .device("/dev/x")).write(into: folder.path + "/lines.d")
        let made = try status(folder.path + "/lines.d")
        let file = try status(folder.path + "/lines.d/a.toml")
        #expect(made.st_mode & 0o7777 == 0o750 && made.st_gid == around)
        #expect(file.st_mode & 0o7777 == 0o640 && file.st_gid == around && file.st_nlink == 1)
        #expect(try folder.names() == ["a.toml"])
    }

    @Test("writing the same text again changes nothing; another text is never written over")
    func again() throws {
        let folder = try ConfigurationFolder("")
        let file = LineFile(id: "a", number: "+15145550101", modem: .device("/dev/x"))
        try file.write(into: folder.path + "/lines.d")
        let before = try status(folder.path + "/lines.d/a.toml").st_ino
        try file.write(into: folder.path + "/lines.d")
        #expect(try status(folder.path + "/lines.d/a.toml").st_ino == before)
        try folder.write(file.text + "# by hand\n", to: "lines.d/a.toml")
        #expect(throws: LineFileError.changed("\(folder.path)/lines.d/a.toml is there already, with another text")) {
            try file.write(into: folder.path + "/lines.d")
        }
        #expect(try folder.read("a.toml") == file.text + "# by hand\n")
    }
}

func status(_ path: String) throws -> stat {
    var entry = stat()
    guard lstat(path, &entry) == 0 else { throw LineFileError.unusable(path) }
    return entry
}

extension ConfigurationFolder {
    /// Everything in `lines.d`, hidden names included.
    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path + "/lines.d").sorted()
    }

    func read(_ name: String) throws -> String {
        try String(contentsOfFile: path + "/lines.d/" + name, encoding: .utf8)
    }
}
