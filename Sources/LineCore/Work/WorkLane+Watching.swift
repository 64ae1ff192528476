import LinePolicy
import Vocabulary

// Watches the modem, its SIM and its network, and reports them.
extension WorkLane {
    mutating func beginWatching(_ step: Step, in world: WorkWorld, at now: Uptime) -> WorkEffect? {
        switch step {
        case .askICCID:
            // Skipped if it was done just now.
            guard !sim.isFresh(at: now) else { return nil }
            sim.asking(at: now)
            return .askICCID
        case .askSIM:
            sim.asking(at: now)
            return .askSIM
        case .cycleSIMPower:
            sim.cyclingPower(at: now)
            return .cycleSIMPower
        case .askSettings:
            guard nextSettingsCheck <= now else { return nil }
            nextSettingsCheck = now + .seconds(50)
            return .askSettings
        case .setUpAgain(let areGone, _):
            hasLostSettings = false
            lastSetUp = now
            return .setUpAgain(areGone: areGone)
        case .askWhetherOwned: return .askOwner
        case .endStrayCall: return world.hasCall ? nil : .endStrayCall
        case .readStatus:
            let isDue = nextHealthCheck <= now
            // Values that change seldom are queried seldom.
            if isDue { nextHealthCheck = now + .minutes(10) }
            return .readStatus(health: isDue)
        case .picture: return figures.map { .picture($0) }
        case .show:
            conditionIsShown = true
            storageFaultIsShown = true
            return .show(report(in: world, at: now))
        case .worked:
            hasWorked = true
            return .worked
        case .checkRegistration:
            nextRegistrationCheck = now + .seconds(5)
            // Another program may have switched the radio off.
            push([.askRegistrations, .restoreRadio, .networkIsMissing])
        case .askRegistrations: return .askRegistrations
        case .restoreRadio: return !registration.isRegistered && radioRetry.isDue(at: now) ? .askRadio : nil
        case .switchRadioOn(let level):
            radioRetry.tried(at: now)
            return .switchRadioOn(level: level)
        case .networkIsMissing:
            if registration.isRegistered {
                network.found()
            } else if network.isMissing(at: now) {
                let minutes = network.minutes(at: now)
                push([.restartRadio(minutes: minutes)])
                return .show(.noNetwork(minutes: minutes))
            }
        case .restartRadio: return .restartRadio
        default: break
        }
        return nil
    }

    mutating func finishWatching(_ step: Step, _ result: WorkResult, at now: Uptime) {
        switch (step, result) {
        case (.askICCID, .iccid(let iccid)):
            if let iccid, iccid == facts?.iccid {
                take(sim.answered(.present(iccid: iccid), known: facts?.iccid, at: now))
            } else {
                push([.askSIM])
            }
        case (.askSIM, .sim(let condition)):
            if case .away(let fault) = condition { simFault = fault }
            take(sim.answered(condition, known: facts?.iccid, at: now))
        case (.askSettings, .settings(areGone: true)): push([.setUpAgain(areGone: true, afterReturn: false)])
        case (.setUpAgain, .setUp(let setUp)):
            facts?.setUp = setUp
            registration.replace(with: setUp.registrations, at: now)
            (nextRegistrationCheck, nextReplyCheck) = (now, now)
            pending.requestSweep()
        case (.setUpAgain(_, afterReturn: true), .failed(let fault)):
            // The SIM is ready before its messages are.
            switch fault {
            case .refused, .storeBusy: if !sim.isNotReady(at: now) { finish(.modem(fault)) }
            default: finish(.modem(fault))
            }
        case (.askWhetherOwned, .owner(_?)): nextSweep = now
        case (.endStrayCall, .callNotEnded): finish(.callNotEnded)
        case (.readStatus, .status(let status)): take(status, at: now)
        case (.askRegistrations, .registrations(let registrations)): registration.replace(with: registrations, at: now)
        case (.restoreRadio, .radio(let level?)) where level != 1:
            push([.switchRadioOn(level: level), .askRegistrations])
        case (.restartRadio(let minutes), _):
            // The settings are lost: the port is opened again.
            finish(.noNetwork(minutes: minutes))
        case (.cycleSIMPower, _), (.switchRadioOn, _): break
        case (_, .failed(let fault)): finish(.modem(fault))
        default: break
        }
    }

    private mutating func take(_ verdict: SIMWatch.Verdict) {
        switch verdict {
        case .same, .again: break
        case .out: conditionIsShown = false
        case .restartLine: finish(.otherSIM)
        case .returned:
            conditionIsShown = false
            push([.setUpAgain(areGone: false, afterReturn: true)])
        }
    }

    private mutating func take(_ status: ModemStatus, at now: Uptime) {
        facts?.setUp.isAnnounced = status.isAnnounced
        facts?.setUp.announcementsElsewhere = status.announcementsElsewhere
        if !status.isAnnounced { nextSweep = min(nextSweep, now + Self.polling) }
        fill = status.fill
        modemManagerMayTakeIt = status.modemManagerMayTakeIt
        if let health = status.health { (ims, lacksServiceCentre) = (health.ims, health.lacksServiceCentre) }
        // An unreported loss shows here.
        registration.replace(with: status.registrations, at: now)
        figures = LineFigures(
            fill: status.fill, signal: status.signal, network: status.network,
            isRoaming: registration.shown == .roaming, ims: ims)
        push([.picture])
    }

    /// The line's present condition.
    private func report(in world: WorkWorld, at now: Uptime) -> LineReport {
        if let storageFault { return .notRecorded(storageFault) }
        if world.isPaused { return .paused }
        if sim.isMissing(at: now) { return .simMissing(simFault) }
        if registration.shown == .denied { return .registrationDenied }
        if !registration.isShownRegistered { return .noNetwork(minutes: nil) }
        if let port = facts?.setUp.announcementsElsewhere { return .announcementsElsewhere(port: port) }
        if lacksServiceCentre { return .serviceCentreMissing }
        if facts?.setUp.isAnnounced == false { return .announcementsMissing(seconds: Self.polling.milliseconds / 1000) }
        if deletions.stuckCount > 0 { return .storageStuck(texts: deletions.stuckCount) }
        if let trouble = unreadableMemories.worst {
            return .storageUnreadable(memory: trouble.memory, answer: trouble.answer)
        }
        if let fill, fill.size - fill.used < 3 { return .storageFull(fill) }
        if heartbeatFailed { return .heartbeatFailed }
        if modemManagerMayTakeIt { return .modemManagerMayTakeIt }
        switch balance.standing {
        case .low(let amount, let floor): return .balanceLow(amount, floor: floor)
        case .unknown(let fault): return .balanceUnknown(fault)
        case .fine: break
        }
        if let missingVoice { return .voiceMissing(missingVoice) }
        return .ready(isRoaming: registration.shown == .roaming, behind: clockBehind)
    }
}
