import ATProtocol

/// A sign that the SIM is not the one it was, or not there.
public enum SIMSign: Sendable, Hashable {
    /// The modem says that it is out, or does not work any more.
    case gone
    /// The modem says that there is one, or that it is ready.
    case came
    /// A command was refused because of it.
    case refusal
    /// No network serves it any more.
    case networkLost

    init(_ state: PINState) {
        switch state {
        case .removed, .busy, .failure: self = .gone
        case .ready, .inserted, .simPIN, .simPUK, .simPIN2, .simPUK2, .locked, .unknown: self = .came
        }
    }
}

/// What a modem says of its SIM when it is asked.
public enum SIMCondition: Sendable, Hashable {
    /// It is open; with its number, where it tells it now.
    case present(iccid: String?)
    /// It, or the modem, wants a code.
    case locked
    /// It is out, or does not work: why.
    case away(ModemFault)
}

extension Modem {
    /// Asks once whether the SIM is there, open, and which one it is; what is known of it stays as it was.
    public func askSIM() async throws(ModemFault) -> SIMCondition {
        do throws(ModemFault) {
            guard try await simState(patience: 1) == .ready else { return .locked }
            return .present(iccid: try await askICCID())
        } catch {
            switch error {
            case .simMissing, .simBusy: return .away(error)
            default: throw error
            }
        }
    }

    /// The number of the SIM that is in the modem now; nil when it does not tell it now.
    public func askICCID() async throws(ModemFault) -> String? {
        for command in profile.iccidCommands {
            guard let lines = try await attempt(command) else { continue }
            if let iccid = SIMIdentity.iccid(lines: lines) { return iccid }
        }
        return nil
    }
}
