import Vocabulary

/// Where the sound of a prompt comes from.
public enum PromptSource: Sendable, Hashable {
    /// A text that the speech program reads out in a language.
    case text(String, language: Language)
    /// A sound file of the operator.
    case recording(path: String)

    /// The name of the source in an error.
    var name: String {
        switch self {
        case .text(_, let language): "the spoken message (\(language.rawValue))"
        case .recording(let path): path
        }
    }
}
