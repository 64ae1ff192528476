import ControlAPI
import EventStore
import Foundation
import LineConfiguration
import LineCore
import LinePolicy
import Modems
import Vocabulary

extension LineSession {
    /// Makes the modem ready: identity, PIN, settings, registration.
    ///
    /// Throws ``LineFault`` with the sentence for `status`.
    func bringUp() async throws {
        do {
            try await modem.identify()
            try checkIdentity(await modem.identity)
            try await climb(await runner.rung)
            try await mendRadio()
            try await findSIM()
            try await checkClaim()
            await modem.note(port: await ownPort())
            try await setUp()
            await describeModem()
            // A service that was killed, or a port that was lost, may have left one.
            try await endStrayCall()
            try await checkRegistration()
            registration.showNow()
        } catch let fault as ModemFault {
            // Silence of a modem that worked before is no proof that it is none.
            let hasWorked = await runner.hasWorked
            throw LineFault(fault == .notAModem && hasWorked ? .silent(command: "AT") : fault)
        }
    }

    private func checkIdentity(_ identity: ModemDescription?) throws {
        guard let wanted = setup.imei ?? place.imei, identity?.imei != wanted else { return }
        guard identity?.imei != nil else {
            // Before its PIN it may say nothing, and a SIM says as well whose it is.
            if setup.imei == nil { return }
            throw LineFault(
                state: .failed, .modemOther,
                sentence: "the modem does not say its IMEI (AT+CGSN), and this line wants IMEI \(wanted): "
                    + "name the line's modem by its SIM (iccid) or its port (usb_path)")
        }
        // Ports are numbered anew at every replug: the directory looks again.
        if setup.imei == nil {
            throw LineFault(waiting: "another modem is at \(place.path) now: it is looked for again", .modemOther)
        }
        throw LineFault(
            state: .failed, .modemOther, sentence: "another modem is at this port: this line wants IMEI \(wanted)")
    }

    /// A line that names a path takes whatever SIM is there, unless another line names that SIM.
    func checkClaim() async throws {
        guard let owner = await otherOwner else { return }
        throw LineFault(
            state: .failed, .simOfOtherLine,
            sentence: "the SIM or modem of this line belongs to the line \(owner): put this line's own SIM in")
    }

    /// The line that this modem belongs to, where that is another one.
    var otherOwner: String? {
        get async {
            let iccid = await modem.identity?.iccid
            return await runner.directory.otherOwner(than: setup.id, iccid: iccid)
        }
    }

    /// Does what the ladder asks for before the modem is brought up again.
    private func climb(_ rung: RecoveryLadder.Rung) async throws {
        switch rung {
        case .reopen, .usbReset: return
        case .radio: _ = await modem.restartRadio()
        case .restart:
            guard await modem.restart() else { return _ = await modem.restartRadio() }
            // Its ports vanish now; on a port that stays it takes its time.
            guard await ModemPause.pause(milliseconds: 5_000) else { return }
        }
        // Whatever came back says so in its own way.
        try await modem.identify()
    }

    /// Unlocks the SIM; one that is not there is waited for, with the port open.
    private func findSIM() async throws {
        while true {
            do {
                return try await unlock(knownICCID: try await modem.readICCID())
            } catch let fault as ModemFault {
                switch fault {
                case .simMissing, .simBusy: try await waitForSIM(fault)
                default: throw fault
                }
            }
        }
    }

    /// Enters the PIN when that is safe: bound to the ICCID, never with fewer than 3 tries left.
    private func unlock(knownICCID iccid: String?) async throws {
        if try await store.pinRecord(line: setup.id).isHeld {
            // An unlocked SIM is no better: it is the one that was refused.
            throw LineFault(
                state: .failed, .simPINHeld,
                sentence: "another SIM answered to the PIN: look at it, then run jedisnon line resume \(setup.id)")
        }
        switch try await simState() {
        case .ready:
            break
        case .locked(let what):
            throw LineFault(
                state: .failed, .simLocked, sentence: SIMLock(what).sentence)
        case .needsPUK:
            throw LineFault(
                state: .pinRequired, .simPUK,
                sentence: "the SIM wants its PUK: put it into a phone and unlock it there")
        case .needsPIN(let tries):
            try await enterPIN(iccid: iccid, tries: tries)
        }
        let unlocked = try await modem.readICCID() ?? iccid
        if let wanted = setup.iccid, let unlocked, unlocked != wanted {
            throw LineFault(
                waiting: "another SIM is in the modem: this line wants the SIM \(Masking.tail(wanted))",
                .simOther)
        }
    }

