import Foundation
import Testing

/// Nothing the caller says is stored: the files that touch the sound have no means to.
struct NoRecordingTests {
    static let voice = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/Voice")

    /// What would make a file, a socket or a program of what was heard.
    static let means = [
        "O_WRONLY", "O_CREAT", "fopen", "FileManager", "FileHandle", "write(to", "Data(", "OutputStream", "mmap",
        "socket(",
        "Process(", "Subprocess", "sf_open", "SoundFile", "creat(", "sqlite", "sendfile", "URLSession",
    ]

    static func sources() throws -> [(name: String, text: String)] {
        try ["Playing", "Keys"].flatMap { folder in
            let path = voice.appending(path: folder)
            return try FileManager.default.contentsOfDirectory(atPath: path.path())
                .filter { $0.hasSuffix(".swift") }
                .map { ($0, try String(contentsOf: path.appending(path: $0), encoding: .utf8)) }
        }
    }

    @Test("no file of the playing or of the keys can open a file for writing, a socket or a program")
    func noMeans() throws {
        let sources = try Self.sources()
        #expect(sources.count >= 14)
        for (name, text) in sources {
            for word in Self.means { #expect(!text.contains(word), "\(name) contains \(word)") }
        }
    }

    @Test("samples that were read go to the key detector and nowhere else")
    func oneReader() throws {
        let readers = try Self.sources().filter { $0.text.contains(".read(into:") }
        #expect(Set(readers.map(\.name)) == ["Pacer.swift", "AlsaSound.swift"])
        let pacer = try #require(readers.first { $0.name == "Pacer.swift" }).text
        let uses = pacer.components(separatedBy: "\n").filter { $0.contains("heard") && !$0.contains("//") }
        // Declaration, making, clearing twice, release, read, the number of samples twice, and the detector.
        #expect(uses.filter { $0.contains("heard[") }.count == 1)
        #expect(uses.contains { $0.contains("detector.process(UnsafeBufferPointer(rebasing: heard[..<count]))") })
        #expect(uses.count == 9, "\(uses)")
    }
}
