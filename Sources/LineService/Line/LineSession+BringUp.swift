import ControlAPI
import EventStore
import Foundation
import LineConfiguration
import LineCore
import LinePolicy
import Modems
import SerialPort
import Vocabulary

extension LineSession {
    /// Sets the modem up: identity, PIN, settings, registration; returns what it found.
    ///
    /// Throws ``LineFault`` with the state and notice for `status`.
    func bringUp() async throws -> ModemFacts {
        do {
            try await modem.identify()
            try checkIdentity(await modem.identity)
            try await recover(by: await runner.recovery)
            try await switchRadioOn()
            try await findSIM()
            try await checkClaim()
            await modem.note(port: await ownPort())
            try await setUp()
            await describeModem()
            // A killed service or a lost port may have left a call.
            guard await endStrayCall() else { throw LineFault(.callNotEnded) }
            let setUp = try await modemSetUp()
            centreClocks = ServiceCentreClocks(offsets: try await store.serviceCentreOffsets())
            let identity = await modem.identity
            return ModemFacts(
                line: setup.id, iccid: identity?.iccid, imei: identity?.imei, setUp: setUp,
                pace: try await untilNextSend(), heartbeatFailed: await runner.heartbeatFailed,
                clockBehind: centreClocks.offsets.values.max())
        } catch let fault as ModemFault {
            // Silence does not prove that a device that worked before is not a modem.
            let hasWorked = await runner.hasWorked
            throw LineFault(fault == .notAModem && hasWorked ? .silent(command: "AT") : fault)
        }
    }

    /// The result of setting the modem up.
    func modemSetUp() async throws(ModemFault) -> ModemSetUp {
        ModemSetUp(
            memories: await modem.memories, isAnnounced: await modem.announcement != nil,
            announcementsElsewhere: await modem.announcementsElsewhere,
            registrations: try await modem.registrations())
    }

    /// Switches a radio on that another program left off.
    private func switchRadioOn() async throws(ModemFault) {
        guard let level = try await modem.radioLevel(), level != 1 else { return }
        _ = await perform(.switchRadioOn(level: level))
    }

    private func checkIdentity(_ identity: ModemDescription?) throws {
        guard let wanted = setup.imei ?? place.imei, identity?.imei != wanted else { return }
        guard identity?.imei != nil else {
            // Before the PIN the modem may not report its IMEI, and the SIM identifies the line as well.
            if setup.imei == nil { return }
            throw LineFault(state: .failed, .modemOther(.noIMEI(wanted: wanted)))
        }
        // Ports get new numbers at every replug, so the directory probes again.
        if setup.imei == nil {
            throw LineFault(waiting: .modemOther(.moved(path: place.path)))
        }
        throw LineFault(state: .failed, .modemOther(.wrongIMEI(wanted: wanted)))
    }

    /// A line that names a path accepts any SIM, unless another line names that SIM.
    private func checkClaim() async throws {
        if let owner = await otherOwner { throw LineFault(.ownedBy(owner)) }
    }

    /// The line that this modem belongs to, if it is another one.
    var otherOwner: String? {
        get async {
            let iccid = await modem.identity?.iccid
            return await runner.directory.otherOwner(than: setup.id, iccid: iccid)
        }
    }

    /// Performs a step of the recovery ladder before the modem is set up again.
    private func recover(by step: RecoveryStep) async throws {
        switch step {
        case .reopen, .usbReset: return
        case .radio: _ = await modem.restartRadio()
        case .restart:
            guard await modem.restart() else { return _ = await modem.restartRadio() }
            // Its USB ports vanish now; on a UART the restart takes some time.
            guard await ModemPause.pause(milliseconds: 5_000) else { return }
        }
        // Errors do not matter: the following set-up shows whether the modem is back.
        try await modem.identify()
    }

    /// Unlocks the SIM; if it is missing, waits for it with the port open.
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
            // An unlocked SIM does not help: it is the same SIM that was refused.
            throw LineFault(state: .failed, .simPINHeld(line: setup.id))
        }
        switch try await simState() {
        case .ready:
            break
        case .locked(let what):
            throw LineFault(state: .failed, .simLocked(SIMLock(what)))
        case .needsPUK:
            throw LineFault(state: .pinRequired, .simPUK(hasLine: true))
        case .needsPIN(let tries):
            try await enterPIN(iccid: iccid, tries: tries)
        }
        let unlocked = try await modem.readICCID() ?? iccid
        if let wanted = setup.iccid, let unlocked, unlocked != wanted {
            throw LineFault(waiting: .simOther(wanted: Masking.lastDigits(wanted)))
        }
    }

    private func enterPIN(iccid: String?, tries: Int?) async throws {
        guard let file = setup.pinFile else {
            throw LineFault(state: .pinRequired, .simPIN(hasLine: true))
        }
        if let tries, tries < 3 {
            throw LineFault(state: .pinRequired, .simPINTries(left: tries, file: file))
        }
        let imei = await modem.identity?.imei
        let place = iccid ?? imei ?? setup.device ?? setup.id
        guard try await mayEnterPIN(iccid: iccid) else {
            throw LineFault(state: .pinRequired, .simPINOfOther)
        }
        let pin = try PINFile.read(file)
        let isFirst = try await store.recordPINAttempt(place: place, pin: pin, now: await clock.now())
        // The reported tries may be outdated on some modems: a refused PIN is never tried again.
        guard isFirst else {
            throw LineFault(state: .pinRequired, .simPINRefused(file: file, before: true))
        }
        guard try await modem.enter(pin: pin) else {
            throw LineFault(state: .pinRequired, .simPINRefused(file: file, before: false))
        }
        guard try await simState() == .ready else {
            throw LineFault(state: .pinRequired, .simPINRefused(file: file, before: false))
        }
        // Until now the modem may have refused to identify itself.
        if try await modem.identifyUnlocked() { try checkIdentity(await modem.identity) }
        let after = try await modem.readICCID() ?? iccid
        let isOurs = try await store.pinUnlocked(line: setup.id, place: place, iccid: after, now: await clock.now())
        guard isOurs else {
            throw LineFault(state: .failed, .simPINHeld(line: setup.id))
        }
    }

    /// Whether the PIN may be entered: it belongs to the configured ICCID, or that of the last unlock, or the first.
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

    /// Which of the modem's ports was opened.
    func ownPort() async -> OwnPort {
        let node = DeviceNode.resolved(place.path)
        if node.hasPrefix("/dev/ttyS") || node.hasPrefix("/dev/ttyAMA") { return .uart }
        let ttys = await runner.directory.device(of: setup)?.ttys
        return ttys?.first { $0.path == node }?.interface.map { .usb(interface: $0) } ?? .unknown
    }
}
