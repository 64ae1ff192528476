import Vocabulary

/// In tests a word is written as it stands in the JSON; the program itself writes the cases of its lists.
extension Word: ExpressibleByUnicodeScalarLiteral {}
extension Word: ExpressibleByExtendedGraphemeClusterLiteral {}
extension Word: ExpressibleByStringLiteral {
    /// A word as it stands in the JSON.
    public init(stringLiteral value: String) { self.init(value) }
}
