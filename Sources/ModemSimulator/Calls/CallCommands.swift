// What a host asks about calls (27.007 6.5, 7.6, 7.11, 7.13, 7.18).
extension ModemMachine {
    static let callCommands: [String: Handler] = [
        "D": { modem, request in
            modem.journal.dials.append(request.text(0) ?? "")
            return Answer(final: .noCarrier)
        },
        "A": { modem, _ in modem.answerCall() },
        "H": { modem, _ in
            // +CVHU=1: ATH is answered and means nothing (27.007 6.20).
            modem.session.hangUpControl == 1 ? .ok : modem.hangUp()
        },
        "+CHUP": { modem, request in request.form == .test ? .ok : modem.hangUp() },
        "+CVHU": { modem, request in
            switch request.form {
            case .read: return .line("+CVHU: \(modem.session.hangUpControl)")
            case .test: return .line("+CVHU: (0-1)")
            case .execute, .set:
                guard let mode = request.number(0), (0...2).contains(mode) else { return .cme(50) }
                modem.session.hangUpControl = mode
                return .ok
            }
        },
        "+CLIP": { modem, request in
            switch request.form {
            case .read: return .line("+CLIP: \(modem.session.showsCaller ? 1 : 0),\(modem.simIsPresent ? 1 : 2)")
            case .test: return .line("+CLIP: (0,1)")
            case .execute, .set:
                guard let mode = request.has(0) ? request.number(0) : 0, (0...1).contains(mode) else { return .cme(50) }
                modem.session.showsCaller = mode == 1
                return .ok
            }
        },
        "+CRC": { modem, request in
            switch request.form {
            case .read: return .line("+CRC: \(modem.session.extendedRing ? 1 : 0)")
            case .test: return .line("+CRC: (0,1)")
            case .execute, .set:
                guard let mode = request.has(0) ? request.number(0) : 0, (0...1).contains(mode) else { return .cme(50) }
                modem.session.extendedRing = mode == 1
                return .ok
            }
        },
        "+CLCC": { modem, request in modem.callList(request) },
        "+CCWA": { modem, request in modem.callWaiting(request) },
        "+CHLD": { modem, request in modem.supplementary(request) },
    ]

    // MARK: Answering and hanging up

    private mutating func answerCall() -> Answer {
        guard let call = ringingCall, !call.isBeingAnswered else { return Answer(final: .noCarrier) }
        if call.isGhost {
            forget(call)
            return Answer(final: .noCarrier)
        }
        switch faults.take({ if case .answerRefused(let form) = $0 { form } else { nil } }) {
        case .error?: return .error
        case .callerGone?:
            end(call, by: .caller)
            return .error
        case .noCarrier?:
            end(call, by: .network)
            return Answer(final: .noCarrier)
        case nil: break
        }
        guard settings.answerDelay > .zero else {
            begin(call)
            return .ok
        }
        // The call no longer rings while it is being answered.
        stopRinging(call)
        calls.change(call.serial) { $0.isBeingAnswered = true }
        start(.answered(call.serial), after: settings.answerDelay)
        return .later
    }

    /// The network connects a call answered with `ATA`, which ends that command.
    mutating func callIsAnswered(_ serial: Int) {
        guard let call = calls[serial], call.isBeingAnswered else { return }
        begin(call)
        finish(.ok)
    }

    /// 27.007 6.5: the current call ends; one that waits behind it rings then.
    private mutating func hangUp() -> Answer {
        guard let call = calls.first(.active) ?? ringingCall ?? calls.first(.held) ?? calls.first(.waiting) else {
            return .ok
        }
        if faults.take(.hangUpIgnored) { return .ok }
        journal.hangUps += 1
        hangUp(call)
        return .ok
    }

    /// Ends a call from this side.
    private mutating func hangUp(_ call: SimulatedCall) {
        guard !call.isGhost else { return forget(call) }
        // A hang-up from this side prints no NO CARRIER.
        let lines = call.isAnswered ? ended(profile.callEnded, call).filter { $0 != "NO CARRIER" } : []
        if !lines.isEmpty { start(.unsolicitedLines(lines), after: .zero) }
        end(call, by: .modem)
    }

