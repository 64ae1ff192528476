import LineCore
import Logging
import Modems
import SMSCodec
import Vocabulary

/// Performs the effects of a line's work on its modem.
extension LineSession {
    /// Performs one effect and returns its result.
    func perform(_ effect: WorkEffect) async -> WorkResult {
        do throws(ModemFault) {
            return try await ask(effect)
        } catch {
            return .failed(error)
        }
    }

    private func ask(_ effect: WorkEffect) async throws(ModemFault) -> WorkResult {
        switch effect {
        case .askOwner: return .owner(await otherOwner)
        case .askICCID: return .iccid(try await modem.askICCID())
        case .askSIM: return .sim(try await modem.askSIM())
        case .cycleSIMPower:
            note("the modem does not find its SIM: its power is switched off and on")
            _ = await modem.restartSIM()
        case .askSettings: return .settings(areGone: try await settingsAreGone())
        case .setUpAgain(let areGone):
            if areGone { note("what was set up in the modem is gone: it is set up again") }
            return .setUp(try await setUpAgain())
        case .resynchronise: try await modem.resynchronise()
        case .endStrayCall: return await endStrayCall() ? .done : .callNotEnded

        case .list(let memory): return .listed(try await modem.list(memory: memory))
        case .read(let memory, let index): return .read(try await modem.read(memory: memory, index: index))
        case .delete(let memory, let indices): _ = try await modem.delete(memory: memory, indices: indices)
        case .deleteSingly: await modem.deleteSingly()
        case .acknowledge: try await modem.acknowledgeDirectDelivery()

        case .record(let batch): return await record(batch)
        case .confirmWritable: return await confirmWritable()
        case .writeNotes(let confirmed): return await writeNotes(confirmed: confirmed)
        case .askPace: return await pace()
        case .beginReply(let confirmed): return await beginReply(confirmed: confirmed)
        case .askPermission(let reply): return await permission(toSend: reply)
        case .commitPart(let part, let reply): return await commit(part: part, of: reply)
        case .submit(let part, _): return await submit(part)
        case .settle(let settlement): await settle(settlement)

        case .beginBalance: return await beginBalance()
        case .askNetwork(let code, let usesOtherForm):
            return .networkTook(try await modem.ask(network: code, usesOtherForm: usesOtherForm))
        case .endNetworkDialogue: try await modem.endNetworkDialogue()
        case .noteBalance(let outcome): return await noteBalance(outcome)

        case .askRegistrations: return .registrations(try await modem.registrations())
        case .askRadio: return .radio(level: try await modem.radioLevel())
        case .switchRadioOn(let level):
            note("the modem's radio was off (+CFUN: \(level)): it is switched on")
            _ = await modem.switchRadioOn()
        case .restartRadio: _ = await modem.restartRadio()

        case .readStatus(let health): return .status(try await status(health: health))
        case .picture(let figures): await runner.note(figures)
        case .show(let report): await show(report)
        case .worked: await runner.worked(attached: modem.identity)
        }
        return .done
    }

    private func note(_ sentence: String) {
        runner.logger.notice("\(sentence)", metadata: ["line": "\(setup.id)"])
    }

    private func submit(_ part: Int) async -> WorkResult {
        guard encoded.indices.contains(part) else { return .submitted(.unknown(fault: .noSuchPart(part: part + 1))) }
        return .submitted(await modem.submit(hex: encoded[part].hex, length: encoded[part].tpduLength))
    }

    /// Whether the settings were lost: another program on a second port, or an unannounced restart, may switch
    /// announcements and caller identity off.
    private func settingsAreGone() async throws(ModemFault) -> Bool {
        let found = try await modem.readSettings(since: settingsAfterSetUp)
        guard let before = settingsAfterSetUp else {
            settingsAfterSetUp = found
            return false
        }
        return found.differ(from: before)
    }

    /// Restores lost settings with the port open, without losing messages.
    private func setUpAgain() async throws(ModemFault) -> ModemSetUp {
        try await modem.restoreBasicSettings()
        try await setUp()
        // A setting that the modem refuses now is not tried again and again.
        settingsAfterSetUp = try await modem.readSettings()
        return try await modemSetUp()
    }

    /// Reads memory, signal and network.
    private func status(health isDue: Bool) async throws(ModemFault) -> ModemStatus {
        let isAnnounced = try await announceAgain()
        let fill = try await modem.fill()
        var health: ModemStatus.Health?
        if isDue {
            health = ModemStatus.Health(
                ims: try await modem.imsState(), lacksServiceCentre: try await modem.lacksServiceCentre())
            await showVoice(isOffIMS: health?.ims == .notRegistered)
        }
        let modemManagerMayTakeIt = await runner.directory.modemManagerMayTakeIt(setup)
        let network = try await modem.networkName()
        let registrations = try await modem.registrations()
        return ModemStatus(
            isAnnounced: isAnnounced, announcementsElsewhere: await modem.announcementsElsewhere, fill: fill,
            health: health, network: network, registrations: registrations, signal: try await modem.signal(),
            modemManagerMayTakeIt: modemManagerMayTakeIt)
    }

    private func show(_ report: LineReport) async {
        let (state, notice) = report.stateAndNotice(of: setup, pause: await runner.pause)
        await runner.show(state: state, notice)
    }
}
