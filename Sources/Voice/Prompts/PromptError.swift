import Vocabulary

/// Why a prompt cannot be made; each one is a sentence with what to do next.
public struct PromptError: Error, Sendable, Hashable {
    /// What went wrong.
    public enum Kind: Sendable, Hashable {
        /// Nothing is at the path.
        case missing(path: String)
        /// The file cannot be opened or read; `reason` is the system's text.
        case unreadable(path: String, reason: String)
        /// A folder, a device or a pipe, not a file.
        case notAFile(path: String)
        /// A file of a kind that people do send and that is not read; `format` names it.
        case unsupported(path: String, format: String)
        /// No sound file at all.
        case notRecognised(path: String)
        /// A sound file that breaks off or contradicts itself.
        case damaged(path: String, reason: String)
        /// A file without a single sample.
        case empty(path: String)
        /// More than ``SoundFile/longest`` seconds.
        case tooLong(what: String, seconds: Double)
        /// More bytes than any prompt needs.
        case tooLarge(path: String)
        /// Nothing a telephone would carry is in it.
        case silent(what: String)
        /// A sample rate no sound card and no modem has.
        case unusableRate(what: String, rate: Int)
        /// Nothing to say: no source, or a text without a letter.
        case nothingToSay
        /// A text no caller would listen to the end of.
        case textTooLong(characters: Int)
        /// The speech command has no program, or no `{output}`.
        case unusableCommand
        /// The speech program is not installed.
        case programMissing(program: String)
        /// The speech program ended with an error; `reason` is the last line it wrote.
        case programFailed(program: String, status: String, reason: String)
        /// The speech program was ended because it took too long.
        case programTooSlow(program: String, seconds: Double)
        /// The speech program said that all went well, and wrote no sound.
        case programSilent(program: String, reason: String)
        /// The program that asked for it is ending.
        case stopped
        /// A file of our own cannot be written.
        case unwritable(path: String, reason: String)
    }

    /// What went wrong.
    public let kind: Kind

    /// The speech program ran and did not do its work: trying again at once costs the same and ends the same.
    public var isProgramFault: Bool {
        switch kind {
        case .programFailed, .programTooSlow, .programSilent: true
        default: false
        }
    }

    /// A file of our own cannot be written, nothing is wrong with the prompt.
    public var isUnwritable: Bool {
        if case .unwritable = kind { true } else { false }
    }

    init(_ kind: Kind) {
        self.kind = kind
    }
}

extension PromptError: CustomStringConvertible {
    /// What is wrong and what mends it, in one line.
    public var description: String {
        switch kind {
        case .missing(let path):
            "\(PrintableText.text(path)) does not exist: put the recording there, or correct `prompt` of this line"
        case .unreadable(let path, let reason):
            "\(PrintableText.text(path)) cannot be read: \(reason): let the service's user read it"
        case .notAFile(let path):
            "\(PrintableText.text(path)) is not a regular file: name a sound file"
        case .unsupported(let path, let format):
            "\(PrintableText.text(path)) is \(format), which is not read: convert it to WAV or FLAC"
        case .notRecognised(let path):
            "\(PrintableText.text(path)) is no sound file that is known here: convert it to WAV, FLAC, OGG, MP3 or AIFF"
        case .damaged(let path, let reason):
            "\(PrintableText.text(path)) is damaged: \(reason): copy or record it again"
        case .empty(let path):
            "\(PrintableText.text(path)) holds no sound: record it again"
        case .tooLong(let what, let seconds):
            "\(PrintableText.text(what)) lasts more than \(Int(seconds)) s: shorten it, a call ends after 40 s"
        case .tooLarge(let path):
            "\(PrintableText.text(path)) is too large for a prompt: shorten it, or save it as 16-bit WAV"
        case .silent(let what):
            "nothing can be heard in \(PrintableText.text(what)): record it again, closer to the microphone"
        case .unusableRate(let what, let rate):
            "\(PrintableText.text(what)) has \(rate) samples a second, which cannot be used: save it with 8000 to 48000"
        case .nothingToSay:
            "there is nothing to say: write a message, or name a recording"
        case .textTooLong(let characters):
            "the message has \(characters) characters, too many to be spoken: a call ends after 40 s, so shorten it"
        case .unusableCommand:
            "`tts` needs a program and an argument with {output}, the WAV file it writes"
        case .programMissing(let program):
            "\(PrintableText.text(program)), the program that speaks, is not installed: \(Self.installing(program))"
        case .programFailed(let program, let status, let reason):
            "\(PrintableText.text(program)) could not speak the message (\(status)\(reason.isEmpty ? "" : ": ")\(reason)): "
                + "correct `tts`"
        case .programTooSlow(let program, let seconds):
            "\(PrintableText.text(program)) did not end within \(Self.number(seconds)) s: correct `tts`, or use a faster voice"
        case .programSilent(let program, let reason):
            "\(PrintableText.text(program)) wrote no sound (\(reason)): correct `tts`; it must write a WAV file to {output}"
        case .stopped: "it is not made: the program is ending"
        case .unwritable(let path, let reason):
            "\(PrintableText.text(path)) cannot be written: \(reason)"
        }
    }

    private static func number(_ seconds: Double) -> String {
        seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds)
    }

    private static func installing(_ program: String) -> String {
        program.hasSuffix("espeak-ng") ? "apt install espeak-ng" : "install it, or correct `tts`"
    }
}

/// Words of other programs and names of files, fit to be printed: one line, no control characters.
enum PrintableText {
    /// The text with control characters and marks of direction as escapes.
    static func text(_ text: some StringProtocol) -> String {
        var safe = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar.isUnprintable {
                safe.append(contentsOf: "\\u\(scalar.value.hexadecimal(4))".unicodeScalars)
            } else {
                safe.append(scalar)
            }
        }
        return String(safe)
    }

    /// The last line that is not empty, at most `limit` characters of it.
    static func lastLine(_ bytes: some Collection<UInt8>, limit: Int = 200) -> String {
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        let line = lines.last { !$0.allSatisfy(\.isWhitespace) } ?? ""
        let safe = text(line)
        return safe.count > limit ? safe.prefix(limit) + "…" : safe
    }
}
