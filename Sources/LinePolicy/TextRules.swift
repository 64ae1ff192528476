/// Rules about the text of a message: folding, loops, STOP words.
public enum TextRules {
    /// The text with runs of white space made one space and those at the ends removed.
    public static func folded(_ text: String) -> String {
        fatalError("to be written")
    }

    /// Whether the text is a STOP word alone.
    public static func isStop(_ text: String) -> Bool {
        fatalError("to be written")
    }
}
