import LinePolicy
import Testing
import Vocabulary

@testable import LineCore

/// Whatever input comes at any moment of a call, it ends once, it is recorded, and no forbidden effect is performed.
struct CallStormTests {
    private static let caller = "+15145550123"
    private static let other = "+15145550124"

    /// A simulated call into which inputs are inserted.
    struct Play: Sendable, CustomTestStringConvertible {
        var name: String
        var bench: @Sendable () -> CallBench

        var testDescription: String { name }

        static let all: [Play] = [
            Play(name: "spoken to") { bench(.speak) { _ in } },
            Play(name: "spoken to after three rings") { bench(.auto) { $0.world.answerAfterRings = 3 } },
            Play(name: "hung up on and texted") { bench(.hangUpAndText) { _ in } },
            Play(name: "withheld, without a list of calls") {
                bench(.speakAndText, caller: "") { $0.hasList = false }
            },
            Play(name: "left ringing") {
                bench(.hangUp) {
                    $0.world.letsRefusedCallersRing = true
                    $0.reasons = [caller: .repliesOff]
                }
            },
            Play(name: "sound refused") { bench(.auto) { $0.audioRefusals = 1_000 } },
            Play(name: "sound late, then cut off") {
                bench(.auto) {
                    $0.audioRefusals = 6
                    $0.soundFault = .notTaken
                }
            },
            Play(name: "a message without an end") { bench(.speak) { $0.messageLength = .seconds(100) } },
            Play(name: "a modem that ends nothing") { bench(.speak) { $0.ignoredHangUps = 100 } },
            Play(name: "a modem that ends nothing, of a caller who is not answered") {
                bench(.hangUp, rings: 40) { $0.ignoredHangUps = 100 }
            },
            Play(name: "a disk that takes seven seconds") {
                bench(.hangUpAndText) { $0.took = { if case .record = $0 { 7_000 } else { 20 } } }
            },
            Play(name: "a disk that takes twelve seconds, and a modem that knows no hang-up") {
                bench(.hangUpAndText) {
                    $0.took = { if case .record = $0 { 12_000 } else { 20 } }
                    $0.hangUpOutcome = .ignored
                }
            },
            Play(name: "two callers") {
                bench(.speak) {
                    $0.messageLength = .seconds(12)
                    $0.at(5, .modem(.waitingCaller(number: other, type: 145)))
                }
            },
            Play(name: "the next caller at once") {
                bench(.speak) {
                    $0.world.answerAfterRings = 3
                    $0.at(5, .hangsUp(caller, isAnnounced: false))
                    $0.at(5.5, .calls(other))
                }
            },
            Play(name: "the operator's try") {
                var memory = CallLane.Memory()
                memory.trial = VoiceTrial(id: 7, code: "4712", at: Uptime(milliseconds: 1_000_000))
                return bench(.auto, memory: memory) { $0.look.standing = .none }
            },
            Play(name: "a call that stands when the port is opened") {
                var bench = CallBench(.speak, isBroughtUp: false)
                bench.standing = .some(other)
                bench.ignoredHangUps = 2
                bench.at(0.1, .asked(.endStrayCall))
                bench.at(5, .asked(.identified))
                bench.at(5.1, .asked(.findRingingCall))
                bench.at(6, .asked(.broughtUp))
                bench.at(4, .calls(caller))
                return bench
            },
        ]

        private static let caller = CallStormTests.caller
        private static let other = CallStormTests.other

        private static func bench(
            _ mode: CallMode, caller: String = caller, rings: Int = 12,
            memory: CallLane.Memory = CallLane.Memory(), _ change: (inout CallBench) -> Void
        ) -> CallBench {
            var bench = CallBench(mode, memory: memory)
            bench.at(1, .calls(caller, rings: rings))
            change(&bench)
            return bench
        }
    }

    /// The inserted inputs.
    static let events: [CallBench.Event] = [
        .modem(.ring), .modem(.callEnded), .modem(.key("9")), .modem(.key("4")), .modem(.audioFlow(isOpen: false)),
        .calls(other, rings: 3), .modem(.waitingCaller(number: other, type: 145)), .hangsUp(caller),
        .hangsUp(caller, isAnnounced: false), .leaving, .storageFault(true), .paused, .answersNobody, .silence, .pulled,
        .asked(.messageChanged), .asked(.typed(code: nil)), .asked(.typed(code: "4712")), .asked(.endStrayCall),
    ]

