/// What a contact is answered where the operator wrote nothing: no accusation, no link, one GSM-7 segment each.
public enum DefaultTexts {
    /// The languages there are texts in.
    public static let languages = ["fr", "en"]

    /// The text in a language; French for one that has none.
    public static func text(_ language: String) -> String {
        language == "en" ? english : french
    }

    private static let french =
        "Bonjour. La personne qui a donné ce numéro ne souhaite pas donner le sien. "
        + "Un non se respecte, merci de ne pas insister. Message automatique. STOP = plus rien."
    private static let english =
        "Hello. The person who gave you this number does not wish to share their own. "
        + "A no is a no: please do not insist. Automatic message. STOP = no more."
}
