import ControlAPI
import LineCore
import Logging
import Modems
import Vocabulary

/// The SIM that the line was brought up with: it may be pulled out, exchanged, or fall off the modem's bus.
extension LineSession {
    /// Does what the watch over the SIM asks for.
    func follow(_ step: SIMWatch.Step) async throws {
        switch step {
        case .cyclePower: await cycleSIMPower()
        case .ask: try await checkSIM()
        }
    }

    /// Whether the line's own SIM is in, asked again unless that was just done; throws when it is another one.
    func confirmSIM() async throws -> Bool {
        // A line that was added meanwhile may name this very SIM; a call is seen to its end.
        if !calls.isBusy { try await checkClaim() }
        guard !sim.isFresh(at: .now()) else { return true }
        sim.asking(at: .now())
        let known = await modem.identity?.iccid
        if let iccid = try await modem.askICCID(), iccid == known {
            try await take(sim.answered(.present(iccid: iccid), known: known, at: .now()))
        } else {
            try await checkSIM()
        }
        return sim.mayWork
    }

    /// Asks the modem for its SIM, and goes on, waits, or gives the port up accordingly.
    private func checkSIM() async throws {
        sim.asking(at: .now())
        let answer = try await modem.askSIM()
        let known = await modem.identity?.iccid
        if case .away(let fault) = answer { simFault = fault }
        try await take(sim.answered(answer, known: known, at: .now()))
    }

    private func take(_ verdict: SIMWatch.Verdict) async throws {
        switch verdict {
        case .same, .again: break
        case .out: conditionIsShown = false
        case .afresh:
            throw LineFault(
                waiting: "another SIM is in the modem, or it was locked again: the line starts afresh", .simOther)
        case .returned:
            conditionIsShown = false
            do {
                try await setUpAgain()
            } catch let fault as ModemFault {
                // The SIM is there before its messages are.
                switch fault {
                case .refused, .storeBusy: guard sim.isNotReady(at: .now()) else { throw fault }
                default: throw fault
                }
            }
        }
    }

    /// Waits, while the line is brought up, until the modem finds a SIM; throws when the port has to be given up.
    func waitForSIM(_ fault: ModemFault) async throws {
        simFault = fault
        sim.isOut(at: .now())
        while true {
            if isLost { throw loss ?? LineFault(ModemFault.lost) }
            if await runner.givesUpPort { throw LineFault(waiting: "the port is given up") }
            await showMissingSIM()
            switch sim.step(at: .now()) {
            case .cyclePower: await cycleSIMPower()
            case .ask:
                sim.asking(at: .now())
                guard case .away(let fault) = try await modem.askSIM() else {
                    sim = SIMWatch()
                    return
                }
                simFault = fault
                sim.isOut(at: .now())
            case nil: await wake.wait(atMost: milliseconds(until: sim.due))
            }
        }
    }

    /// Shows that there is no SIM that works, and why.
    func showMissingSIM() async {
        let fault = LineFault(simFault)
        await runner.show(state: .simMissing, fault.code, detail: fault.sentence)
    }

    private func cycleSIMPower() async {
        sim.cyclingPower(at: .now())
        runner.logger.notice(
            "the modem does not find its SIM: its power is switched off and on", metadata: ["line": "\(setup.id)"])
        _ = await modem.restartSIM()
    }

    func milliseconds(until moment: Uptime?) -> Int64 {
        guard let moment else { return 60_000 }
        return max((moment - .now()).milliseconds, 0) + 1
    }
}
