import SMSCodec
import Vocabulary

/// The error of one line, as the codec tools print it: `{"error":{"code","field","offset","message"}}`.
struct PDUErrorAnswer: Encodable {
    let error: PDUError

    func encode(to encoder: any Encoder) throws {
        var outer = encoder.container(keyedBy: OuterKey.self)
        var container = outer.nestedContainer(keyedBy: Key.self, forKey: .error)
        try container.encode(error.code.rawValue, forKey: .code)
        try container.encode(error.field, forKey: .field)
        try container.encode(error.offset, forKey: .offset)
        try container.encode(error.message, forKey: .message)
    }

    private enum OuterKey: String, CodingKey { case error }
    private enum Key: String, CodingKey { case code, field, offset, message }
}
