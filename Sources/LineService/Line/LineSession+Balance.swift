import EventStore
import LineCore
import LinePolicy
import Logging
import Vocabulary

/// Performs the effects of a balance query on the store.
extension LineSession {
    /// Decides whether to query the balance, and commits the query.
    func beginBalance() async -> WorkResult {
        guard let now = await clock.trusted() else {
            return .balance(BalanceTurn(.noClock, standing: core.work.balanceStanding))
        }
        do {
            let (timing, balance) = try await store.beginBalance(in: context(), now: now)
            let standing = standing(balance, now: now)
            switch timing {
            // Every second failure in a row, the code is written in the modem's other form.
            case .ask(let failures):
                return .balance(BalanceTurn(.ask(usesOtherForm: failures % 2 == 1), standing: standing))
            case .notBefore(let due): return .balance(BalanceTurn(.notBefore(due - now), standing: standing))
            }
        } catch {
            return .storeFailed(error)
        }
    }

    /// Stores the outcome of the query.
    func noteBalance(_ outcome: BalanceOutcome) async -> WorkResult {
        let now = await clock.now()
        do {
            let balance = try await store.noteBalance(outcome, in: context(), now: now)
            switch outcome {
            case .amount: break
            case .failed(let fault, _):
                runner.logger.warning(
                    "the network did not tell the balance: \(fault.rawValue)", metadata: ["line": "\(setup.id)"])
            case .notAsked: break
            }
            let wait = outcome == .notAsked ? Span.zero : EventStore.balanceInterval
            return .balance(BalanceTurn(.notBefore(wait), standing: standing(balance, now: now)))
        } catch {
            return .storeFailed(error)
        }
    }

    private func standing(_ balance: StoredBalance?, now: Timestamp) -> BalanceStanding {
        BalanceStanding(balance?.known, floor: setup.balance?.floor, now: now)
    }
}
