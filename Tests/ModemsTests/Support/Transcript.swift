import Foundation

/// A dialogue with a modem as text, with what the driver must read from it.
///
/// `> ` is the driver, `< ` the answer, `! ` what the modem says unasked, `^Z` ends a body, `#` is a remark.
struct Transcript: Sendable {
    /// One command of the driver, its answer, and what the modem says before the next one.
    struct Exchange: Sendable {
        let command: String
        var answer: [String] = []
        var unasked: [String] = []
        /// Whether the command is the body of the one before it.
        var isBody: Bool { command.hasSuffix("^Z") }
    }

    let name: String
    private(set) var headers: [String: String] = [:]
    private(set) var expected: [String: String] = [:]
    private(set) var exchanges: [Exchange] = []

    /// The folder of the transcripts, one for each profile.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Transcripts")

    /// The names of all transcripts.
    static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path()).filter { $0.hasSuffix(".txt") }
            .map { String($0.dropLast(4)) }.sorted()
    }

    /// Reads the transcript of a profile.
    init(named name: String) throws {
        self.name = name
        let text = try String(contentsOf: Self.folder.appending(path: name + ".txt"), encoding: .utf8)
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard take(String(line)) else {
                throw BenchError(what: "\(name).txt:\(number + 1): not a line of a transcript")
            }
        }
    }

    private mutating func take(_ line: String) -> Bool {
        let rest = String(line.dropFirst(2))
        switch line.first {
        case nil: return true
        case "#":
            if let colon = rest.firstIndex(of: ":") { takeHeader(rest, colon) }
            return true
        case ">":
            exchanges.append(Exchange(command: rest))
            return true
        case "<" where !exchanges.isEmpty:
            exchanges[exchanges.count - 1].answer.append(rest)
            return true
        case "!" where !exchanges.isEmpty:
            exchanges[exchanges.count - 1].unasked.append(rest)
            return true
        default: return false
        }
    }

    private mutating func takeHeader(_ text: String, _ colon: String.Index) {
        let value = text[text.index(after: colon)...].drop { $0 == " " }
        guard text[..<colon] == "Expect" else {
            headers[String(text[..<colon])] = String(value)
            return
        }
        let parts = value.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        if parts.count == 2 { expected[parts[0]] = parts[1] }
    }
}
