import Foundation
import Glibc
import ModemSimulator
import Testing

/// The sound card made of files, under a program nobody here wrote.
struct SoundCardTests {
    private static let aplay = "/usr/bin/aplay"
    private static let arecord = "/usr/bin/arecord"

    private static func withFolder(_ body: (String) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "sound-card-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    private static func run(_ program: String, _ card: SimulatedSoundCard, _ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments =
            ["-q", "-D", card.deviceName, "-t", "raw", "-f", "S16_LE", "-r", "8000", "-c", "1"] + arguments
        process.environment = ["ALSA_CONFIG_PATH": card.configurationPath]
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    @Test("what aplay plays can be read back", .enabled(if: access(SoundCardTests.aplay, X_OK) == 0))
    func played() throws {
        try Self.withFolder { folder throws in
            let card = try SimulatedSoundCard(folder: folder)
            #expect(try card.played().isEmpty)
            let sound = Sound.ramp(8123)
            let file = folder + "/sound.raw"
            try Data(Sound.octets(sound)).write(to: URL(filePath: file))
            #expect(try Self.run(Self.aplay, card, [file]) == 0)
            let played = try card.played()
            #expect(played.starts(with: sound))
            #expect(played.dropFirst(sound.count).allSatisfy { $0 == 0 })
        }
    }

    @Test("arecord hears the caller, then silence", .enabled(if: access(SoundCardTests.arecord, X_OK) == 0))
    func recorded() throws {
        try Self.withFolder { folder throws in
            let card = try SimulatedSoundCard(folder: folder, name: "line3")
            let sound = Sound.ramp(4000)
            try card.callerSays(sound)
            let file = folder + "/heard.raw"
            #expect(try Self.run(Self.arecord, card, ["-s", "8000", file]) == 0)
            let heard = Sound.samples([UInt8](try Data(contentsOf: URL(filePath: file))))
            #expect(heard.starts(with: sound))
            #expect(heard.dropFirst(4000).allSatisfy { $0 == 0 })
        }
    }
}
