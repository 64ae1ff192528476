import ATProtocol
import NIOCore
import Vocabulary

extension Modem {
    /// Answers the call that rings (3GPP TS 27.007 6.5, V.250 6.3.5).
    public func answer() async -> AnswerOutcome {
        let response = await port.send("ATA", timeout: 10_000, urgent: true)
        switch response.result {
        case .ok, .connect: return .answered
        case .noCarrier:
            // It may belong to an earlier call, with the answer to this one still to come.
            _ = await ModemPause.pause(milliseconds: 300)
            _ = await resynchroniseDuringCall()
            return await listedCalls().stands == true ? .answered : .gone
        case .portLost: return .unknown
        case .timedOut:
            // The call may be answered although OK is missing: the list of calls decides.
            guard await resynchroniseDuringCall() else { return .refused(.silentAtAnswer) }
            let listing = await listedCalls()
            return listing.stands == true ? .answered : listing.isEmpty ? .gone : .refused(.noAnswer)
        default:
            // If no call is left to answer, the caller gave up at that moment: the modem is not at fault.
            return await listedCalls().isEmpty ? .gone : .refused(.answerRefused(answer: response.result.text))
        }
    }

    /// Switches the sound of a call on or off; nil on success, else the modem's answer.
    ///
    /// Urgent: it goes before the commands that wait.
    public func setAudio(_ command: String) async -> String? {
        let response = await port.send(command, timeout: 3_000, urgent: true)
        if response.result == .timedOut { _ = await resynchroniseDuringCall() }
        return response.result == .ok ? nil : response.result.text
    }

    /// From now on the modem gets only commands that concern the call, until ``release()``.
    ///
    /// A listing in flight is given up after 4 s; a message that is being sent never is.
    public func reserve() async { await port.reserve(cut: 4_000) }

    /// Other commands may begin again.
    public func release() async { await port.release() }

    /// Gives a second caller, who waits during a call, the busy tone (3GPP TS 27.007 7.13, `+CHLD=0`).
    public func refuseWaitingCall() async -> Bool {
        let result = await port.send("AT+CHLD=0", timeout: 5_000, urgent: true).result
        if result == .timedOut { _ = await resynchroniseDuringCall() }
        return result == .ok
    }

    /// Ends the ringing or active call of `number`, or every such call, and returns the outcome.
    ///
    /// Only commands that end calls are sent, before all waiting commands and with none in between. A call of another
    /// number that rings meanwhile is not ended.
    public func hangUp(of number: String? = nil) async -> HangUpOutcome {
        await port.reserve()
        let outcome = await runHangUpCommands(of: number)
        await port.release()
        return outcome
    }

    private func runHangUpCommands(of number: String?) async -> HangUpOutcome {
        var outcome = HangUpOutcome.unsupported
        var isIgnored = true
        var isTaken = false
        for command in profile.hangUpCommands {
            // A modem that never answers one of them may accept the other.
            let result = await port.send(command, timeout: 2_000, urgent: true).result
            if result == .timedOut, !(await resynchroniseDuringCall()) { return .silent }
            if result != .timedOut { isIgnored = false }
            if result == .ok || result == .noCarrier { isTaken = true }
            switch await listedCalls() {
            case .calls(let calls):
                if calls.allSatisfy({ !$0.stands && $0.isOther(than: number) }) { return .ended }
                outcome = .stands
            case .unsupported: outcome = .unsupported
            case .silent: return .silent
            }
        }
        if isIgnored { return .ignored }
        // A refusal alone does not prove that the call is over.
        return outcome == .unsupported && !isTaken ? .stands : outcome
    }

    /// The modem's current calls (3GPP TS 27.007 7.18).
    public func listedCalls() async -> CallListing {
        // Callers of this function cannot wait for the normal timeout.
        if quirks.isSkipped("AT+CLCC", at: .now()) { return .unsupported }
        var response = await port.send("AT+CLCC", timeout: 2_000, urgent: true)
        if response.result == .timedOut {
            guard await resynchroniseDuringCall() else { return .silent }
            response = await port.send("AT+CLCC", timeout: 2_000, urgent: true)
        }
        switch response.result {
        case .ok: break
        case .portLost: return .silent
        // It answers other commands, so it has no list of calls.
        case .timedOut:
            guard await resynchroniseDuringCall() else { return .silent }
            for _ in 1...2 { quirks.noteTimeout(to: "AT+CLCC", at: .now()) }
            return .unsupported
        default: return .unsupported
        }
        quirks.noteAnswer(to: "AT+CLCC")
        return .calls(calls(in: response))
    }

    /// The modem's current calls, if it lists them within a second: a caller must not wait for a list.
    public func listCallsWithinOneSecond() async -> CallListing {
        if quirks.isSkipped("AT+CLCC", at: .now()) { return .unsupported }
        let response = await port.send("AT+CLCC", timeout: 1_000, urgent: true)
        if response.result == .timedOut { _ = await port.resynchronise(attempts: 1, interval: 1_000, urgent: true) }
        return response.result == .ok ? .calls(calls(in: response)) : .unsupported
    }

    private func calls(in response: ATResponse) -> [ListedCall] {
        // Some manufacturers list a call that has just ended with status 6, and a data connection as a call.
        response.lines.compactMap { CurrentCall($0) }.filter { $0.status != 6 && $0.mode != 1 }
            .map { ListedCall(stands: $0.status < 2, number: $0.number, type: $0.type) }
    }

    /// Resynchronises after an answer that never came, with short waits because a call is in progress.
    private func resynchroniseDuringCall() async -> Bool {
        await port.resynchronise(attempts: 2, interval: 1_000, urgent: true)
    }
}
