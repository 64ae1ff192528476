import Foundation

// From the first ring to the end of a call.
extension ModemMachine {
    /// Who ended a call.
    enum CallEnd {
        case caller
        case network
        case modem
    }

    /// The ringing call, also when its caller has already given up.
    var ringingCall: SimulatedCall? { calls.calls.first { $0.state == .incoming } }

    // MARK: From the network

    /// Starts ringing or waiting; false when the caller hears the busy tone or there is no service.
    mutating func startRinging(_ caller: SimulatedCall.Caller, rings: Int, interval: Duration) -> Bool {
        guard isPlugged, registration.hasService, rings > 0 else { return false }
        // The network does not know of a call that only the modem still reports as ringing.
        calls.calls.filter(\.isGhost).forEach { forget($0) }
        guard !calls.present.isEmpty else {
            let call = calls.add(caller, .incoming, rings: rings, interval: interval)
            announce(call)
            ringOnce(call.serial)
            return true
        }
        // A ringing line is busy to others; a second call may wait (22.083), a third may not.
        guard settings.callWaiting, calls.present.count == 1, calls.first(.active) != nil else {
            journal.busyCallers += 1
            return false
        }
        let call = calls.add(caller, .waiting, rings: rings, interval: interval)
        announce(call)
        announceWaitingCall(call)
        start(.waitingCallerGivesUp(call.serial), after: interval * rings)
        return true
    }

    mutating func ringOnce(_ serial: Int) {
        guard let call = calls[serial], call.state == .incoming, !call.isBeingAnswered else { return }
        guard call.ringsLeft > 0 else {
            return call.isGhost ? forget(call) : end(call, by: .caller)
        }
        calls.change(serial) {
            $0.ringsLeft -= 1
            $0.ringsHeard += 1
        }
        say(session.extendedRing ? "+CRING: VOICE" : "RING")
        if settings.callerLineDelay > .zero {
            start(.callerLine(serial), after: settings.callerLineDelay)
        } else {
            printCallerLine(serial)
        }
        start(.ring(serial), after: call.interval)
        // V.250 6.3.8.
        if session.form.ringsToAnswer == call.ringsHeard + 1, !call.isGhost { begin(call) }
    }

    mutating func printCallerLine(_ serial: Int) {
        guard session.showsCaller, let call = calls[serial], call.state == .incoming else { return }
        if let number = call.caller.number {
            let written = TextForm.encode(number, charset: session.charset)
            say("+CLIP: \"\(written)\",\(TextForm.type(of: number))\(profile.callerTail)")
        } else if settings.withheldForm == .emptyNumber {
            // The profile's tail ends with validity 1, a withheld number.
            let tail = call.caller.validity == 1 ? profile.withheldTail : profile.withheldTail.dropLast() + "2"
            say("+CLIP: \"\",128\(tail)")
        }
    }

    /// 27.007 7.11: printed once, while the other call continues.
    private mutating func announceWaitingCall(_ call: SimulatedCall) {
        guard session.showsWaitingCall else { return }
        if let number = call.caller.number {
            say("+CCWA: \"\(number)\",\(TextForm.type(of: number)),1")
        } else {
            say("+CCWA: \"\",128,1,,\(call.caller.validity)")
        }
    }

    /// The caller of the latest call, or of the one that waits, gives up or ends it.
    mutating func callerHangsUp(waiting: Bool) {
        let call =
            waiting ? calls.first(.waiting) : calls.first(.active) ?? calls.first(.incoming) ?? calls.first(.held)
        guard let call else { return }
        end(call, by: .caller)
    }

    /// Ends the connection as soon as it is made.
    mutating func carrierIsLost(_ serial: Int) {
        if let call = calls[serial] { end(call, by: .network) }
    }

    mutating func waitingCallerGivesUp(_ serial: Int) {
        if let call = calls[serial], call.state == .waiting { end(call, by: .caller) }
    }

    // MARK: States

