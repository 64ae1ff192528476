import EventStore
import Foundation
import LinePolicy
import Modems
import NIOCore

extension LineSession {
    /// Makes the modem ready: identity, PIN, settings, registration.
    ///
    /// Throws ``LineFault`` with the sentence for `status`.
    func bringUp() async throws {
        do {
            try await modem.identify()
            try checkIdentity(await modem.identity)
            let iccid = try await modem.readICCID()
            try await unlock(knownICCID: iccid)
            try await modem.setUp()
            lacksServiceCentre = try await modem.lacksServiceCentre()
            await describeModem()
            try await checkRegistration()
        } catch let fault as ModemFault {
            // Silence of a modem that worked before is no proof that it is none.
            let hasWorked = await runner.hasWorked
            throw LineFault(fault == .notAModem && hasWorked ? .silent(command: "AT") : fault)
        }
    }

    private func checkIdentity(_ identity: ModemDescription?) throws {
        guard let wanted = setup.imei, identity?.imei != wanted else { return }
        throw LineFault(state: .failed, sentence: "another modem is at this port: this line wants IMEI \(wanted)")
    }

    /// Enters the PIN when that is safe: bound to the ICCID, never with fewer than 3 tries left.
    private func unlock(knownICCID iccid: String?) async throws {
        if try await store.pinRecord(line: setup.id).isHeld {
            // An unlocked SIM is no better: it is the one that was refused.
            throw LineFault(
                state: .failed,
                sentence: "another SIM answered to the PIN: look at it, then run jedisnon line resume \(setup.id)")
        }
        switch try await modem.simState() {
        case .ready:
            break
        case .locked(let what):
            throw LineFault(
                state: .pinRequired, sentence: "the SIM wants \(what): put it into a phone and unlock it there")
        case .needsPIN(let tries):
            try await enterPIN(iccid: iccid, tries: tries)
        }
        let unlocked = try await modem.readICCID() ?? iccid
        if let wanted = setup.iccid, let unlocked, unlocked != wanted {
            throw LineFault(state: .failed, sentence: "another SIM is in the modem: this line wants ICCID \(wanted)")
        }
    }

    private func enterPIN(iccid: String?, tries: Int?) async throws {
        guard let file = setup.pinFile else {
            throw LineFault(
                state: .pinRequired,
                sentence: "the SIM wants its PIN: switch the PIN off in a phone, or name a pin_file for this line")
        }
        if let tries, tries < 3 {
            throw LineFault(
                state: .pinRequired,
                sentence:
                    "only \(tries) PIN tries are left, so none is used: check the PIN in \(file), and unlock the SIM in a phone"
            )
        }
        let imei = await modem.identity?.imei
        let place = iccid ?? imei ?? setup.device ?? setup.id
        guard try await mayEnterPIN(iccid: iccid) else {
            throw LineFault(
                state: .pinRequired, sentence: "this is not the SIM the PIN belongs to: put the right one in")
        }
        let pin = try PINFile.read(file)
        let isFirst = try await store.recordPINAttempt(place: place, pin: pin, now: await clock.now())
        // Whatever the modem says of tries left, some say a number from before: a PIN that was refused stays refused.
        guard isFirst else {
            throw LineFault(
                state: .pinRequired,
                sentence:
                    "the PIN in \(file) was tried once and the SIM is still locked: correct it, or unlock the SIM in a phone"
            )
        }
        guard try await modem.enter(pin: pin) else {
            throw LineFault(state: .pinRequired, sentence: "the SIM refused the PIN of \(file): correct it")
        }
        _ = try await modem.simState()
        let after = try await modem.readICCID() ?? iccid
        let isOurs = try await store.pinUnlocked(line: setup.id, place: place, iccid: after, now: await clock.now())
        guard isOurs else {
            throw LineFault(
                state: .failed,
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
        if let status = try await modem.registrationStatus() { noteRegistration(status) }
    }

    /// Memory, signal and network as they are now.
    func takeStock() async throws {
        do throws(ModemFault) {
            fill = try await modem.fill()
            await runner.note(fill: fill, signal: try await modem.signal(), network: try await modem.networkName())
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
        } else if !isRegistered {
            await runner.show(
                state: .noNetwork, detail: "not registered on a network: check antenna, plan and coverage")
        } else if lacksServiceCentre {
            await runner.show(
                state: .degraded,
                detail: "the SIM has no service centre number (SMSC), so no reply can be sent: set it with a phone, "
                    + "or ask the carrier for it")
        } else if let fill, fill.size - fill.used < 3 {
            await runner.show(
                state: .degraded,
                detail: "the SIM's memory is nearly full with messages that are not ours: delete them in a phone")
        } else {
            await runner.show(state: .ready, detail: readyDetail)
        }
    }

    private var readyDetail: String {
        switch setup.rules.mode {
        case .answer: "texts and calls are received and answered"
        case .shadow: "shadow mode: texts and calls are received and judged, nothing is sent"
        case .record: "texts and calls are recorded, never answered"
        }
    }
}
