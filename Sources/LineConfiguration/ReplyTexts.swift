import Foundation
import SMSCodec
import Vocabulary

/// The reply texts of a line: the operator's, from the configuration or a file, or the built-in ones.
struct ReplyTexts {
    /// The most segments of a reply.
    static let maximumSegments = 3
    private static let maximumFileSize = 64 * 1024

    /// The most octets of a text that may still fit: a character takes at most two septets, and in alphabets with more
    /// octets a character, a segment holds fewer of them.
    private static let maximumOctets = 4_096

    let folder: String
    let files: ConfigurationFiles

    /// The text in the line's language, and the operator's own texts by language; reports texts that cannot be sent.
    func texts(of line: TableReader, language: Language) -> (reply: String, own: [Language: String]) {
        let own = message(of: line, language: language)
        guard let own, !own.text.isBlank else {
            if let own { line.report(own.key, "the text is empty") }
            return (DefaultTexts.text(language), [:])
        }
        guard own.text.utf8.count <= Self.maximumOctets else {
            line.report(
                own.key, "the text takes far more than the \(Self.maximumSegments) segments that are sent",
                hint: "shorten it; `jedisnon message check` counts")
            return (DefaultTexts.text(language), [:])
        }
        let measure = TextMeasure(own.text)
        if measure.segments > Self.maximumSegments {
            let costly = measure.offenders.prefix(5).map { "\($0.character)" }.joined(separator: " ")
            line.report(
                own.key, "the text takes \(measure.segments) segments, at most \(Self.maximumSegments) are sent",
                hint: costly.isEmpty
                    ? "shorten it; `jedisnon message check` counts"
                    : "these characters make it costly: \(costly); `jedisnon message check` says what to write instead")
        }
        var texts = [language: own.text]
        if line.has("message"), let inline = line.table("message", known: Language.codes) {
            for other in Language.allCases where other != language {
                // A text that is only spoken; an empty one counts as missing.
                if let text = inline.string(other.rawValue), !text.isBlank { texts[other] = text }
            }
        }
        return (own.text, texts)
    }

    private func message(of line: TableReader, language: Language) -> (key: String, text: String)? {
        let inline = line.has("message") ? line.table("message", known: Language.codes) : nil
        if line.has("message"), line.has("message_file") {
            line.report("message_file", "`message` is given too", hint: "keep one of them")
        }
        if let text = inline?.string(language.rawValue) { return ("message", text) }
        if inline != nil {
            line.report("message", "there is no text in the line's language, \(language.rawValue)")
        }
        guard let file = line.string("message_file") else { return nil }
        return read(file, for: line).map { ("message_file", $0) }
    }

    private func read(_ file: String, for line: TableReader) -> String? {
        let path = ConfigurationPaths.absolute(file, in: folder)
        var text: String
        do throws(PlainFile.Fault) {
            text = try files.text(of: path, atMost: Self.maximumFileSize)
        } catch {
            switch error {
            case .missing, .hidden: line.report("message_file", "\(path) cannot be read")
            case .tooLarge: line.report("message_file", "\(path) is not a short text in UTF-8")
            case .unusable(let why): line.report("message_file", "\(path): \(why)")
            }
            return nil
        }
        while text.last?.isNewline == true { text.removeLast() }
        return text
    }
}

extension String {
    /// Whether it has no visible character.
    fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
}

/// Resolves paths of a configuration, which are relative to the folder of its main file.
package enum ConfigurationPaths {
    /// The absolute form of a path.
    static func absolute(_ path: String, in folder: String) -> String {
        path.hasPrefix("/") ? path : folder + "/" + path
    }

    /// The folder of a file, absolute.
    package static func folder(of file: String) -> String {
        URL(filePath: file).standardizedFileURL.deletingLastPathComponent().path(percentEncoded: false)
            .replacing(/(.)\/$/) { String($0.output.1) }
    }
}