    @Test("one input at every moment of every simulated call", arguments: Play.all)
    func everyMomentEveryEvent(play: Play) {
        var calm = play.bench()
        calm.run()
        judge(calm, play.name, event: nil, at: 0)
        for event in Self.events {
            // An inserted input changes the later moments, so each simulation runs to its own end.
            for moment in 0...min(calm.moments, 150) where moment < 40 || moment.isMultiple(of: 3) {
                var bench = play.bench()
                let end = bench.start + .seconds(400)
                while bench.moments < moment, bench.step(until: end) {}
                let began = bench.log.count
                bench.happen(event)
                bench.run(seconds: 400)
                judge(bench, play.name, event: event, at: moment, from: began)
            }
        }
    }

    @Test("two inputs at once, at random moments from a seed", arguments: 0..<10)
    func pairs(seed: Int) {
        var state = UInt64(seed + 1) &* 0x9E37_79B9_7F4A_7C15
        func draw(_ below: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(below))
        }
        for _ in 0..<150 {
            let play = Play.all[draw(Play.all.count)]
            let (one, two) = (Self.events[draw(Self.events.count)], Self.events[draw(Self.events.count)])
            let (first, second) = (draw(60), draw(20))
            var bench = play.bench()
            let end = bench.start + .seconds(400)
            while bench.moments < first, bench.step(until: end) {}
            let began = bench.log.count
            bench.happen(one)
            let next = bench.moments + second
            while bench.moments < next, bench.step(until: end) {}
            bench.happen(two)
            bench.run(seconds: 400)
            judge(bench, "\(play.name), \(one)", event: two, at: first, from: one == .leaving ? began : nil)
        }
    }

    // MARK: The checks

    /// Checks the invariants; `began` = the effects before the input.
    private func judge(
        _ bench: CallBench, _ play: String, event: CallBench.Event?, at moment: Int, from began: Int? = nil
    ) {
        var wrong = bench.problems
        if !bench.lane.isIdle { wrong.append("it does not come to rest: \(String(describing: bench.lane.call))") }
        wrong += faultsOfEnds(bench) + faultsOfAnswers(bench) + faultsOfPairs(bench)
        if event == .leaving, let began, bench.effects.dropFirst(began).contains(.answer) {
            wrong.append("answered after the release")
        }
        if let event, wrong.isEmpty == false {
            let log = bench.log.map { "\($0.at): \($0.effect)" }.joined(separator: "\n")
            Issue.record("\(play), \(event) at moment \(moment): \(wrong)\n\(log)")
        } else {
            #expect(wrong == [], "\(play)")
        }
    }

    /// Every recorded call ends once, and has no later events.
    private func faultsOfEnds(_ bench: CallBench) -> [String] {
        var (ended, faults): (Set<Int64>, [String]) = ([], [])
        var noted: Set<Int64> = []
        for case .note(let note, let call) in bench.effects {
            noted.insert(call)
            if ended.contains(call) { faults.append("\(note) after the end of \(call)") }
            if case .ended = note { ended.insert(call) }
        }
        for case .commitAnswering(let call) in bench.effects where ended.contains(call) == false {
            faults.append("\(call) was committed and never ends")
        }
        return faults + noted.subtracting(ended).map { "\($0) never ends" }
            + (bench.recordedCalls.subtracting(ended)).map { "\($0) was recorded and never ends" }
    }

    /// Each answer is committed before, by a commit of its own; and an active call is hung up in time.
    private func faultsOfAnswers(_ bench: CallBench) -> [String] {
        var faults: [String] = []
        var commits = 0
        var answered: Int64?
        var hangUps = 0
        for entry in bench.log {
            switch entry.effect {
            case .commitAnswering: commits += 1
            case .answer:
                if commits == 0 { faults.append("answered without a commit") }
                commits = 0
                hangUps = 0
            case .note(.answered, _): answered = entry.at
            case .hangUp:
                hangUps += 1
                if let since = answered, entry.at - since > 40_000, hangUps == 1 {
                    faults.append("hung up on too late")
                }
                answered = nil
            case .restartRadio:
                if hangUps == 0 { faults.append("the radio was restarted before a hang-up") }
            case .note(.ended(let facts), _): if facts.ending != .line || facts.rang != nil { hangUps = 0 }
            default: break
            }
        }
        return faults
    }

    /// Whatever is opened is closed, and whatever is reserved is released.
    private func faultsOfPairs(_ bench: CallBench) -> [String] {
        var faults: [String] = []
        if bench.count({ $0 == .reserve }) != bench.count({ $0 == .release }) {
            faults.append("the port stays reserved")
        }
        let opened = bench.count(\.isOpening)
        if bench.openFault == nil, opened != bench.count({ $0 == .stopSound }) { faults.append("the sound stays open") }
        if bench.count(\.isPlay) > opened { faults.append("played on a way that is not open") }
        return faults
    }
}
