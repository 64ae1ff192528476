/// A part of the network, for which a modem registers and reports by itself.
public enum NetworkDomain: Sendable, Hashable, CaseIterable {
    /// Calls and texts of 2G and 3G, and of LTE where it serves both (`+CREG`, 3GPP TS 27.007 7.2).
    case circuitSwitched
    /// Data of 2G and 3G (`+CGREG`, 10.1.20).
    case packetSwitched
    /// LTE (`+CEREG`, 10.1.22).
    case lte
    /// 5G (`+C5GREG`, 10.1.47).
    case fiveG
}

/// The newest registration status of each domain, and the resulting service.
///
/// One domain with service is enough: the circuit switched one, LTE or 5G. The packet domain of 2G and 3G counts only
/// when the modem reports no other.
public struct Registrations: Sendable, Hashable {
    /// The status of each domain that the modem reports (3GPP TS 27.007 7.2).
    public var statuses: [NetworkDomain: Int]

    /// Makes the registrations of some domains.
    public init(_ statuses: [NetworkDomain: Int] = [:]) {
        self.statuses = statuses
    }

    /// The decisive status: home before roaming before none; nil when no domain is reported.
    public var status: Int? {
        let own: [NetworkDomain] = [.circuitSwitched, .lte, .fiveG]
        let counted = own.contains { statuses[$0] != nil } ? own : [.packetSwitched]
        let words = counted.compactMap { statuses[$0] }
        return words.first(where: Self.isHome) ?? words.first(where: Self.isRoaming) ?? words.first
    }

    /// Whether a network serves the SIM, at least for texts.
    public var isRegistered: Bool { status.map { Self.isHome($0) || Self.isRoaming($0) } ?? false }

    /// Whether the serving network is not the SIM's own.
    public var isRoaming: Bool { status.map(Self.isRoaming) ?? false }

    /// Whether a network denies the SIM, and none serves it.
    public var isDenied: Bool { !isRegistered && statuses.values.contains(3) }

    // 6 and 7 are for texts only, 9 and 10 without a preference for fallback; 8 and 11 are for emergencies.
    private static func isHome(_ status: Int) -> Bool { [1, 6, 9].contains(status) }
    private static func isRoaming(_ status: Int) -> Bool { [5, 7, 10].contains(status) }
}
