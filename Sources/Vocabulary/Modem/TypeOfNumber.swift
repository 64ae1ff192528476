/// The type of number of an address: 3GPP TS 23.040 9.1.2.5, and the `<type>` of `+CLIP` (TS 27.007 7.11).
public enum TypeOfNumber: UInt8, Hashable, Sendable, CaseIterable {
    /// Not specified.
    case unknown = 0
    /// With the country code.
    case international
    /// In the national form of the network's country.
    case national
    /// Specific to the network.
    case network
    /// Known within the subscriber's area.
    case subscriber
    /// A name in the GSM alphabet.
    case alphanumeric
    /// A short number.
    case abbreviated
    /// For future use.
    case reserved

    /// The name used in JSON; a reserved type is shown as unknown.
    public var name: String {
        switch self {
        case .unknown, .reserved: "unknown"
        case .international: "international"
        case .national: "national"
        case .network: "network"
        case .subscriber: "subscriber"
        case .alphanumeric: "alphanumeric"
        case .abbreviated: "abbreviated"
        }
    }
}
