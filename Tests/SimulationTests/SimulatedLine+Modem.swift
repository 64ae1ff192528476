import ATProtocol
import LineCore
import SMSCodec
import Vocabulary

@testable import Modems

/// What the work of a line asks of its modem, in the commands of 3GPP TS 27.005 and 27.007.
extension SimulatedLine {
    /// Makes the modem ready; nil where it does not become so.
    func bringUp() throws -> ModemFacts? {
        guard try wire.resynchronise() else { return nil }
        for command in ["ATE0", "AT+CMEE=1", "AT+CLIP=1", "AT+CREG=1"] where !(try isDone(command)) { return nil }
        for _ in 0..<20 where !(try isDone("AT+CPIN?")) { try wire.pass(until: now + .seconds(1)) }
        do {
            return ModemFacts(
                line: StoryWorld.line, iccid: try iccid(), imei: "866758040000013", setUp: try setUp(),
                pace: .zero, heartbeatFailed: false, clockBehind: nil)
        } catch is ModemFault {
            return nil
        }
    }

    /// What the modem says to an effect that is for it; nil for one that is for the store.
    func askModem(_ effect: WorkEffect) throws -> WorkResult? {
        switch effect {
        case .askOwner: return .owner(nil)
        case .askICCID: return .iccid(try iccid())
        case .askSIM: return .sim(try isDone("AT+CPIN?") ? .present(iccid: try iccid()) : .away(.simMissing))
        case .cycleSIMPower, .restartRadio:
            _ = try ask("AT+CFUN=0", timeout: 15_000)
            _ = try ask("AT+CFUN=1", timeout: 15_000)
            return .done
        case .askSettings: return .settings(areGone: try lines("AT+CNMI?").first?.hasPrefix("+CNMI: 2,1") != true)
        case .setUpAgain: return .setUp(try setUp())
        case .resynchronise:
            guard try wire.resynchronise() else { throw ModemFault.silent(command: "AT") }
            return .done
        case .endStrayCall:
            tell(ofCalls: .endStrayCall)
            return .done
        case .list(let memory):
            try select(memory)
            return .listed(
                ATProtocol.StoredMessage.list(try lines("AT+CMGL=4", timeout: 30_000)).map { content($0, in: memory) })
        case .read(let memory, let index):
            try select(memory)
            return .read(try read(index, in: memory))
        case .delete(let memory, let indices):
            try select(memory)
            for index in indices { _ = try lines("AT+CMGD=\(index)", timeout: 15_000) }
            return .done
        case .forgoBatches, .acknowledge, .picture, .show, .worked: return .done
        case .submit(let part, _): return .submitted(try submit(part))
        case .askRegistrations: return .registrations(try registrations())
        case .askRadio:
            let level = try lines("AT+CFUN?").lazy.compactMap { Int($0.filter(\.isNumber)) }.first
            return .radio(level: level)
        case .switchRadioOn:
            _ = try ask("AT+CFUN=1", timeout: 15_000)
            return .done
        case .takeStock:
            return .stock(
                Stock(
                    isAnnounced: true, announcementsElsewhere: nil, fill: nil, health: nil, network: nil,
                    registrations: try registrations(), signal: nil, hasRival: false))
        default: return nil
        }
    }

    // MARK: Commands

    private func isDone(_ command: String) throws -> Bool { try ask(command).result == .ok }

    /// Sends a command and counts what came of it.
    func ask(_ command: String, timeout: Int = 5_000) throws -> ATResponse {
        let response = try wire.ask(command, timeout: timeout)
        switch response.result {
        case .timedOut:
            coverage.count(.silences)
            // A late answer must not be taken for the next command's.
            if wire.isOpen { _ = try wire.resynchronise() }
        case .error, .cme, .cms: coverage.count(.refusals)
        default: break
        }
        return response
    }

    /// The information lines of a command that must succeed.
    private func lines(_ command: String, timeout: Int = 5_000) throws -> [String] {
        let response = try ask(command, timeout: timeout)
        switch response.result {
        case .ok: return response.lines
        case .portLost: throw ModemFault.lost
        case .timedOut where !(try wire.resynchronise()): throw ModemFault.silent(command: command)
        default: throw ModemFault.refused(command: command, answer: response.finalLine ?? "no answer")
        }
    }

    private func select(_ memory: String) throws {
        _ = try lines("AT+CPMS=\"\(memory)\",\"\(memory)\",\"\(memory)\"")
    }

    private func setUp() throws -> ModemSetUp {
        _ = try lines("AT+CMGF=0")
        try select("SM")
        _ = try lines("AT+CNMI=2,1,0,0,0")
        return ModemSetUp(
            memories: ["SM"], isAnnounced: true, announcementsElsewhere: nil, registrations: try registrations())
    }

    private func registrations() throws -> Registrations {
        var found = Registrations()
        for line in try lines("AT+CREG?", timeout: 10_000) {
            guard let word = RegistrationStatus(line) else { continue }
            found.statuses[NetworkDomain(word.domain)] = word.status
        }
        return found
    }

    private func iccid() throws -> String? { SIMIdentity.iccid(lines: try lines("AT+CCID")) }

    private func read(_ index: Int, in memory: String) throws -> SlotContent? {
        let response = try ask("AT+CMGR=\(index)", timeout: 10_000)
        switch response.result {
        case .ok:
            guard var message = ATProtocol.StoredMessage(lines: response.lines) else { return nil }
            message.index = index
            return content(message, in: memory)
        case .portLost: throw ModemFault.lost
        case .timedOut: throw ModemFault.silent(command: "AT+CMGR")
        default: return nil
        }
    }

    private func content(_ message: ATProtocol.StoredMessage, in memory: String) -> SlotContent {
        SlotContent(
            memory: memory, index: message.index, isOutgoing: message.status == 2 || message.status == 3,
            octets: Hex.octets(orBytesOf: message.pdu), length: message.length)
    }

    private func submit(_ part: Int) throws -> SubmitOutcome {
        guard encoded.indices.contains(part) else { return .unknown(fault: "there is no part \(part + 1)") }
        if hearsRinging {
            sendsWhileRinging.append("part \(part + 1) of the reply \(outgoing?.id ?? 0) at \(now.milliseconds)")
        }
        let response = try wire.ask(
            ATCommand("AT+CMGS=\(encoded[part].tpduLength)", body: Array(encoded[part].hex.utf8), timeout: 60_000))
        if response.result == .timedOut || response.result == .promptMissing {
            coverage.count(.silences)
            if wire.isOpen { _ = try wire.resynchronise() }
        }
        return SubmitOutcome(response)
    }
}
