/// What is wrong with a PDU, or with the data for one.
public enum PDUFault: String, CaseIterable, Hashable, Sendable {
    // Reading.
    /// There are no octets.
    case empty
    /// A character is not a hexadecimal digit.
    case notHex = "not_hex"
    /// The last octet has only one digit.
    case oddLength = "odd_length"
    /// The octets end too early.
    case truncated
    /// The address of the service centre cannot be read.
    case badServiceCentre = "bad_service_centre"
    /// The message type does not exist.
    case badMessageType = "bad_message_type"
    /// An address cannot be read.
    case badAddress = "bad_address"
    /// The header of the text cannot be read.
    case badUserDataHeader = "bad_user_data_header"
    // Writing.
    /// It is not a number that can be texted.
    case badNumber = "bad_number"
    /// A character is not in the alphabet.
    case unencodable
    /// It is too long.
    case tooLong = "too_long"
    /// A value is out of its range.
    case outOfRange = "out_of_range"
    /// The request cannot be understood.
    case badRequest = "bad_request"
}