    private func enterPIN(iccid: String?, tries: Int?) async throws {
        guard let file = setup.pinFile else {
            throw LineFault(
                state: .pinRequired, .simPIN,
                sentence: "the SIM wants its PIN: switch the PIN off in a phone, or name a pin_file for this line")
        }
        if let tries, tries < 3 {
            throw LineFault(
                state: .pinRequired, .simPINTries,
                sentence:
                    "only \(tries) PIN tries are left, so none is used: check the PIN in \(file), and unlock the SIM in a phone"
            )
        }
        let imei = await modem.identity?.imei
        let place = iccid ?? imei ?? setup.device ?? setup.id
        guard try await mayEnterPIN(iccid: iccid) else {
            throw LineFault(
                state: .pinRequired, .simPINOfOther,
                sentence: "this is not the SIM the PIN belongs to: put the right one in")
        }
        let pin = try PINFile.read(file)
        let isFirst = try await store.recordPINAttempt(place: place, pin: pin, now: await clock.now())
        // Whatever the modem says of tries left, some say a number from before: a PIN that was refused stays refused.
        guard isFirst else {
            throw LineFault(
                state: .pinRequired, .simPINRefused,
                sentence:
                    "the PIN in \(file) was tried once and the SIM is still locked: correct it, or unlock the SIM in a phone"
            )
        }
        guard try await modem.enter(pin: pin) else {
            throw LineFault(
                state: .pinRequired, .simPINRefused, sentence: "the SIM refused the PIN of \(file): correct it")
        }
        guard try await simState() == .ready else {
            throw LineFault(
                state: .pinRequired, .simPINRefused, sentence: "the SIM refused the PIN of \(file): correct it")
        }
        // Until now it may have refused to say who it is.
        if try await modem.identifyUnlocked() { try checkIdentity(await modem.identity) }
        let after = try await modem.readICCID() ?? iccid
        let isOurs = try await store.pinUnlocked(line: setup.id, place: place, iccid: after, now: await clock.now())
        guard isOurs else {
            throw LineFault(
                state: .failed, .simPINHeld,
                sentence: "another SIM answered to the PIN: look at it, then run jedisnon line resume \(setup.id)")
        }
    }

    /// The PIN belongs to one SIM: the configured ICCID, or the one of the last unlock, or the first ever.
    private func mayEnterPIN(iccid: String?) async throws -> Bool {
        let record = try await store.pinRecord(line: setup.id)
        guard let iccid else { return setup.iccid == nil }
        if let wanted = setup.iccid { return iccid == wanted || iccid == record.iccid }
        return record.iccid == nil || record.iccid == iccid
    }

    private func describeModem() async {
        let identity = await modem.identity
        let profile = await modem.profile.name
        await runner.describe(profile: profile, model: identity?.model)
    }

    /// Asks whether there is a network; where there is none, again in a few seconds.
    func checkRegistration() async throws {
        nextRegistrationCheck = .now() + .seconds(5)
        registration.replace(with: try await modem.registrations(), at: .now())
        // Another program may have switched the radio off.
        if !isRegistered, try await mendRadio() {
            registration.replace(with: try await modem.registrations(), at: .now())
        }
        guard let sentence = await runner.note(isRegistered: isRegistered) else { return }
        await runner.show(state: .noNetwork, .noNetwork, detail: sentence)
        _ = await modem.restartRadio()
        // What was set up is gone: the port is opened afresh.
        throw LineFault(state: .noNetwork, .noNetwork, sentence: sentence)
    }

