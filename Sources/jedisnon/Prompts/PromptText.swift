import ControlAPI
import Vocabulary
import Voice

/// Prompts for a person.
struct PromptText {
    let width: Int

    func text(_ answer: PromptListAnswer) -> String {
        if answer.lines.isEmpty { return "No line is configured yet.\n" }
        return answer.lines.map(text).joined()
    }

    private func text(_ row: PromptRow) -> String {
        let name = SafeText.escaped(row.id)
        let head = row.figures.map { "\(name): \(Self.words($0))\n" } ?? "\(name): nothing can be said\n"
        let parts = row.parts.map { part in
            let what = part.file.map { "the recording \($0)" } ?? "\"\(part.text ?? "")\""
            return indented("\(part.language.rawValue): \(SafeText.escaped(what))")
        }
        let remarks = ([row.fault].compactMap { $0 } + row.remarks).map { indented("! \(SafeText.escaped($0))") }
        return head + (parts + remarks).joined()
    }

    func text(_ answer: PromptCheckAnswer) -> String {
        var text = "\(SafeText.escaped(answer.file)): \(answer.usable ? "can be played" : "cannot be played")\n"
        if let source = answer.source {
            let names = [1: "mono", 2: "stereo"]
            let channels = names[source.channels] ?? "\(source.channels) channels"
            text += indented(
                "the file: \(SafeText.escaped(source.format)), \(source.rate) Hz, \(channels), "
                    + Self.words(source.figures))
        }
        if let result = answer.result { text += indented("what callers hear: \(Self.words(result))") }
        return text + answer.remarks.map { indented("! \(SafeText.escaped($0.text))") }.joined()
    }

    private func indented(_ text: String) -> String {
        Columns.wrapped(text, width: width, indent: 4)
    }

    /// The figures of a prompt in a line.
    static func figures(_ figures: PromptFigures) -> String { words(PromptNumbers(figures)) }

    private static func words(_ numbers: PromptNumbers) -> String {
        "\(oneDecimal(numbers.seconds)) s, loudness \(oneDecimal(numbers.level)) dBFS, "
            + "peak \(oneDecimal(numbers.peak)) dBFS, longest pause \(oneDecimal(numbers.pause)) s"
            + (numbers.clipped > 0 ? ", \(numbers.clipped) samples at full scale" : "")
    }

    private static func oneDecimal(_ value: Double) -> String {
        String((value * 10).rounded() / 10)
    }
}
