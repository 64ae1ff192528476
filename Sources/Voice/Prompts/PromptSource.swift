/// Where the sound of a prompt comes from.
public enum PromptSource: Sendable, Hashable {
    /// A text that the speech program reads out in a language, `fr` or `en`.
    case text(String, language: String)
    /// A sound file of the operator.
    case recording(path: String)

    /// What the source is called in an error.
    var name: String {
        switch self {
        case .text(_, let language): "the spoken message (\(language))"
        case .recording(let path): path
        }
    }
}