    /// Makes an answered call active.
    mutating func begin(_ call: SimulatedCall) {
        stopRinging(call)
        journal.answeredCalls += 1
        journal.calls.append(VoiceRecord(number: call.caller.number, answeredAt: Date()))
        calls.change(call.serial) {
            $0.isBeingAnswered = false
            $0.answeredAt = now
            $0.record = journal.calls.count - 1
        }
        change(call, to: .active)
        if faults.take(.carrierLostAtAnswer) {
            start(.carrierLost(call.serial), after: .zero)
        } else if !profile.callBegun.isEmpty {
            start(.unsolicitedLines(profile.callBegun.map(fill)), after: .zero)
        }
    }

    mutating func change(_ call: SimulatedCall, to state: SimulatedCall.State) {
        calls.change(call.serial) { $0.state = state }
        if let changed = calls[call.serial] { announce(changed) }
        routeSound()
    }

    /// Prints the change of a call, if the modem family supports that and it is switched on.
    private mutating func announce(_ call: SimulatedCall) {
        guard session.announcesCalls else { return }
        start(.unsolicitedLines([callLine(call)]), after: .zero)
    }

    mutating func stopRinging(_ call: SimulatedCall) {
        timers.cancel {
            $0 == .ring(call.serial) || $0 == .callerLine(call.serial) || $0 == .waitingCallerGivesUp(call.serial)
                || $0 == .answered(call.serial) || $0 == .carrierLost(call.serial)
        }
    }

    /// Removes a call from every list.
    mutating func forget(_ call: SimulatedCall) {
        stopRinging(call)
        calls.remove(call.serial)
    }

    /// Ends a call, prints that if the modem would, and lets a waiting call ring.
    mutating func end(_ call: SimulatedCall, by side: CallEnd) {
        if side == .caller, call.state == .incoming, !call.isBeingAnswered, faults.take(.ringsThoughGone) {
            journal.missedCalls += 1
            calls.change(call.serial) { $0.isGhost = true }
            return
        }
        forget(call)
        close(call)
        if side == .modem || !faults.take(.callEndUnannounced) {
            var last = call
            last.state = .ended
            announce(last)
            if side != .modem { announceEnd(of: call) }
        }
        // The final result of the `ATA` in progress.
        if call.isBeingAnswered { finish(Answer(final: .noCarrier)) }
        if let waiting = calls.first(.waiting), calls.first(.active) == nil {
            stopRinging(waiting)
            change(waiting, to: .incoming)
            ringOnce(waiting.serial)
        }
    }

    private mutating func announceEnd(of call: SimulatedCall) {
        var lines = ended(call.isAnswered ? profile.callEnded : profile.missedCall, call)
        // Another call still has its carrier, and `ATA` prints its own result.
        if call.state == .waiting || call.isBeingAnswered { lines.removeAll { $0 == "NO CARRIER" } }
        lines.forEach { say($0) }
    }

    /// Records how a call ended and closes its sound.
    private mutating func close(_ call: SimulatedCall) {
        if !call.isAnswered { journal.missedCalls += 1 }
        if call.isAnswered, profile.sound?.endsWithCall == true { (soundSetting, soundRoute) = ("0", .off) }
        routeSound()
        if calls.first(.active) == nil { callerVoice.clear() }
        guard let record = call.record, let answeredAt = call.answeredAt else { return }
        journal.calls[record].endedAt = Date()
        journal.calls[record].callSeconds = (now - answeredAt) / .seconds(1)
    }

    /// Drops every call without output, because the modem is gone.
    mutating func dropCalls() {
        for call in calls.calls {
            forget(call)
            if !call.isGhost { close(call) }
        }
    }

    // MARK: Words

    func ended(_ lines: [String], _ call: SimulatedCall) -> [String] {
        let seconds = call.answeredAt.map { Int((now - $0).components.seconds) } ?? 0
        let padded = String(repeating: "0", count: max(0, 6 - String(seconds).count)) + String(seconds)
        return lines.map {
            $0.replacing("{seconds}", with: $0.hasPrefix("^") ? String(seconds) : padded)
                .replacing("{number}", with: call.caller.number ?? "").replacing("{time}", with: clock)
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
