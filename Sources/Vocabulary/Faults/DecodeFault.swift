/// Why a received message could not be decoded.
public enum DecodeFault: CodedFault {
    /// What is wrong, in which field, as a path, and at which octet, if there is one.
    case pdu(PDUFault, field: String, offset: Int?)
    /// The modem showed different octets at each reading; so many were announced.
    case otherOctets(announced: Int?)
    /// The number of octets differs from the announced one.
    case notAsAnnounced
    /// The words of an older version.
    case legacy(String)
}

extension DecodeFault {
    /// The code, which programs use.
    public var code: String {
        switch self {
        case .pdu(let fault, _, _): fault.rawValue
        case .otherOctets: "other_octets"
        case .notAsAnnounced: "not_as_announced"
        case .legacy: "told"
        }
    }

    /// The values by their names.
    public var values: [String: JSONValue] {
        switch self {
        case .pdu(_, let field, let offset): ["field": .string(field), "offset": offset.map { .count($0) } ?? .null]
        case .otherOctets(let announced): ["announced": announced.map { .count($0) } ?? .null]
        case .notAsAnnounced: [:]
        case .legacy(let words): ["words": .string(words)]
        }
    }

    /// A fault from its code and its values.
    public init?(code: String, values: [String: JSONValue]) {
        switch code {
        case "other_octets": self = .otherOctets(announced: values.count("announced"))
        case "not_as_announced": self = .notAsAnnounced
        case "told":
            guard let words = values.text("words") else { return nil }
            self = .legacy(words)
        default:
            guard let fault = PDUFault(rawValue: code), let field = values.text("field") else { return nil }
            self = .pdu(fault, field: field, offset: values.count("offset"))
        }
    }

    /// The form in an event: the words of an older version stay a string.
    var stored: JSONValue { if case .legacy(let words) = self { .string(words) } else { json } }
}
