/// One line from the modem, without its terminator.
struct Line: Sendable {
    var text: String
    /// The line was longer than the bound and its end is missing.
    var isCut: Bool
    /// The line breaks between the line before and this one, as the modem printed them.
    var lineBreak: String
}

/// Cuts the byte stream into lines.
///
/// CR, LF and any mixture of them end a line; empty lines are dropped.
struct LineSplitter: Sendable {
    /// The longest line kept whole, in bytes.
    ///
    /// The longest line of a listing is below 400 bytes, a USSD text below 800.
    static let longestLine = 4096

    private var buffer: [UInt8] = []
    private var isCut = false
    private var lineFeeds = 0
    private var sawCarriageReturn = false
    private var skipsBlank = false

    /// No byte of the next line has arrived yet.
    var isAtLineStart: Bool {
        buffer.isEmpty
    }

    /// The unfinished line begins like a prompt.
    var holdsPrompt: Bool {
        buffer.first == UInt8(ascii: ">")
    }

    /// Called in place of `push` for a `>` that was taken as a prompt: the space behind it belongs to it.
    mutating func skipPrompt() {
        skipsBlank = true
    }

    /// Takes one byte; returns the line that it ends.
    mutating func push(_ byte: UInt8) -> Line? {
        switch byte {
        case 0x0D, 0x0A:
            return lineBreak(byte)
        case 0x00, 0xFF, 0x1A, 0x1B:
            // Line noise at power-up, and the echo of Ctrl-Z and ESC: never part of a text.
            return nil
        case 0x20 where skipsBlank:
            return nil
        default:
            skipsBlank = false
            if buffer.count < Self.longestLine {
                buffer.append(byte)
            } else {
                isCut = true
            }
            return nil
        }
    }

    private mutating func lineBreak(_ byte: UInt8) -> Line? {
        skipsBlank = false
        var line: Line?
        if !buffer.allSatisfy({ $0.isBlank }) {
            let text = decodedText(buffer)
            line = Line(text: text, isCut: isCut, lineBreak: pendingLineBreak)
            lineFeeds = 0
            sawCarriageReturn = false
        }
        buffer.removeAll(keepingCapacity: true)
        isCut = false
        if byte == 0x0A {
            lineFeeds = min(lineFeeds + 1, 8)
        } else {
            sawCarriageReturn = true
        }
        return line
    }

    private var pendingLineBreak: String {
        if lineFeeds <= 1 {
            return sawCarriageReturn ? "\r\n" : "\n"
        }
        return String(repeating: sawCarriageReturn ? "\r\n" : "\n", count: lineFeeds)
    }
}
