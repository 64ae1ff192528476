import LinePolicy
import SeededRandom
import Testing
import Vocabulary

@testable import LineCore

/// The next effects of a line, with simulated modems and stores in simulated time.
struct WorkLaneTests {
    private func atWork(_ change: (inout MadeUpLine) -> Void = { _ in }) -> MadeUpLine {
        var line = MadeUpLine()
        change(&line)
        line.begin()
        line.run(for: .milliseconds(500))
        return line
    }

    /// The effects of the next steps, until there is nothing to do.
    private func effects(_ line: inout MadeUpLine) -> [WorkEffect] {
        var all: [WorkEffect] = []
        while line.step({ _, effect in all.append(effect) }) {}
        return all
    }

    @Test("it reads everything first, reports that it works, and rests")
    func looksEverything() {
        var line = MadeUpLine()
        line.memories["SM"]?[4] = SlotContent(memory: "SM", index: 4, isOutgoing: false, octets: [9])
        line.begin()
        line.run(for: .seconds(2))
        #expect(line.recorded.map(\.slot) == [Slot(store: MadeUpLine.own, memory: "SM", index: 4)])
        #expect(line.memories["SM"]?.isEmpty == true)
        #expect(line.reports.last == .ready(isRoaming: false, behind: nil))
        #expect(line.lane.hasWorked && line.wrongs.isEmpty)
    }

    @Test("a text is read, committed, deleted and answered, with nothing else between")
    func textRead() {
        var line = atWork()
        line.receive(7)
        let steps = effects(&line).map { effect -> String in
            switch effect {
            case .read: "read"
            case .record(let batch): batch.mayStart ? "record" : "record, no send"
            case .delete: "delete"
            case .submit: "submit"
            case .settle(let settlement): "\(settlement.outcome)"
            case .writeNotes: "notes"
            default: "\(effect)"
            }
        }
        #expect(steps == ["read", "record", "delete", "submit", "sent", "notes"])
    }

    @Test("a burst is listed once, committed once, and deleted on one command line")
    func burstListed() {
        var line = atWork()
        for octet in 1...10 { line.receive(UInt8(octet)) }
        var commits: [Int] = []
        line.run(for: .seconds(1)) { _, effect in
            if case .record(let batch) = effect, case .stored(let messages) = batch.content {
                commits.append(messages.count)
            }
        }
        #expect(commits == [10] && line.memories["SM"]?.isEmpty == true)
    }

    @Test("a lost announcement costs a minute at most, and loses no message")
    func lostAnnouncement() {
        var line = atWork()
        line.receive(7, isAnnounced: false)
        line.run(for: .seconds(61))
        #expect(line.recorded.count == 1 && line.outcomes.count == 1)
    }

    @Test("after a failed commit it looks again in seconds, deletes nothing meanwhile, and reports the fault")
    func afterCommit() {
        var line = atWork()
        line.diskIsFull = true
        line.receive(7)
        line.run(for: .seconds(30))
        #expect(line.memories["SM"]?.count == 1 && line.recorded.isEmpty)
        #expect(line.reports.last == .notRecorded(.diskFull(answer: "x")))
        line.diskIsFull = false
        line.run(for: .seconds(25))
        #expect(line.memories["SM"]?.isEmpty == true && line.outcomes.values.map(\.self) == [.sent])
        #expect(line.reports.last == .ready(isRoaming: false, behind: nil))
    }

    @Test("a direct delivery is kept until the disk works, and is acknowledged only then")
    func wasHanded() {
        var line = atWork()
        line.diskIsFull = true
        line.lane.heard(.direct(hex: "AA", length: 1), at: line.now)
        line.lane.heard(.direct(hex: "BB", length: 1), at: line.now)
        line.run(for: .seconds(10))
        #expect(line.handedOver.isEmpty && line.acknowledged == 0)
        line.diskIsFull = false
        line.run(for: .seconds(30))
        #expect(line.handedOver == ["AA", "BB"] && line.acknowledged == 2)
    }

    @Test("a refused memory does not affect the other one, and is reported when that lasts")
    func memoryRefused() {
        var line = atWork { $0.refused = ["ME"] }
        line.receive(7)
        line.run(for: .seconds(20))
        #expect(line.recorded.count == 1 && line.lane.end == nil)
        #expect(line.reports.last == .storageUnreadable(memory: "ME", answer: "+CMS ERROR: 500"))
    }

    @Test("a missing answer costs one look, and does not stop the line")
    func answerNever() {
        var line = atWork()
        line.unanswered = 1
        line.receive(7)
        line.run(for: .seconds(5))
        #expect(line.lane.end == nil && line.recorded.count == 1)
    }

    @Test("a modem that deletes nothing is reported, and its texts are answered once")
    func modemDeletes() {
        var line = atWork { $0.deletesNothing = true }
        line.receive(7)
        line.run(for: .minutes(15))
        #expect(line.recorded.count == 1 && line.outcomes.count == 1)
        #expect(line.reports.last == .storageStuck(texts: 1))
    }

    @Test("another SIM ends the session, and nothing of it is recorded")
    func anotherSIM() {
        var line = atWork()
        line.iccid = "89302720000000009999"
        line.lane.heard(.sim(.came), at: line.now)
        line.receive(7)
        line.run(for: .seconds(5))
        #expect(line.lane.end == .otherSIM && line.recorded.isEmpty && line.wrongs.isEmpty)
    }

    @Test("a SIM that returns is set up again, and texts that came meanwhile are found")
    func simComes() {
        var line = atWork()
        line.iccid = nil
        line.lane.heard(.sim(.gone), at: line.now)
        line.run(for: .seconds(10))
        #expect(line.reports.last == .simMissing(.simMissing))
        line.receive(7, isAnnounced: false)
        line.iccid = MadeUpLine.own
        line.run(for: .seconds(10))
        #expect(line.setUps == 1 && line.recorded.count == 1)
        #expect(line.reports.last == .ready(isRoaming: false, behind: nil) && line.wrongs.isEmpty)
    }

    @Test("a line without a network has its radio restarted after ten minutes")
    func lineWithout() {
        var line = atWork()
        line.isHome = false
        line.lane.heard(.registration(.circuitSwitched, status: 2), at: line.now)
        line.run(for: .minutes(9))
        #expect(line.lane.end == nil && line.reports.last == .noNetwork(minutes: nil))
        line.run(for: .minutes(2))
        #expect(line.lane.end == .noNetwork(minutes: 10) && line.radioRestarts == 1)
    }

    @Test("two replies keep their interval, and a new text does not shorten it")
    func twoReplies() {
        var line = atWork()
        line.plan()
        line.plan()
        var sends: [Uptime] = []
        line.run(for: .seconds(20)) { line, effect in if case .submit = effect { sends.append(line.now) } }
        #expect(sends.count == 2 && sends[1] - sends[0] >= .seconds(6))
    }

    @Test("a definite error is tried once more, a refusal is not")
    func definiteError() {
        var line = atWork()
        line.submitFault = .definite(fault: .answered(answer: "+CMS ERROR: 331"), bodyWritten: true)
        line.plan()
        line.run(for: .seconds(1))
        #expect(line.outcomes == [1: .retry(.answered(answer: "+CMS ERROR: 331"), after: .seconds(6))])
        line.submitFault = .refused(fault: .answered(answer: "+CMS ERROR: 21"), bodyWritten: true)
        line.plan()
        line.run(for: .seconds(10))
        #expect(line.outcomes[2] == .failed(.answered(answer: "+CMS ERROR: 21")))
    }
}
