import Foundation
import Testing

/// `Fixtures/pdus.json`: PDUs of public projects with what their source states about each.
struct Corpus: Decodable {
    struct Expectation: Decodable {
        let from, to, smsc, text, timestamp, dataHex: String?
        let reference, status, dcs, pid: Int?
        let concat: Concatenation?
        let langShift: LanguageShift?
    }
    struct Concatenation: Decodable {
        let ref, total, seq, refBits: Int
    }
    struct LanguageShift: Decodable {
        let locking, single: UInt8?
    }
    struct Received: Decodable, CustomTestStringConvertible {
        let source: String
        let name: String?
        let pduHex: String
        let expect: Expectation
        var testDescription: String { "\(source) \(name ?? "") \(pduHex.prefix(60))" }
    }
    struct Sent: Decodable, CustomTestStringConvertible {
        struct Inputs: Decodable {
            let to: String
            let text: String
            let smsc, encoding, validityAbsolute: String?
            let `class`, validityMinutes, concatRef: Int?
            let srr: Bool?
        }
        let source: String
        let inputs: Inputs
        let pdus: [String]?
        let lengths: [Int]?
        let compare: String?
        var testDescription: String { "\(source) \(inputs.to) \(inputs.text.prefix(20))" }
    }
    struct Malformed: Decodable, CustomTestStringConvertible {
        let source, input, must: String
        var testDescription: String { "\(source) \(input.prefix(60))" }
    }

    let deliver: [Received]
    let statusReport: [Received]
    let submitEncode: [Sent]
    let malformed: [Malformed]

    static let all: Corpus = Fixture.read("pdus")

    /// Every PDU a source calls good.
    static let goodPDUs: [String] =
        all.deliver.map(\.pduHex) + all.statusReport.map(\.pduHex) + all.submitEncode.flatMap { $0.pdus ?? [] }
}

enum Fixture {
    static func read<Value: Decodable>(_ name: String) -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            let folder = try #require(Bundle.module.resourceURL).appending(path: "Fixtures")
            return try decoder.decode(Value.self, from: Data(contentsOf: folder.appending(path: name + ".json")))
        } catch {
            fatalError("the fixture \(name).json cannot be read: \(error)")
        }
    }
}
