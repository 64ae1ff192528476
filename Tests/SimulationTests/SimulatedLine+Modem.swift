import ATProtocol
import LineCore
import SMSCodec
import Vocabulary

@testable import Modems

/// What the work of a line asks of its modem, in the commands of 3GPP TS 27.005 and 27.007.
extension SimulatedLine {
    /// Makes the modem ready; nil where it does not become so.
    func bringUp() async throws -> ModemFacts? {
        guard try await wire.resynchronise() else { return nil }
        let commands = ["ATE0", "AT+CMEE=1", "AT+CLIP=1", "AT+CCWA=1", "AT+CREG=1", "AT+QTONEDET=1"]
        for command in commands where !(try await isDone(command)) { return nil }
        for _ in 0..<20 where !(try await isDone("AT+CPIN?")) { try await wire.pass(until: now + .seconds(1)) }
        do {
            // What was said to the program before may still be answered.
            var iccid = try await iccid()
            for _ in 0..<2 where iccid == nil { iccid = try await self.iccid() }
            guard let iccid else { return nil }
            let setUp = try await setUp()
            return ModemFacts(
                line: settings.id, iccid: iccid, imei: settings.imei, setUp: setUp, pace: .zero,
                heartbeatFailed: false, clockBehind: nil)
        } catch is ModemFault {
            return nil
        }
    }

    /// What the modem says to an effect that is for it; nil for one that is for the store.
    func askModem(_ effect: WorkEffect) async throws -> WorkResult? {
        switch effect {
        case .askOwner: return .owner(nil)
        case .askICCID: return .iccid(try await iccid())
        case .askSIM:
            return .sim(try await isDone("AT+CPIN?") ? .present(iccid: try await iccid()) : .away(.simMissing))
        case .cycleSIMPower, .restartRadio:
            _ = try await askInTurn("AT+CFUN=0", timeout: 15_000)
            _ = try await askInTurn("AT+CFUN=1", timeout: 15_000)
            return .done
        case .askSettings:
            return .settings(areGone: try await lines("AT+CNMI?").first?.hasPrefix("+CNMI: 2,1") != true)
        case .setUpAgain: return .setUp(try await setUp())
        case .resynchronise:
            guard try await wire.resynchronise() else { throw ModemFault.silent(command: "AT") }
            return .done
        case .endStrayCall:
            tell(ofCalls: .endStrayCall)
            return .done
        case .list(let memory):
            try await select(memory)
            let listed = try await lines("AT+CMGL=4", timeout: 30_000)
            return .listed(ATProtocol.StoredMessage.list(listed).map { content($0, in: memory) })
        case .read(let memory, let index):
            try await select(memory)
            return .read(try await read(index, in: memory))
        case .delete(let memory, let indices):
            try await select(memory)
            for index in indices { _ = try await lines("AT+CMGD=\(index)", timeout: 15_000) }
            return .done
        case .deleteSingly, .acknowledge, .picture, .show, .worked: return .done
        case .submit(let part, _): return .submitted(try await submit(part))
        case .askRegistrations: return .registrations(try await registrations())
        case .askRadio:
            let level = try await lines("AT+CFUN?").lazy.compactMap { Int($0.filter(\.isNumber)) }.first
            return .radio(level: level)
        case .switchRadioOn:
            _ = try await askInTurn("AT+CFUN=1", timeout: 15_000)
            return .done
        case .readStatus:
            return .status(
                ModemStatus(
                    isAnnounced: true, announcementsElsewhere: nil, fill: nil, health: nil, network: nil,
                    registrations: try await registrations(), signal: nil, modemManagerMayTakeIt: false))
        default: return nil
        }
    }

    // MARK: Commands

    private func isDone(_ command: String) async throws -> Bool { try await askInTurn(command).result == .ok }

    /// Sends a command after those that concern a call, and not while the modem is left to one.
    private func askInTurn(_ command: String, timeout: Int = 5_000) async throws -> ATResponse {
        try await attend()
        while isReserved, wire.isOpen {
            try await wire.pass(until: now + .milliseconds(200))
            try await attend()
        }
        return try await ask(command, timeout: timeout)
    }

    /// Sends a command and counts what came of it.
    func ask(_ command: String, timeout: Int = 5_000) async throws -> ATResponse {
        let response = try await wire.ask(command, timeout: timeout)
        switch response.result {
        case .timedOut:
            box.count(.silences)
            // A late answer must not be taken for the next command's.
            if wire.isOpen { _ = try await wire.resynchronise() }
        case .error, .cme, .cms: box.count(.refusals)
        default: break
        }
        return response
    }

    /// The information lines of a command that must succeed.
    private func lines(_ command: String, timeout: Int = 5_000) async throws -> [String] {
        let response = try await askInTurn(command, timeout: timeout)
        switch response.result {
        case .ok: return response.lines
        case .portLost: throw ModemFault.lost
        case .timedOut where !(try await wire.resynchronise()): throw ModemFault.silent(command: command)
        default: throw ModemFault.refused(command: command, answer: response.finalLine ?? "no answer")
        }
    }

    private func select(_ memory: String) async throws {
        _ = try await lines("AT+CPMS=\"\(memory)\",\"\(memory)\",\"\(memory)\"")
    }

    private func setUp() async throws -> ModemSetUp {
        _ = try await lines("AT+CMGF=0")
        try await select("SM")
        _ = try await lines("AT+CNMI=2,1,0,0,0")
        return ModemSetUp(
            memories: ["SM", "ME"], isAnnounced: true, announcementsElsewhere: nil,
            registrations: try await registrations())
    }

    private func registrations() async throws -> Registrations {
        var found = Registrations()
        for line in try await lines("AT+CREG?", timeout: 10_000) {
            guard let word = RegistrationStatus(line) else { continue }
            found.statuses[NetworkDomain(word.domain)] = word.status
        }
        return found
    }

    private func iccid() async throws -> String? { SIMIdentity.iccid(lines: try await lines("AT+CCID")) }

    private func read(_ index: Int, in memory: String) async throws -> SlotContent? {
        let response = try await askInTurn("AT+CMGR=\(index)", timeout: 10_000)
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

    private func submit(_ part: Int) async throws -> SubmitOutcome {
        guard encoded.indices.contains(part), let outgoing else {
            return .unknown(fault: .noSuchPart(part: part + 1))
        }
        let place = "part \(part + 1) of the reply \(outgoing.id) of \(settings.id)"
        if hearsRinging { box.witness.blame("\(place) was begun while a call rang") }
        if wire.watch.talks(in: wire.machine) { box.witness.blame("\(place) was begun during a call") }
        if box.paused.contains(index) { box.witness.blame("\(place) was begun in a pause") }
        if part == 0, box.witness.stopped.contains(outgoing.to) { box.witness.blame("\(place) was begun after a STOP") }
        let response = try await wire.ask(
            ATCommand("AT+CMGS=\(encoded[part].tpduLength)", body: Array(encoded[part].hex.utf8), timeout: 60_000))
        if response.result == .timedOut || response.result == .promptMissing {
            box.count(.silences)
            if wire.isOpen { _ = try await wire.resynchronise() }
        }
        return SubmitOutcome(response)
    }
}
