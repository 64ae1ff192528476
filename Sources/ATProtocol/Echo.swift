/// What the modem repeats of our own bytes while echo is on.
///
/// Indications may cut it in pieces.
struct Echo: Sendable {
    /// What an incoming line is, seen beside the echo that is expected.
    enum Stripped {
        case notEcho
        case wholly
        /// The echo had something glued to its end.
        case rest(String)
    }

    private let expected: String
    private var position: String.Index
    private let isCommand: Bool

    /// Nothing of it came.
    var isUnseen: Bool { position == expected.startIndex }

    /// A whole command was repeated.
    var isWholeCommand: Bool { isCommand && position == expected.endIndex }

    init(of text: String) {
        expected = text
        position = text.startIndex
        isCommand = text.hasPrefix("AT")
    }

    /// Takes the echo off a line.
    ///
    /// `isOwnLine` says whether a text can stand alone as a line of the modem: only then
    /// is it believed to be glued behind an echo.
    mutating func strip(_ line: String, isOwnLine: (Substring) -> Bool) -> Stripped {
        let remaining = expected[position...]
        guard !remaining.isEmpty else {
            return .notEcho
        }
        // The prompt may be printed once more in front of the echo of the body.
        let text = isCommand ? line[...] : line.rest(after: "> ") ?? line[...]
        let common = commonPrefix(text, remaining)
        guard common > 0, position > expected.startIndex || common > 1 || remaining.utf8.count == 1 else {
            return .notEcho
        }
        let rest = text[text.utf8.index(text.startIndex, offsetBy: common)...]
        guard rest.trimmed.isEmpty || isOwnLine(rest) else {
            return .notEcho
        }
        position = remaining.utf8.index(remaining.startIndex, offsetBy: common)
        return rest.trimmed.isEmpty ? .wholly : .rest(String(rest))
    }

    private func commonPrefix(_ left: Substring, _ right: Substring) -> Int {
        var count = 0
        for (first, second) in zip(left.utf8, right.utf8) {
            guard first == second else {
                break
            }
            count += 1
        }
        return count
    }
}
