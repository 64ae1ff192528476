import ATProtocol
import NIOCore
import SerialPort
import Vocabulary

/// Asks the ports of one device whether a modem is there; bounded in time, and it closes every port it opens.
public struct ModemProbe: Sendable {
    private let group: any EventLoopGroup

    /// A probe on the event loops of `group`.
    public init(group: any EventLoopGroup) {
        self.group = group
    }

    /// Tries ports in the order given until one answers AT.
    ///
    /// A port that no profile names is listened to first: one that talks by itself in NMEA is a satellite receiver, and
    /// nothing is written to it.
    public func probe(_ ports: ModemPorts) async -> ProbeResult {
        var refusal: SerialPortError?
        var isThere = false
        for (place, path) in ports.all.enumerated() {
            if Task.isCancelled { return .gone }
            do {
                if place >= ports.named.count, try await PortListening.sendsNMEA(path: path, group: group) {
                    isThere = true
                    continue
                }
                if let probed = try await probed(at: path) { return .modem(probed) }
                isThere = true
            } catch let error as SerialPortError {
                if case .missing = error { continue }
                refusal = refusal ?? error
            } catch let fault as ModemFault where fault != .lost {
                // It answered once and then fell silent: this port is skipped for now.
                isThere = true
            } catch {
                // The port disappeared during the probe.
                continue
            }
        }
        if let refusal { return .closed(refusal) }
        return isThere ? .silent : .gone
    }

    /// The modem on a port; nil when no AT answer comes back.
    private func probed(at path: String) async throws -> ProbedModem? {
        let port = try await ATPort.open(path: path, group: group)
        let modem = Modem(port: port)
        do {
            let found = try await look(modem, at: path)
            await modem.close()
            return found
        } catch ModemFault.notAModem {
            await modem.close()
            return nil
        } catch {
            await modem.close()
            throw error
        }
    }

    private func look(_ modem: Modem, at path: String) async throws(ModemFault) -> ProbedModem {
        // A probe must not wait for a second port of the same stick as long as for a modem in use.
        try await modem.identify(attempts: 3, interval: 1_000)
        // A SIM that another program has powered off cannot be read.
        if try await modem.readICCID() == nil, try await modem.radioLevel() == 0, await modem.switchRadioOn() {
            _ = try await modem.readICCID()
        }
        var fault: ModemFault?
        do {
            fault =
                switch try await modem.simState(attempts: 3) {
                case .ready: nil
                case .needsPIN: .simPIN
                case .needsPUK: .simPUK
                case .locked(let what): .simLocked(SIMLock(what))
                }
        } catch .simMissing {
            fault = .simMissing
        } catch .simBusy(let answer) {
            fault = .simBusy(answer: answer)
        }
        // A slow SIM can be read only now.
        if fault == nil, await modem.identity?.iccid == nil { _ = try await modem.readICCID() }
        guard let identity = await modem.identity else { throw .lost }
        var probed = ProbedModem(
            path: path, profile: await modem.profile.name, description: identity, fault: fault)
        if fault == nil {
            try await modem.chooseTextCoding()
            probed.ownNumber = try await modem.ownNumber()
            probed.mobileCountryCode = try await modem.mobileCountryCode()
            probed.network = try await modem.networkName()
        }
        return probed
    }
}

extension Modem {
    /// The SIM's own number as stored, with `+` if international; nil when none is stored, as on many SIMs.
    func ownNumber() async throws(ModemFault) -> String? {
        let lines = try await attempt("AT+CNUM", timeout: 10_000) ?? []
        guard let own = lines.lazy.compactMap({ OwnNumber($0) }).first, !own.number.isEmpty else { return nil }
        return own.type == 145 && !own.number.hasPrefix("+") ? "+" + own.number : own.number
    }

    /// The mobile country code of the SIM: the first three digits of its IMSI (3GPP TS 23.003 2.2); the rest is
    /// dropped.
    func mobileCountryCode() async throws(ModemFault) -> String? {
        SIMIdentity.imsi(lines: try await attempt("AT+CIMI") ?? []).map { String($0.prefix(3)) }
    }
}
