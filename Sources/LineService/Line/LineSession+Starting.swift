import LineCore
import Modems
import Vocabulary

/// Waits for parts of the modem that start slowly after power-up; a reset would only start them again.
extension LineSession {
    /// Sets the modem up as soon as its message store has started.
    func setUp() async throws(ModemFault) {
        let timeout = await StartupTimeout(isFirstTry: runner.isFirstTry)
        while true {
            do throws(ModemFault) {
                return try await modem.setUp(retrying: timeout.forSetUp(at: .now()))
            } catch {
                guard case .storeBusy(let answer) = error, timeout.lasts(at: .now()) else { throw error }
                await runner.showStarting(.store(answer: answer))
            }
            guard await ModemPause.pause(milliseconds: 1_000) else { throw ModemFault.lost }
        }
    }

    /// The state of the SIM, as soon as it has started.
    func simState() async throws(ModemFault) -> SIMState {
        let timeout = await StartupTimeout(isFirstTry: runner.isFirstTry)
        while true {
            do throws(ModemFault) {
                return try await modem.simState(attempts: 1)
            } catch {
                switch error {
                case .simBusy(let answer) where timeout.lasts(at: .now()):
                    await runner.showStarting(.sim(answer: answer))
                case .simMissing where timeout.mayStillAppear(at: .now()):
                    await runner.showStarting(.noSIM)
                default: throw error
                }
            }
            guard await ModemPause.pause(milliseconds: 1_000) else { throw ModemFault.lost }
        }
    }

    /// Whether new messages are announced; tries again if the modem could not before.
    func announceAgain() async throws(ModemFault) -> Bool {
        if await modem.announcement != nil { return true }
        do throws(ModemFault) {
            return try await modem.announceMessages()
        } catch {
            // The store could be read, so a part that is still starting is queried again later.
            guard case .storeBusy = error else { throw error }
            return false
        }
    }

    /// Waits during set-up until the modem finds a SIM; throws when the port must be released.
    func waitForSIM(_ fault: ModemFault) async throws {
        var fault = fault
        startingSIM = SIMWatch()
        startingSIM.startedWithoutSIM(at: .now())
        while true {
            if isLost { throw LineFault(ModemFault.lost) }
            if await runner.givesUpPort { throw LineFault(.released) }
            _ = await perform(.show(.simMissing(fault)))
            switch startingSIM.step(at: .now()) {
            case .cyclePower:
                startingSIM.cyclingPower(at: .now())
                _ = await perform(.cycleSIMPower)
            case .ask:
                startingSIM.asking(at: .now())
                guard case .away(let found) = try await modem.askSIM() else { return }
                fault = found
                startingSIM.startedWithoutSIM(at: .now())
            case nil: await wake.wait(atMost: milliseconds(until: startingSIM.due))
            }
        }
    }
}
