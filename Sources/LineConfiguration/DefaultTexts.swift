import Vocabulary

/// The default replies: no accusation, no link, one GSM-7 segment each.
public enum DefaultTexts {
    /// The text in a language.
    public static func text(_ language: Language) -> String {
        switch language {
        case .english: english
        case .french: french
        }
    }

    /// The text spoken to a caller, which names a key instead of a word to text.
    public static func spoken(_ language: Language) -> String {
        switch language {
        case .english: spokenEnglish
        case .french: spokenFrench
        }
    }

    private static let spokenFrench =
        "Bonjour. La personne qui vous a donné ce numéro ne souhaite pas donner le sien. "
        + "Un non se respecte. Merci de ne pas insister. Ceci est un message automatique. "
        + "Pour ne plus recevoir de réponse, appuyez sur le neuf."
    private static let spokenEnglish =
        "Hello. The person who gave you this number does not wish to share their own. "
        + "A no is a no. Please do not insist. This message is automatic. "
        + "To receive no more answers, press nine."
    private static let french =
        "Bonjour. La personne qui a donné ce numéro ne souhaite pas donner le sien. "
        + "Un non se respecte, merci de ne pas insister. Message automatique. STOP = plus rien."
    private static let english =
        "Hello. The person who gave you this number does not wish to share their own. "
        + "A no is a no: please do not insist. Automatic message. STOP = no more."
}
