import Foundation

/// A call from the network.
struct IncomingCall {
    /// Nil for a withheld number.
    let number: String?
    var ringsLeft: Int
    let interval: Duration
    var answeredAt: Instant?

    var isAnswered: Bool { answeredAt != nil }
}

// Ringing, answering, hanging up (27.007 6.11, 7.6, 7.18).
extension ModemMachine {
    static let callCommands: [String: Handler] = [
        "D": { modem, request in
            modem.journal.dials.append(request.text(0) ?? "")
            return Answer(final: .noCarrier)
        },
        "A": { modem, _ in
            guard modem.call?.isAnswered == false else { return Answer(final: .noCarrier) }
            modem.call?.answeredAt = modem.now
            modem.timers.cancel { $0 == .ring || $0 == .callerLine }
            modem.journal.answeredCalls += 1
            if !modem.profile.callBegun.isEmpty {
                modem.start(.saySomething(modem.profile.callBegun.map(modem.fill)), after: .zero)
            }
            return .ok
        },
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
            case .read: return .line("+CLIP: \(modem.session.showsCaller ? 1 : 0),\(modem.settings.simPresent ? 1 : 2)")
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
        "+CLCC": { modem, request in
            guard request.form != .test, let call = modem.call else { return .ok }
            let number = call.number.map { ",\"\($0)\",\(TextForm.type(of: $0))" } ?? ""
            return .line("+CLCC: 1,1,\(call.isAnswered ? 0 : 4),0,0\(number)")
        },
    ]

    private mutating func hangUp() -> Answer {
        guard let call else { return .ok }
        if faults.take(.hangUpIgnored) { return .ok }
        journal.hangUps += 1
        endCall()
        // Our own end of the call is no NO CARRIER to us.
        let lines = call.isAnswered ? ended(profile.callEnded, call).filter { $0 != "NO CARRIER" } : []
        if !lines.isEmpty { start(.saySomething(lines), after: .zero) }
        return .ok
    }

    private mutating func endCall() {
        call = nil
        timers.cancel { $0 == .ring || $0 == .callerLine }
    }

    // MARK: From the network

    /// A call begins to ring; false when the line is busy or has no service.
    mutating func startRinging(from number: String?, rings: Int, interval: Duration) -> Bool {
        guard call == nil, isPlugged, registration.hasService, rings > 0 else { return false }
        call = IncomingCall(number: number, ringsLeft: rings, interval: interval)
        ringOnce()
        return true
    }

    mutating func ringOnce() {
        guard let current = call, !current.isAnswered else { return }
        guard current.ringsLeft > 0 else { return callerHangsUp() }
        call?.ringsLeft -= 1
        say(session.extendedRing ? "+CRING: VOICE" : "RING")
        if settings.callerLineDelay > .zero {
            start(.callerLine, after: settings.callerLineDelay)
        } else {
            sayCallerLine()
        }
        start(.ring, after: current.interval)
    }

    mutating func sayCallerLine() {
        guard session.showsCaller, let current = call, !current.isAnswered else { return }
        if let number = current.number {
            say("+CLIP: \"\(number)\",\(TextForm.type(of: number))\(profile.callerTail)")
        } else if settings.withheldForm == .emptyNumber {
            say("+CLIP: \"\",128\(profile.withheldTail)")
        }
    }

    mutating func callerHangsUp() {
        guard let current = call else { return }
        endCall()
        ended(current.isAnswered ? profile.callEnded : profile.missedCall, current).forEach { say($0) }
    }

    private func ended(_ lines: [String], _ call: IncomingCall) -> [String] {
        let seconds = call.answeredAt.map { Int((now - $0).components.seconds) } ?? 0
        let padded = String(repeating: "0", count: max(0, 6 - String(seconds).count)) + String(seconds)
        return lines.map {
            $0.replacing("{seconds}", with: $0.hasPrefix("^") ? String(seconds) : padded)
                .replacing("{number}", with: call.number ?? "").replacing("{time}", with: clock)
        }
    }

    /// `11:01AM`, the network's time of day.
    private var clock: String {
        let local = TextForm.seconds(networkTime) + Int64(settings.timeZoneQuarters) * 900
        let minutes = Int((local % 86_400 + 86_400) % 86_400 / 60)
        let hour = minutes / 60 % 12 == 0 ? 12 : minutes / 60 % 12
        return "\(hour):" + (minutes % 60 < 10 ? "0" : "") + "\(minutes % 60)" + (minutes < 720 ? "AM" : "PM")
    }
}
