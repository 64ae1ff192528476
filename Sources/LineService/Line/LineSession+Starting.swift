import Modems
import Vocabulary

/// What takes its time after power-up, and is waited for: a reset would begin it anew.
extension LineSession {
    /// Sets the modem up as soon as its message store has started.
    func setUp() async throws {
        let patience = await StartPatience(isFirstTry: runner.isFirstTry)
        while true {
            do throws(ModemFault) {
                return try await modem.setUp(patience: patience.forSetUp(at: .now()))
            } catch {
                guard case .storeBusy(let answer) = error, patience.lasts(at: .now()) else { throw error }
                await runner.showStarting("the modem's memory for messages is still starting (\(answer))")
            }
            guard await ModemPause.pause(milliseconds: 1_000) else { throw ModemFault.lost }
        }
    }

    /// What the SIM wants, as soon as it has started.
    func simState() async throws -> SIMState {
        let patience = await StartPatience(isFirstTry: runner.isFirstTry)
        while true {
            do throws(ModemFault) {
                return try await modem.simState(patience: 1)
            } catch {
                switch error {
                case .simBusy(let answer) where patience.lasts(at: .now()):
                    await runner.showStarting("the SIM card is still starting (\(answer))")
                case .simMissing where patience.doubtsAbsence(at: .now()):
                    await runner.showStarting("the modem is looking for its SIM card")
                default: throw error
                }
            }
            guard await ModemPause.pause(milliseconds: 1_000) else { throw ModemFault.lost }
        }
    }

    /// How often messages are looked for where none are announced.
    static let pollingSeconds: Int64 = 15

    /// Whether new messages are announced, and whether they can be now where they could not.
    func announceAgain() async throws(ModemFault) {
        isAnnounced = await modem.announcement != nil
        guard !isAnnounced else { return }
        do throws(ModemFault) {
            isAnnounced = try await modem.announceMessages()
        } catch {
            // It has let itself be read: what is still starting is asked again at the next look.
            guard case .storeBusy = error else { throw error }
        }
        if !isAnnounced { nextSweep = min(nextSweep, .now() + .seconds(Self.pollingSeconds)) }
    }
}
