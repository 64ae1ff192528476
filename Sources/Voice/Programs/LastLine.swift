import Vocabulary

extension PrintableText {
    /// The last line that is not empty, at most `limit` characters of it.
    static func lastLine(_ bytes: some Collection<UInt8>, limit: Int = 200) -> String {
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        let line = lines.last { !$0.allSatisfy(\.isWhitespace) } ?? ""
        let safe = text(line)
        return safe.count > limit ? safe.prefix(limit) + "…" : safe
    }
}
