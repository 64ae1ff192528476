import Vocabulary

/// Why a PDU could not be read or written: what is wrong, in which field, at which octet.
///
/// Two errors are equal when their codes are; the message is for people.
public struct PDUError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The closed list of what can be wrong.
    public typealias Code = PDUFault

    /// What is wrong.
    public let code: Code
    /// The field it is wrong in, as a path: `deliver.originator`.
    public let field: String
    /// The octet of the PDU or the character of the text with the error, from 0; nil when no place applies.
    public let offset: Int?
    /// One sentence for a person.
    public let message: String

    /// An error in one field.
    public init(_ code: Code, field: String, offset: Int? = nil, message: String) {
        self.code = code
        self.field = field
        self.offset = offset
        self.message = message
    }

    /// Whether both errors have the same code.
    public static func == (lhs: PDUError, rhs: PDUError) -> Bool { lhs.code == rhs.code }

    /// The field, the place and the sentence in one line.
    public var description: String {
        "\(field)\(offset.map { " at \($0)" } ?? ""): \(message)"
    }
}
