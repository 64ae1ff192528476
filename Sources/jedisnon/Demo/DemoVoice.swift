import Foundation
import Voice

/// What callers of the demo hear: a short synthetic message, or three tones without a speech program.
enum DemoVoice {
    /// The configuration of the line that speaks.
    static var line: String {
        let message = "message = { fr = \"Bonjour. Un non se respecte.\" }"
        return hasSpeech ? message : message + "\nprompt = { fr = \"tones.wav\" }"
    }

    private static var hasSpeech: Bool {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/espeak-ng") }
    }

    /// Three tones of half a second.
    static func writeSpareRecording(to path: String) throws {
        let samples = (0..<12_000).map { index -> Int16 in
            let pitch = [523.25, 659.25, 783.99][index / 4_000]
            return Int16(8_000 * sin(2 * .pi * pitch * Double(index) / 8_000))
        }
        try SoundFile.write(samples, rate: 8_000, to: path)
    }
}
