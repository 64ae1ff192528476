import Glibc

/// Why a file of `lines.d` could not be written or removed; then nothing was changed.
public enum LineFileError: Error, Equatable, Sendable {
    /// Another process is changing the folder now.
    case held(String)
    /// The file does not have the content that the caller expected.
    case changed(String)
    /// The folder or the file cannot be used.
    case unusable(String)

    /// What happened, and what to do.
    public var sentence: String {
        switch self {
        case .held(let sentence), .changed(let sentence), .unusable(let sentence): sentence
        }
    }

    static func system(_ what: String, _ code: Int32) -> LineFileError {
        .unusable("\(what): \(String(cString: strerror(code)))")
    }
}
