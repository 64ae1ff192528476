import EventStore
import LinePolicy
import Vocabulary

@testable import EventStore
@testable import ModemSimulator

/// What must be so of calls.
extension Judge {
    /// Every call ends, in the modem and in the log, once; who heard a message is known.
    func calls(_ events: [EventRecord]) -> [String] {
        var wrong: [String] = []
        if box.wires.contains(where: { !$0.machine.calls.present.isEmpty }) {
            wrong.append("a call stands or rings at the end")
        }
        for call in events where call.kind == .callReceived {
            let ends = events.count { isEnd($0, of: call) }
            if ends != 1 { wrong.append("the call \(call.seq) has \(ends) ends") }
            let answers = events.count { isAnswer($0, to: call) }
            if answers > 1 { wrong.append("the call \(call.seq) was answered \(answers) times") }
        }
        let heard = events.count { isHeard($0) == true }
        count(.heard, heard)
        count(.cutOff, events.count { isHeard($0) == false })
        if heard > box.witness.heardToTheEnd.count {
            wrong.append("\(heard) messages are said to be heard, \(box.witness.heardToTheEnd.count) were")
        }
        return wrong
    }

    private func isEnd(_ event: EventRecord, of call: EventRecord) -> Bool {
        if case .callEnded(call.seq, _) = event.payload { true } else { false }
    }

    private func isAnswer(_ event: EventRecord, to call: EventRecord) -> Bool {
        if case .callAnswered(call.seq, _, _) = event.payload { true } else { false }
    }

    /// Whether a message was heard to its end; nil = none was spoken.
    private func isHeard(_ event: EventRecord) -> Bool? {
        if case .callEnded(_, let end) = event.payload { end.isHeard } else { nil }
    }

    /// A call rings 60 s at most and stands 40 s at most; who is not spoken to is hung up on within 7 s.
    func limits() -> [String] {
        var wrong: [String] = []
        for (index, wire) in box.wires.enumerated() {
            let line = box.story.lines[index]
            for seen in wire.watch.calls.values where !seen.isDisturbed {
                guard let end = seen.endedAt else { continue }
                let who = "the call of \(seen.number ?? "nobody") on \(line.id)"
                if let answered = seen.answeredAt, end - answered > .seconds(40) {
                    wrong.append("\(who) stood for \((end - answered).milliseconds) ms")
                }
                guard let rang = seen.rangAt else { continue }
                let ringing = (seen.answeredAt ?? end) - rang
                if ringing > .seconds(60) { wrong.append("\(who) rang for \(ringing.milliseconds) ms") }
                let isHungUpOn = !line.rules.calls.maySpeak && !line.letsRefusedCallersRing
                // A command in flight is waited for: a send takes 3 s here, a listing less.
                if isHungUpOn, ringing > .seconds(11) {
                    wrong.append("\(who) rang for \(ringing.milliseconds) ms before it was hung up on")
                }
            }
        }
        return wrong
    }
}
