import ATProtocol

/// What became of `ATA`.
public enum AnswerOutcome: Hashable, Sendable {
    /// The call stands.
    case answered
    /// The caller had given up.
    case gone
    /// The modem did not answer the call, and why.
    case refused(String)
}

/// A call the modem lists.
public enum ListedCall: Hashable, Sendable {
    /// Somebody can hear us.
    case standing
    /// It rings, or knocks during another one.
    case ringing
}

extension Modem {
    /// Answers the call that rings (3GPP TS 27.007 6.5, V.250 6.3.5).
    public func answer() async -> AnswerOutcome {
        let response = await port.send("ATA", timeout: 10_000, urgent: true)
        switch response.result {
        case .ok, .connect: return .answered
        case .noCarrier: return .gone
        case .timedOut:
            // The answer may have come and its OK not: the list of calls decides.
            guard await port.resynchronise() else { return .refused("the modem fell silent at ATA") }
            let listed = await listedCalls()
            if listed?.contains(.standing) == true { return .answered }
            return listed?.isEmpty == true ? .gone : .refused("no answer to ATA")
        default:
            // Where no call is left to answer, the caller gave up in that moment: the modem is not at fault.
            return await listedCalls()?.isEmpty == true ? .gone : .refused("ATA: \(response.result.text)")
        }
    }

    /// Switches the sound of a call on or off; nil when the modem did it, else what it said.
    ///
    /// Urgent: it goes before the commands that wait.
    public func setAudio(_ command: String) async -> String? {
        let response = await port.send(command, timeout: 5_000, urgent: true)
        if response.result == .timedOut { _ = await port.resynchronise() }
        return response.result == .ok ? nil : response.result.text
    }

    /// Tells a caller who knocks during another call that the line is busy (3GPP TS 27.007 7.13, `+CHLD=0`).
    public func refuseWaitingCall() async -> Bool {
        await port.send("AT+CHLD=0", timeout: 5_000, urgent: true).result == .ok
    }

    /// Ends every call that rings or stands, and says whether the modem lists none any more.
    ///
    /// Only commands that end calls are ever sent, before the commands that wait. False also where the modem does not
    /// list calls: then only its `NO CARRIER` tells.
    public func hangUp() async -> Bool {
        for command in profile.hangUpCommands {
            let response = await port.send(command, timeout: 5_000, urgent: true)
            if response.result == .portLost { return false }
            if await listedCalls()?.isEmpty == true { return true }
        }
        return false
    }

    /// Ends a call that somebody who drove the modem before has left standing; one that only rings is left alone.
    public func endLeftoverCall() async {
        if await listedCalls()?.contains(.standing) == true { _ = await hangUp() }
    }

    /// The calls the modem knows of; empty when there is none, nil when it does not tell (3GPP TS 27.007 7.18).
    public func listedCalls() async -> [ListedCall]? {
        let response = await port.send("AT+CLCC", timeout: 5_000, urgent: true)
        guard response.result == .ok else { return nil }
        // Some makers list a call that has just ended with status 6, and a data connection as a call.
        return response.lines.compactMap { CurrentCall($0) }.filter { $0.status != 6 && $0.mode != 1 }
            .map { $0.status == 0 || $0.status == 1 ? .standing : .ringing }
    }
}
