import ATProtocol

/// What the SIM wants before it works.
public enum SIMState: Hashable, Sendable {
    /// Unlocked.
    case ready
    /// It wants its PIN; `tries` left, nil when the modem does not tell.
    case needsPIN(tries: Int?)
    /// It wants something no program may give: PUK, a network lock.
    case locked(String)
}

extension Modem {
    /// Asks what the SIM wants, waiting while it comes up.
    ///
    /// Throws ``ModemFault/simMissing`` or, after `patience` questions a second apart, ``ModemFault/simBusy(answer:)``.
    public func simState(patience: Int = 20) async throws(ModemFault) -> SIMState {
        var last = ""
        for _ in 0..<max(patience, 1) {
            let response = await port.send("AT+CPIN?", timeout: 10_000)
            if response.result == .portLost || response.result == .timedOut {
                throw fault(of: response, to: "AT+CPIN?")
            }
            let said = response.lines.lazy.compactMap { PINState(line: $0) }.first
            switch said ?? PINState(result: response.result) {
            case .ready, .simPIN2, .simPUK2: return .ready
            case .simPIN: return .needsPIN(tries: try await pinTriesLeft())
            case .simPUK: return .locked("its PUK")
            case .locked(let lock): return .locked(lock)
            case .removed: throw .simMissing
            case .inserted, .busy, .failure, .unknown, nil: last = response.finalLine ?? response.result.text
            }
            guard await ModemPause.pause(milliseconds: 1_000) else { throw .lost }
        }
        throw .simBusy(answer: last)
    }

    /// How many tries the PIN has left; nil when the modem does not tell.
    public func pinTriesLeft() async throws(ModemFault) -> Int? {
        for command in profile.pinTriesCommands {
            guard let lines = try await attempt(command) else { continue }
            if let tries = PINRetries(lines: lines)?.pin { return tries }
        }
        return nil
    }

    /// Enters the PIN once; false when the SIM refused it.
    public func enter(pin: String) async throws(ModemFault) -> Bool {
        let response = await port.send("AT+CPIN=\"\(pin)\"", timeout: 20_000)
        switch response.result {
        case .ok: return true
        case .portLost, .timedOut: throw fault(of: response, to: "AT+CPIN")
        default: return false
        }
    }
}
