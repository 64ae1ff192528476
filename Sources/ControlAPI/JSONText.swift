import Foundation

/// All JSON output of the program: one line, keys in alphabetical order, dangerous characters escaped.
public enum JSONText {
    /// The value as one line of JSON, without the line feed.
    public static func line(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return SafeText.escapedJSON(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// Reads a value; an error names the place.
    public static func value<Value: Decodable>(
        _ type: Value.Type, from octets: some Sequence<UInt8>
    ) throws(ControlError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(octets))
        } catch {
            throw ControlError(.usage, "the JSON is not as expected: \(sentence(error))", hint: "see docs/json.md")
        }
    }

    private static func sentence(_ error: any Error) -> String {
        switch error as? DecodingError {
        case .keyNotFound(let key, let context):
            "the key `\(place(context.codingPath + [key]))` is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "`\(place(context.codingPath))` is of another type"
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            "`\(place(context.codingPath))`: \(SafeText.escaped(context.debugDescription))"
        default: "this is no JSON"
        }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        SafeText.escaped(path.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: "."))
    }
}
