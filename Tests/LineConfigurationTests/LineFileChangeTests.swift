import Foundation
import Glibc
import TestFolders
import Testing

@testable import LineConfiguration

/// Changes of `lines.d`: whole or not at all, taken back as they were, and led astray by nobody.
struct LineFileChangeTests {
    let folder: ConfigurationFolder
    var lines: String { folder.path + "/lines.d" }

    init() throws { folder = try ConfigurationFolder("") }

    @Test("a new file that is taken back leaves nothing behind")
    func undoMade() throws {
        let held = try LinesFolder(lines)
        let change = try held.write(Array("new".utf8), as: "a.toml", over: nil)
        #expect(try folder.read("a.toml") == "new")
        try change.undo()
        #expect(try folder.names() == [])
    }

    @Test("a file that was replaced comes back as the same file, with its mode")
    func undoReplaced() throws {
        try folder.write("old", to: "lines.d/a.toml")
        chmod(lines + "/a.toml", 0o600)
        let before = try status(lines + "/a.toml")
        let held = try LinesFolder(lines)
        let change = try held.write(Array("new".utf8), as: "a.toml", over: Array("old".utf8))
        #expect(try folder.read("a.toml") == "new")
        #expect(try status(lines + "/a.toml").st_mode & 0o777 == 0o640)
        try change.undo()
        #expect(try folder.read("a.toml") == "old")
        let after = try status(lines + "/a.toml")
        #expect(after.st_ino == before.st_ino && after.st_mode == before.st_mode && after.st_nlink == 1)
        #expect(try folder.names() == ["a.toml"])
    }

    @Test("a file that was removed comes back; one that is kept away leaves nothing behind")
    func removal() throws {
        try folder.write(ConfigurationFolder.line(id: "a"), to: "lines.d/a.toml")
        let before = try status(lines + "/a.toml").st_ino
        let held = try LinesFolder(lines)
        let change = try held.remove("a.toml")
        #expect(try folder.load().lines.isEmpty, "what lies aside is read by nobody")
        try change.undo()
        #expect(try status(lines + "/a.toml").st_ino == before)
        try held.remove("a.toml").keep()
        #expect(try folder.names() == [])
    }

    @Test("while a change is open, the earlier file is read by no configuration")
    func asideIsHidden() throws {
        try folder.write(ConfigurationFolder.line(id: "a"), to: "lines.d/a.toml")
        let old = Array(try folder.read("a.toml").utf8)
        let held = try LinesFolder(lines)
        let new = ConfigurationFolder.line(id: "a", number: "+15145550102")
        let change = try held.write(Array(new.utf8), as: "a.toml", over: old)
        #expect(try folder.load().lines.map(\.number) == ["+15145550102"])
        try change.keep()
        #expect(try folder.names() == ["a.toml"])
    }

