import ATProtocol
import Vocabulary

/// What the SIM wants before it works.
public enum SIMState: Hashable, Sendable {
    /// Unlocked.
    case ready
    /// It wants its PIN; `tries` left, nil when the modem does not report them.
    case needsPIN(tries: Int?)
    /// It wants its PUK, which no program may enter.
    case needsPUK
    /// It wants another code that no program may enter, such as that of a network lock.
    case locked(String)
}

extension Modem {
    /// Reads which code the SIM wants, waiting while it starts.
    ///
    /// Throws ``ModemFault/simMissing`` or, after `attempts` questions a second apart, ``ModemFault/simBusy(answer:)``.
    public func simState(attempts: Int = 20) async throws(ModemFault) -> SIMState {
        var last = ""
        for attempt in 0..<max(attempts, 1) {
            if attempt > 0 {
                guard await ModemPause.pause(milliseconds: 1_000) else { throw .lost }
            }
            let reply = try await ask("AT+CPIN?", timeout: 5_000)
            var told: PINState?
            switch reply {
            case .answered(let lines): told = lines.lazy.compactMap { PINState(line: $0) }.first
            case .refused(let result, _): told = PINState(result: result)
            case .unanswered: break
            }
            if told == nil || told == .unknown { told = try await stateByOtherCommands() ?? told }
            if let told, let state = try await meaning(of: told) { return state }
            last = reply.lines?.first ?? reply.words
        }
        throw .simBusy(answer: last)
    }

    /// What a state of `+CPIN` means for the line; nil while it may still change.
    private func meaning(of told: PINState) async throws(ModemFault) -> SIMState? {
        switch told {
        case .ready, .simPIN2, .simPUK2: .ready
        case .simPIN: .needsPIN(tries: try await pinTriesLeft())
        case .simPUK: .needsPUK
        case .locked(let lock): .locked(lock)
        case .removed: throw .simMissing
        case .inserted, .busy, .failure, .unknown: nil
        }
    }

    /// The state of the SIM on a modem without `AT+CPIN?`; nil when no command shows it.
    ///
    /// The IMSI and messages are protected by the PIN (3GPP TS 31.102 4.2.2); the ICCID is not.
    private func stateByOtherCommands() async throws(ModemFault) -> PINState? {
        let reply = try await ask("AT+CIMI")
        if case .refused(let result, _) = reply, let state = PINState(result: result) { return state }
        if SIMIdentity.imsi(lines: reply.lines ?? []) != nil { return .ready }
        // This only reads the ICCID; the caller decides whether it is the line's SIM.
        let isNamed = try await askICCID() != nil
        guard isNamed, try await attempt("AT+CPMS?") != nil else { return nil }
        return .ready
    }

    /// How many tries the PIN has left; nil when the modem does not report them.
    public func pinTriesLeft() async throws(ModemFault) -> Int? {
        for command in profile.pinTriesCommands {
            guard let lines = try await attempt(command) else { continue }
            if let tries = PINRetries(lines: lines)?.pin { return tries }
        }
        return nil
    }

    /// Enters the PIN once; false when the SIM refused it.
    ///
    /// True also when the modem does not answer but is still present: then ``simState(attempts:)`` decides.
    public func enter(pin: String) async throws(ModemFault) -> Bool {
        let response = await port.send("AT+CPIN=\"\(pin)\"", timeout: 20_000)
        switch response.result {
        case .ok: return true
        case .timedOut:
            guard await port.resynchronise() else { throw .silent(command: "AT+CPIN") }
            return true
        case .portLost: throw .lost
        default: return false
        }
    }
}
