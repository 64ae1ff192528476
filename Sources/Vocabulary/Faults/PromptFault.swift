/// Why a prompt cannot be made.
public enum PromptFault: CodedFault {
    /// Nothing is at the path.
    case missing(path: String)
    /// The file cannot be opened or read; the answer is the system's.
    case unreadable(path: String, answer: String)
    /// A folder, a device or a pipe, not a file.
    case notAFile(path: String)
    /// A file of a kind that people do send and that is not read; `format` names it, nil = an unusual encoding.
    case unsupported(path: String, format: String?)
    /// No sound file at all.
    case notRecognised(path: String)
    /// A sound file that breaks off or contradicts itself.
    case damaged(path: String, SoundDamage)
    /// A file without a single sample.
    case empty(path: String)
    /// More seconds than any prompt may last.
    case tooLong(SoundSource, seconds: Int)
    /// More bytes than any prompt needs.
    case tooLarge(path: String)
    /// Nothing a telephone would carry is in it.
    case silent(SoundSource)
    /// A sample rate no sound card and no modem has, in Hz.
    case unusableRate(SoundSource, rate: Int)
    /// Nothing to say: no source, or a text without a letter.
    case nothingToSay
    /// A text no caller would listen to the end of.
    case textTooLong(characters: Int)
    /// The speech command has no program, or no `{output}`.
    case unusableCommand
    /// The speech program is not installed.
    case programMissing(program: String)
    /// The speech program ended with an error; the answer is the last line it wrote.
    case programFailed(program: String, ProgramEnd, answer: String)
    /// The speech program was ended because it took so many milliseconds.
    case programTooSlow(program: String, milliseconds: Int)
    /// The speech program said that all went well, and wrote no sound.
    case programSilent(program: String, NoSpeech)
    /// The program that asked for it is ending.
    case stopped
    /// A file of our own cannot be written.
    case unwritable(path: String, WriteFault)
    /// The words of an older version.
    case legacy(String)

    /// The speech program ran and did not do its work: trying again at once costs the same and ends the same.
    public var isProgramFault: Bool {
        switch self {
        case .programFailed, .programTooSlow, .programSilent: true
        default: false
        }
    }

    /// A file of our own cannot be written, nothing is wrong with the prompt.
    public var isUnwritable: Bool {
        if case .unwritable = self { true } else { false }
    }
}

/// Which sound it is.
public enum SoundSource: Hashable, Sendable {
    /// The file at this path.
    case file(String)
    /// What callers hear: all its parts.
    case prompt
    /// What the speech program said.
    case speech
    /// A sound while its rate is changed.
    case sound
    /// What the modem plays.
    case modem
}

/// What is wrong with a sound file.
public enum SoundDamage: Hashable, Sendable {
    /// It has so many channels.
    case channels(Int)
    /// It changed while it was read.
    case changed
    /// What libsndfile says.
    case library(String)
}

/// How a program ended that did not do its work.
public enum ProgramEnd: Hashable, Sendable {
    /// With this code.
    case exit(Int)
    /// By this signal.
    case signal(Int)
    /// It could not be started.
    case notRun
    /// It was ended by us.
    case stopped
}

/// What a speech program wrote instead of speech.
public enum NoSpeech: Hashable, Sendable {
    /// No file.
    case noFile
    /// A file without a sample.
    case empty
    /// A folder, a device or a pipe.
    case notAFile
    /// No sound file.
    case noSound
    /// Samples, and nothing to be heard.
    case silence
    /// Samples at a rate in Hz that no sound has.
    case rate(Int)
    /// A damaged file.
    case damaged(SoundDamage)
}

/// Why a file of our own cannot be written.
public enum WriteFault: Hashable, Sendable {
    /// What the system, or libsndfile, says.
    case answer(String)
    /// Not all of it was taken.
    case diskMayBeFull
    /// It is a link that leads nowhere.
    case deadLink
    /// It is a folder, a device or a pipe.
    case notAFile
    /// Its figures are no numbers.
    case figures
}