    @Test("a file that is not what was seen stays as it is")
    func comparedFirst() throws {
        try folder.write("by hand", to: "lines.d/a.toml")
        let held = try LinesFolder(lines)
        for seen in [nil, Array("something else".utf8)] {
            #expect(
                throws: LineFileError.changed(
                    "\(lines)/a.toml was changed meanwhile; start again to see the difference")
            ) {
                try held.write(Array("new".utf8), as: "a.toml", over: seen)
            }
        }
        #expect(throws: LineFileError.changed("\(lines)/b.toml has gone meanwhile")) {
            try held.write(Array("new".utf8), as: "b.toml", over: Array("gone".utf8))
        }
        #expect(try folder.read("a.toml") == "by hand")
        #expect(try folder.names() == ["a.toml"])
    }

    @Test("letters that look alike in other octets are another file")
    func octetsDecide() throws {
        try folder.write("Montre\u{301}al", to: "lines.d/a.toml")
        let held = try LinesFolder(lines)
        #expect(throws: LineFileError.self) {
            try held.write(Array("new".utf8), as: "a.toml", over: Array("Montr\u{E9}al".utf8))
        }
    }

    @Test("a symbolic link is neither read, nor written through, nor replaced")
    func linkedFile() throws {
        let victim = folder.path + "/victim"
        try "secret".write(toFile: victim, atomically: true, encoding: .utf8)
        symlink(victim, lines + "/a.toml")
        symlink(victim, lines + "/.a.toml.new")
        symlink(victim, lines + "/.b.toml.new")
        let held = try LinesFolder(lines)
        #expect(throws: LineFileError.unusable("\(lines)/a.toml is a symbolic link, and none is followed")) {
            try held.content(of: "a.toml")
        }
        for seen in [nil, Array("secret".utf8)] {
            #expect(throws: LineFileError.self) { try held.write(Array("new".utf8), as: "a.toml", over: seen) }
        }
        #expect(try status(lines + "/a.toml").st_mode & S_IFMT == S_IFLNK)
        // A link that waits under the name of the draft is not written through either.
        try held.write(Array("new".utf8), as: "b.toml", over: nil).keep()
        #expect(try String(contentsOfFile: victim, encoding: .utf8) == "secret")
        #expect(try status(lines + "/b.toml").st_mode & S_IFMT == S_IFREG)
    }

    @Test("a folder that is a symbolic link is refused, and so is one that is none")
    func linkedFolder() throws {
        let elsewhere = folder.path + "/elsewhere"
        try FileManager.default.createDirectory(atPath: elsewhere, withIntermediateDirectories: false)
        try FileManager.default.removeItem(atPath: lines)
        symlink(elsewhere, lines)
        let file = LineFile(id: "a", number: "+15145550101", modem: .device("/dev/x"))
        #expect(throws: LineFileError.unusable("\(lines) is no folder; a symbolic link to one is not followed")) {
            try file.write(into: lines)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere).isEmpty)
        #expect(throws: LineFileError.unusable("\(folder.file) is no folder; a symbolic link to one is not followed")) {
            try file.write(into: folder.file)
        }
        #expect(throws: LineFileError.self) { try file.write(into: folder.path + "/not/there") }
    }

    @Test("a pipe or a folder in the file's place is no file, and does not make anybody wait")
    func noPlainFile() throws {
        mkfifo(lines + "/pipe.toml", 0o600)
        mkdir(lines + "/folder.toml", 0o700)
        let held = try LinesFolder(lines)
        for name in ["pipe.toml", "folder.toml"] {
            #expect(throws: LineFileError.unusable("\(lines)/\(name) is no plain file")) { try held.content(of: name) }
            #expect(throws: LineFileError.self) { try held.write([1], as: name, over: nil) }
        }
        try FileManager.default.removeItem(atPath: lines + "/pipe.toml")
        try FileManager.default.removeItem(atPath: lines + "/folder.toml")
        #expect(try folder.names() == [])
    }

    @Test("what a crash left behind is in nobody's way")
    func leftovers() throws {
        try folder.write("old", to: "lines.d/a.toml")
        for name in [".a.toml.new", ".a.toml.old"] { try folder.write("left", to: "lines.d/\(name)") }
        let held = try LinesFolder(lines)
        try held.write(Array("new".utf8), as: "a.toml", over: Array("old".utf8)).keep()
        #expect(try folder.names() == ["a.toml"])
        #expect(try folder.read("a.toml") == "new")
    }

    @Test("one at a time: the folder is held as long as its change is open")
    func held() async throws {
        var change: LineFileChange? = try LinesFolder(lines).write([1], as: "a.toml", over: nil)
        #expect(throws: LineFileError.held("another jedisnon is changing \(lines); try again in a moment")) {
            try LinesFolder(lines)
        }
        await #expect(throws: LineFileError.self) { try await LinesFolder.waiting(lines, timeout: .zero) }
        try change?.keep()
        change = nil
        _ = try LinesFolder(lines)
    }

    @Test("twenty who add a line at once: each file is whole, none is lost, and nothing else is there")
    func atOnce() async throws {
        let path = lines
        try FileManager.default.removeItem(atPath: path)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 10..<30 {
                group.addTask {
                    let held = try await LinesFolder.waiting(path, make: true)
                    let file = LineFile(
                        id: "l\(number)", number: "+151455501\(number)", modem: .device("/dev/\(number)"))
                    try held.write(Array(file.text.utf8), as: file.fileName(), over: nil).keep()
                }
            }
            try await group.waitForAll()
        }
        #expect(try folder.names() == (10..<30).map { "l\($0).toml" })
        #expect(try folder.load().lines.count == 20)
    }
}