    // MARK: Lists and further calls

    private mutating func callList(_ request: Request) -> Answer {
        switch request.form {
        case .test: return profile.announcesCallList ? .line("+CLCC: (0-1)") : .ok
        case .read:
            return profile.announcesCallList ? .line("+CLCC: \(session.announcesCalls ? 1 : 0)") : .error
        case .set:
            guard profile.announcesCallList, let mode = request.number(0), (0...1).contains(mode) else {
                return .cme(50)
            }
            session.announcesCalls = mode == 1
            return .ok
        case .execute: return .lines(calls.present.map { callLine($0) })
        }
    }

    func callLine(_ call: SimulatedCall) -> String {
        let number = call.caller.number.map { ",\"\($0)\",\(TextForm.type(of: $0))" } ?? ""
        return "+CLCC: \(call.index),1,\(call.state.rawValue),0,0\(number)"
    }

    private mutating func callWaiting(_ request: Request) -> Answer {
        switch request.form {
        case .read: return .line("+CCWA: \(session.showsWaitingCall ? 1 : 0)")
        case .test: return .line("+CCWA: (0,1)")
        case .execute, .set:
            guard let shown = request.has(0) ? request.number(0) : 0, (0...1).contains(shown) else { return .cme(50) }
            session.showsWaitingCall = shown == 1
            guard request.has(1) else { return .ok }
            guard let mode = request.number(1), (0...2).contains(mode) else { return .cme(50) }
            guard registration.hasService else { return .cme(30) }
            // Class 1 is voice, the only one simulated.
            if mode == 2 { return .line("+CCWA: \(settings.callWaiting ? 1 : 0),1") }
            settings.callWaiting = mode == 1
            return .ok
        }
    }

    private mutating func supplementary(_ request: Request) -> Answer {
        if request.form == .test { return .line("+CHLD: (0,1,1x,2)") }
        guard request.form == .set, let digits = request.text(0), let action = digits.first,
            let index = digits.count == 1 ? 0 : Int(digits.dropFirst())
        else { return .cme(50) }
        switch (action, index) {
        case ("0", 0): return refuseOrRelease()
        case ("1", 0):
            let active = calls.present.filter { $0.state == .active }
            guard let other = calls.first(.waiting) ?? calls.first(.held) else {
                guard !active.isEmpty else { return .cme(3) }
                active.forEach { release($0) }
                return .ok
            }
            // Otherwise the waiting call would ring in between.
            calls.change(other.serial) { $0.state = .held }
            active.forEach { release($0) }
            accept(other)
            return .ok
        case ("1", _):
            guard let call = calls.present.first(where: { $0.index == index && $0.isAnswered }) else { return .cme(3) }
            release(call)
            return .ok
        case ("2", 0):
            let active = calls.first(.active)
            let other = calls.first(.waiting) ?? calls.first(.held)
            guard active != nil || other != nil else { return .cme(3) }
            if let active { change(active, to: .held) }
            if let other { accept(other) }
            return .ok
        default: return .cme(3)
        }
    }

    /// 22.030 6.5.5.1: "User Determined User Busy" for a caller who waits, otherwise the end of all held calls.
    private mutating func refuseOrRelease() -> Answer {
        if let call = calls.first(.waiting) ?? calls.first(.incoming) {
            if call.state == .waiting { journal.refusedWaitingCalls += 1 } else { journal.hangUps += 1 }
            end(call, by: .modem)
            return .ok
        }
        let held = calls.present.filter { $0.state == .held }
        guard !held.isEmpty else { return .cme(3) }
        held.forEach { release($0) }
        return .ok
    }

    private mutating func release(_ call: SimulatedCall) {
        journal.hangUps += 1
        hangUp(call)
    }

    /// Makes a waiting or held call the active one.
    private mutating func accept(_ call: SimulatedCall) {
        if call.isAnswered { change(call, to: .active) } else if let call = calls[call.serial] { begin(call) }
    }
}
