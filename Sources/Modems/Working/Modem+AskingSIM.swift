import ATProtocol
import Vocabulary

extension SIMIndication {
    init(_ state: PINState) {
        switch state {
        case .removed, .busy, .failure: self = .gone
        case .ready, .inserted, .simPIN, .simPUK, .simPIN2, .simPUK2, .locked, .unknown: self = .came
        }
    }
}

extension Modem {
    /// Reads once whether the SIM is present and unlocked, and its ICCID, without changing stored knowledge.
    public func askSIM() async throws(ModemFault) -> SIMCondition {
        do throws(ModemFault) {
            guard try await simState(attempts: 1) == .ready else { return .locked }
            return .present(iccid: try await askICCID())
        } catch {
            switch error {
            case .simMissing, .simBusy: return .away(error)
            default: throw error
            }
        }
    }

    /// The ICCID of the SIM that is in the modem now; nil when it cannot be read now.
    public func askICCID() async throws(ModemFault) -> String? {
        for command in profile.iccidCommands {
            guard let lines = try await attempt(command) else { continue }
            if let iccid = SIMIdentity.iccid(lines: lines) { return iccid }
        }
        return nil
    }
}
