import LinePolicy
import Vocabulary

// Queries the balance of the SIM, when there is no other work.
extension WorkLane {
    /// The next step of the query, if there is one: never while a call rings, a reply is sent or the line is paused.
    mutating func balanceStep(in world: WorkWorld, at now: Uptime) -> Step? {
        let isAway = isRoaming && !world.rules.answersWhileRoaming
        let mayAsk =
            !world.hasCall && !world.isPaused && inHand == nil && registration.isRegistered && !isAway
            && !isReleasingPort
        return balance.step(world.balance, mayAsk: mayAsk, mayStore: storageFault == nil, at: now)
    }

    mutating func beginBalance(_ step: Step, in world: WorkWorld, at now: Uptime) -> WorkEffect? {
        switch step {
        case .beginBalance:
            balance.beginning(world.balance)
            return .beginBalance
        case .askNetwork(let code, let usesOtherForm):
            balance.asking(at: now)
            return .askNetwork(code, usesOtherForm: usesOtherForm)
        case .endMenu: return .endNetworkDialogue
        case .noteBalance(let outcome): return .noteBalance(outcome)
        default: return nil
        }
    }

    mutating func finishBalance(_ step: Step, _ result: WorkResult, at now: Uptime) {
        switch (step, result) {
        case (_, .balance(let turn)):
            let before = balance.standing
            balance.took(turn, at: now)
            if balance.standing != before { conditionIsShown = false }
        case (_, .storeFailed(let error)):
            balance.storeFailed(at: now)
            storageFailed(error, at: now)
        case (.askNetwork, .networkTook(false)): balance.refused(at: now)
        case (.endMenu, .failed(.refused)), (.endMenu, .done): balance.ended(at: now)
        case (_, .failed(let fault)): finish(.modem(fault))
        default: break
        }
    }
}
