import Foundation

/// The programs that make and change sound for tests.
public enum SoundTool {
    /// Why a program gave no sound.
    public struct Failure: Error, CustomStringConvertible {
        /// The program, its arguments and its answer.
        public let description: String
    }

    /// How a mobile network sounds.
    public enum Codec: String, Sendable, CaseIterable {
        /// GSM full rate, 13 kbit/s.
        case gsm = "gsm"
        /// AMR narrow band at its best rate, 12.2 kbit/s.
        case amr = "amr-nb"
    }

    /// Runs a program found in `PATH` and returns its standard output.
    @discardableResult
    public static func run(_ program: String, _ arguments: [String], input: Data? = nil) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let (output, errors, stdin) = (Pipe(), Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = stdin
        try process.run()
        if let input {
            // A program that answers before it has read all would wait for us as we for it.
            let writer = stdin.fileHandleForWriting
            Thread.detachNewThread {
                try? writer.write(contentsOf: input)
                try? writer.close()
            }
        } else {
            try stdin.fileHandleForWriting.close()
        }
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        let complaint = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let words = String(decoding: complaint, as: UTF8.self)
            throw Failure(description: "\(program) \(arguments): \(process.terminationStatus) \(words)")
        }
        return data
    }

    /// Speech by espeak-ng, as a prompt for a telephone: in the telephone band, levelled, with silence before and after.
    public static func speech(_ text: String, voice: String = "fr", rate: Int = 8000) throws -> [Int16] {
        let wave = FileManager.default.temporaryDirectory.appending(path: "speech-\(UUID().uuidString).wav").path()
        defer { try? FileManager.default.removeItem(atPath: wave) }
        try run("espeak-ng", ["-v", voice, "-s", "150", "-b", "1", "--stdin", "-w", wave], input: Data(text.utf8))
        let effects = ["sinc", "300-3400", "rate", "-h", "\(rate)", "norm", "-3", "pad", "0.3", "0.5"]
        return samples(try run("sox", ["-D", wave] + raw(rate) + ["-"] + effects))
    }

    /// What is left of sound at 8 kHz after a codec of the network.
    public static func through(_ codec: Codec, _ samples: [Int16]) throws -> [Int16] {
        let quality = codec == .amr ? ["-C", "7"] : []
        let coded = try run(
            "sox", ["-D"] + raw(8000) + ["-"] + quality + ["-t", codec.rawValue, "-"], input: data(samples))
        return self.samples(try run("sox", ["-D", "-t", codec.rawValue, "-"] + raw(8000) + ["-"], input: coded))
    }

    /// Samples as octets, low octet first.
    public static func data(_ samples: [Int16]) -> Data {
        samples.withUnsafeBytes { Data($0) }
    }

    /// Octets as samples; half a sample at the end is left out.
    public static func samples(_ data: Data) -> [Int16] {
        let octets = [UInt8](data)
        return (0..<octets.count / 2).map {
            Int16(bitPattern: UInt16(octets[2 * $0]) | UInt16(octets[2 * $0 + 1]) << 8)
        }
    }

    private static func raw(_ rate: Int) -> [String] {
        ["-t", "raw", "-r", "\(rate)", "-e", "signed", "-b", "16", "-c", "1"]
    }
}