    /// Memory, signal and network as they are now.
    func takeStock() async throws {
        try await endStrayCall()
        do throws(ModemFault) {
            try await announceAgain()
            fill = try await modem.fill()
            if nextHealthCheck <= .now() {
                // What changes seldom is asked seldom.
                nextHealthCheck = .now() + .minutes(10)
                ims = try await modem.imsState()
                lacksServiceCentre = try await modem.lacksServiceCentre()
                await showVoice()
            }
            prepareVoiceAgain()
            await runner.lookForRival()
            let network = try await modem.networkName()
            // A loss that was not reported shows here.
            registration.replace(with: try await modem.registrations(), at: .now())
            await runner.note(
                fill: fill, signal: try await modem.signal(), network: network,
                isRoaming: registration.shown == .roaming, ims: ims)
        } catch {
            throw LineFault(error)
        }
        await showCondition()
    }

    /// Shows what the line knows of itself in `status`.
    func showCondition() async {
        conditionIsShown = true
        guard storageFault == nil else { return }
        if await runner.pause != nil {
            await runner.show(state: .paused, detail: await runner.pauseDetail)
        } else if sim.isMissing(at: .now()) {
            await showMissingSIM()
        } else if registration.shown == .denied {
            await runner.show(
                state: .noNetwork, .registrationDenied,
                detail: "the network refuses the SIM: ask the carrier whether it is active, paid for, and allowed in "
                    + "this modem")
        } else if !registration.isShownRegistered {
            await runner.show(
                state: .noNetwork, .noNetwork,
                detail: "not registered on a network: check antenna, plan and coverage")
        } else if let port = await modem.announcementsElsewhere {
            await runner.show(
                state: .degraded, .announcementsElsewhere,
                detail: "the modem announces texts and calls on another of its ports (\(port)): texts are found once a "
                    + "minute and calls are missed; name that port for this line, or set it with AT+QURCCFG in a terminal"
            )
        } else if lacksServiceCentre {
            await runner.show(
                state: .degraded, .smscMissing,
                detail: "the SIM has no service centre number (SMSC), so no reply can be sent: set it with a phone, "
                    + "or ask the carrier for it")
        } else if !isAnnounced {
            await runner.show(
                state: .degraded, .announcementsMissing,
                detail: "the modem cannot announce new messages (AT+CNMI): they are looked for every "
                    + "\(Self.pollingSeconds) seconds, and answered that much later")
        } else if let sentence = deletions.sentence {
            await runner.show(state: .degraded, .storageStuck, detail: sentence)
        } else if let sentence = troubles.sentence {
            await runner.show(state: .degraded, .storageUnreadable, detail: sentence)
        } else if let fill, fill.size - fill.used < 3 {
            await runner.show(
                state: .degraded, .storageFull,
                detail: "the SIM's memory is nearly full with messages that are not ours: delete them in a phone")
        } else if await runner.heartbeatFailed {
            await runner.show(
                state: .degraded, .heartbeatFailed,
                detail:
                    "its heartbeat failed, so it may not send or not receive: prove it with jedisnon line verify \(setup.id)"
            )
        } else if let rival = await runner.rival {
            await runner.show(state: .degraded, .modemManagerActive, detail: rival)
        } else if let missingVoice {
            await runner.show(state: .degraded, .voiceMissing, detail: missingVoice)
        } else {
            await runner.show(state: .ready, detail: readyDetail + clockRemark)
        }
    }

    /// What is taken out of the times of texts.
    private var clockRemark: String {
        guard let quarters = centreClocks.offsets.values.max() else { return "" }
        return
            "; a service centre's times are \(quarters / 4) h \(quarters % 4 * 15) min behind, to the minute, as with "
            + "a wrong time zone: that is taken out"
    }

    private var readyDetail: String {
        if registration.shown == .roaming, !setup.rules.answersWhileRoaming {
            return "the SIM is roaming: texts and calls are recorded, not answered (roaming = false)"
        }
        return switch setup.rules.mode {
        case .answer: "texts and calls are received and answered"
        case .shadow: "shadow mode: texts and calls are received and judged, nothing is sent"
        case .record: "texts and calls are recorded, never answered"
        }
    }
}
