import ATProtocol
import Foundation
import Testing

/// An entry of `Fixtures/at_lines.json`: what a real modem printed, and what its source says it means.
struct Transcript: Decodable, CustomTestStringConvertible {
    struct Line: Decodable {
        let dir, data: String
    }

    let id, modem, category: String
    let lines: [Line]
    let expect: JSONValue?

    var testDescription: String { "\(id) \(category) (\(modem))" }

    static let all: [Transcript] = read()

    private struct File: Decodable {
        let count: Int
        let transcripts: [Transcript]
    }

    private static func read() -> [Transcript] {
        do {
            let folder = try #require(Bundle.module.resourceURL).appending(path: "Fixtures")
            let data = try Data(contentsOf: folder.appending(path: "at_lines.json"))
            let file = try JSONDecoder().decode(File.self, from: data)
            try #require(file.transcripts.count == file.count)
            return file.transcripts
        } catch {
            fatalError("the fixture at_lines.json cannot be read: \(error)")
        }
    }

    /// What the source states under a key; a key that it does not have fails the test.
    func expected(_ key: String) throws -> JSONValue {
        try #require(expect?[key], "\(id) says nothing about \(key)")
    }

    /// The lines of the modem, without their breaks and without empty ones.
    var received: [String] {
        lines.filter { $0.dir == "rx" }.flatMap { $0.data.split(whereSeparator: \.isNewline) }.map(String.init)
    }

    /// The first line of the modem.
    func firstLine() throws -> String {
        try #require(received.first)
    }

    /// The transcript as the dialogue sees it.
    ///
    /// Without a command in the transcript, `question` is asked first, and an OK is added where the modem gave no final
    /// result.
    func play(_ question: ATCommand? = nil) -> Host {
        var host = Host()
        if let question {
            host.send(question)
        }
        for (position, line) in lines.enumerated() {
            if line.dir == "rx" {
                let isWhole = line.data.last?.isNewline == true || line.data.hasSuffix(">")
                host.receive(line.data + (isWhole ? "" : "\r\n"))
            } else if line.data.hasSuffix("\u{1A}") {
                #expect(host.written.last == line.data, "the body goes out as it did there")
            } else {
                host.send(ATCommand(line.data.filter { $0 != "\r" }, body: body(after: position)))
            }
        }
        if question != nil, host.dialogue.isBusy {
            host.receive("\r\nOK\r\n")
        }
        #expect(host.breaches == [])
        return host
    }

    private func body(after position: Int) -> [UInt8]? {
        guard lines.count > position + 2, lines[position + 1].data.hasSuffix(">") else {
            return nil
        }
        return Array(lines[position + 2].data.utf8.dropLast())
    }
}
