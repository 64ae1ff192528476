/// Why a prompt cannot be made.
public enum PromptFault: CodedFault {
    /// Nothing exists at the path.
    case missing(path: String)
    /// The file cannot be opened or read; the answer is the system's.
    case unreadable(path: String, answer: String)
    /// A folder, a device or a pipe, not a file.
    case notAFile(path: String)
    /// A file of a known kind that is not supported; `format` names it, nil = an unusual encoding.
    case unsupported(path: String, format: String?)
    /// Not a sound file.
    case notRecognised(path: String)
    /// A sound file that is truncated or contradicts itself.
    case damaged(path: String, SoundDamage)
    /// A file without a single sample.
    case empty(path: String)
    /// It lasts more seconds than any prompt may last.
    case tooLong(SoundSource, seconds: Int)
    /// It has more bytes than any prompt needs.
    case tooLarge(path: String)
    /// It contains nothing that a telephone would transmit.
    case silent(SoundSource)
    /// A sample rate that no sound card and no modem has, in Hz.
    case unusableRate(SoundSource, rate: Int)
    /// There is nothing to say: no source, or a text without a letter.
    case nothingToSay
    /// The text is too long for callers to listen to.
    case textTooLong(characters: Int)
    /// The speech command has no program, or no `{output}`.
    case unusableCommand
    /// The speech program is not installed.
    case programMissing(program: String)
    /// The speech program ended with an error; the answer is the last line it wrote.
    case programFailed(program: String, ProgramEnd, answer: String)
    /// The speech program was ended because it took so many milliseconds.
    case programTooSlow(program: String, milliseconds: Int)
    /// The speech program reported success, but wrote no sound.
    case programSilent(program: String, NoSpeech)
    /// The process that requested it is stopping.
    case stopped
    /// A file of the program cannot be written.
    case unwritable(path: String, WriteFault)
    /// The words of an older version.
    case legacy(String)

    /// Whether the speech program ran and failed: trying again at once costs the same and fails again.
    public var isProgramFault: Bool {
        switch self {
        case .programFailed, .programTooSlow, .programSilent: true
        default: false
        }
    }

    /// Whether a file of the program cannot be written, while the prompt itself has no fault.
    public var isUnwritable: Bool {
        if case .unwritable = self { true } else { false }
    }
}

/// The sound concerned.
public enum SoundSource: Hashable, Sendable {
    /// The file at this path.
    case file(String)
    /// The complete message that callers hear.
    case prompt
    /// The output of the speech program.
    case speech
    /// A sound during the conversion of its sample rate.
    case sound
    /// The sound that the modem plays.
    case modem
}

/// What is wrong with a sound file.
public enum SoundDamage: Hashable, Sendable {
    /// It has so many channels.
    case channels(Int)
    /// It changed while it was read.
    case changed
    /// The message of libsndfile.
    case library(String)
}

/// How a program ended that failed.
public enum ProgramEnd: Hashable, Sendable {
    /// With this code.
    case exit(Int)
    /// By this signal.
    case signal(Int)
    /// The program could not be started.
    case notRun
    /// It was ended by this program.
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
    /// Not a sound file.
    case noSound
    /// Samples, but nothing audible.
    case silence
    /// Samples at a rate in Hz that is not usable.
    case rate(Int)
    /// A damaged file.
    case damaged(SoundDamage)
}

/// Why a file of the program cannot be written.
public enum WriteFault: Hashable, Sendable {
    /// The message of the system, or of libsndfile.
    case answer(String)
    /// It was written only in part.
    case diskMayBeFull
    /// It is a broken link.
    case deadLink
    /// It is a folder, a device or a pipe.
    case notAFile
    /// Its figures are not numbers.
    case figures
}
