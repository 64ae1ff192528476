/// A key that a caller pressed.
public struct Key: Sendable, Hashable {
    /// One of `0`-`9`, `*`, `#` and `A`-`D`.
    public let character: Character

    /// A key by its character; nil for a character that is not on a keypad.
    public init?(_ character: Character) {
        guard Key.keypad.contains(character) else { return nil }
        self.character = character
    }

    /// The keys row by row, as ITU-T Q.23 pairs them with tones.
    static let keypad: [Character] = Array("123A456B789C*0#D")

    /// The key at a row and a column of the keypad.
    init(row: Int, column: Int) {
        character = Key.keypad[row * 4 + column]
    }
}
