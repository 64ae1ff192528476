/// What kind of number an address is (3GPP TS 23.040 9.1.2.5).
public enum TypeOfNumber: UInt8, Hashable, Sendable, CaseIterable {
    case unknown = 0
    case international
    case national
    case network
    case subscriber
    case alphanumeric
    case abbreviated
    case reserved

    /// The name used in JSON; a reserved type is as good as unknown.
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
