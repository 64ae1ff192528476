import Foundation

@testable import Voice

/// Speech programs for tests: scripts that count how often they run.
struct Voices {
    let scratch: Scratch

    /// Half a second of a tone, for the scripts to copy.
    init(_ scratch: Scratch) throws {
        self.scratch = scratch
        let tone = Tone.sine(700, seconds: 0.5, rate: 22_050).map { Int16($0 * 32767) }
        try SoundFile.write(tone, rate: 22_050, to: scratch.path("tone.wav"))
    }

    /// A program that runs these lines; `$1` is the file to write, `$2` the language, and `tone.wav` is there to copy.
    func program(_ lines: String, name: String = "voice") throws -> SpeechProgram {
        let path = try scratch.program(name, "cd '\(scratch.folder)' || exit 99\n\(lines)")
        return SpeechProgram([path, "{output}", "{language}"])
    }

    /// A program that works, and writes a line into `runs` each time.
    func good() throws -> SpeechProgram {
        try program("echo run >> runs; cat > text; cp tone.wav \"$1\"")
    }

    /// How often ``good()`` ran.
    var runs: Int {
        (try? scratch.octets("runs").count { $0 == 0x0A }) ?? 0
    }
}
