/// What the modem sends back of our own bytes while echo is on.
///
/// Indications may interrupt it.
struct Echo: Sendable {
    /// How an incoming line compares with the expected echo.
    enum Stripped {
        case notEcho
        case wholly
        /// The line has more text directly after the echo.
        case rest(String)
    }

    private let expected: String
    private var position: String.Index
    private let isCommand: Bool

    /// No part of the echo has come.
    var isUnseen: Bool { position == expected.startIndex }

    /// The whole command was echoed.
    var isWholeCommand: Bool { isCommand && position == expected.endIndex }

    init(of text: String) {
        expected = text
        position = text.startIndex
        isCommand = text.hasPrefix("AT")
    }

    /// Removes the echo from a line.
    ///
    /// `isOwnLine` says whether a text can stand alone as a line of the modem: only then is it accepted as following an
    /// echo on one line.
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
