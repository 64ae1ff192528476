import Testing
import Vocabulary

@testable import LineCore

/// The SIM of a line that is pulled, exchanged, or lost, by made-up words and moments.
struct SIMWatchTests {
    private let own = "89302720000000000001"
    private let other = "89302720000000004444"

    private func at(_ seconds: Double) -> Uptime {
        .init(milliseconds: 1_000_000) + .milliseconds(Int64(seconds * 1000))
    }

    /// Asks at a moment, and has this answered at once.
    private func ask(_ watch: inout SIMWatch, _ answer: SIMCondition, at moment: Double) -> SIMWatch.Verdict {
        watch.asking(at: at(moment))
        return watch.answered(answer, known: own, at: at(moment))
    }

    @Test(
        "from the first sign until the number is told nothing is read or sent",
        arguments: [SIMIndication.gone, .came, .refusal, .networkLost])
    func firstSign(sign: SIMIndication) {
        var watch = SIMWatch()
        #expect(watch.mayWork && watch.step(at: at(0)) == nil && watch.due == nil)
        watch.note(sign, at: at(0))
        #expect(!watch.mayWork && watch.step(at: at(0)) == .ask)
        #expect(ask(&watch, .present(iccid: own), at: 0) == (sign == .gone ? .returned : .same))
        #expect(watch.mayWork && watch.due == nil)
    }

    @Test("another SIM, or one that was locked again, starts the line afresh, and nothing is sent until then")
    func anotherSIM() {
        for answer in [SIMCondition.present(iccid: other), .locked] {
            var watch = SIMWatch()
            watch.note(.came, at: at(0))
            #expect(ask(&watch, answer, at: 0) == .restartLine && !watch.mayWork)
        }
        // Without a sign, too: at every sweep.
        var watch = SIMWatch()
        #expect(ask(&watch, .present(iccid: other), at: 0) == .restartLine)
    }

    @Test("a sign that comes while the SIM is asked makes the answer worth nothing")
    func signComes() {
        var watch = SIMWatch()
        watch.note(.gone, at: at(0))
        watch.asking(at: at(0))
        watch.note(.came, at: at(0.1))
        #expect(watch.answered(.present(iccid: own), known: own, at: at(0.2)) == .returned)
        #expect(!watch.mayWork && watch.step(at: at(0.9)) == nil && watch.step(at: at(1.2)) == .ask)
        #expect(ask(&watch, .present(iccid: own), at: 1.2) == .returned && watch.mayWork)
    }

    @Test("a SIM that is out is asked every few seconds, shown when it has stood, and returns by itself")
    func simOut() {
        var watch = SIMWatch()
        watch.note(.gone, at: at(0))
        #expect(ask(&watch, .away(.simMissing), at: 0) == .out)
        #expect(!watch.isMissing(at: at(1)) && watch.isMissing(at: at(2)))
        var asked = 0
        for tenth in 0..<660 where watch.step(at: at(Double(tenth) / 10)) == .ask {
            asked += 1
            #expect(ask(&watch, .away(.simMissing), at: Double(tenth) / 10) == .out)
        }
        #expect((15...40).contains(asked), "\(asked)")
        watch.note(.came, at: at(66))
        #expect(watch.step(at: at(67)) == .ask)
        #expect(ask(&watch, .present(iccid: own), at: 67) == .returned && watch.mayWork)
        #expect(!watch.isMissing(at: at(67)))
    }

    @Test(
        "a SIM that does not return by itself has its power taken, seldom",
        arguments: [(SIMIndication.refusal, 100.0), (.gone, 150.0)])
    func simDoesReturn(sign: SIMIndication, first: Double) {
        var watch = SIMWatch()
        watch.note(sign, at: at(0))
        #expect(ask(&watch, .away(.simMissing), at: 0) == .out)
        var cycles: [Double] = []
        for second in 0..<20_000 {
            switch watch.step(at: at(Double(second))) {
            case .cyclePower:
                cycles.append(Double(second))
                watch.cyclingPower(at: at(Double(second)))
            case .ask: #expect(ask(&watch, .away(.simMissing), at: Double(second)) == .out)
            case nil: break
            }
        }
        #expect(cycles.first == first && (4...9).contains(cycles.count), "\(cycles)")
        #expect(zip(cycles, cycles.dropFirst()).allSatisfy { $1 - $0 >= 400 })
    }

    @Test("a command that is refused again and again does not ask without end")
    func commandRefused() {
        var watch = SIMWatch()
        var asked = 0
        for tenth in 0..<600 {
            watch.note(.refusal, at: at(Double(tenth) / 10))
            guard watch.step(at: at(Double(tenth) / 10)) == .ask else { continue }
            asked += 1
            #expect(ask(&watch, .present(iccid: own), at: Double(tenth) / 10) == .same)
        }
        #expect((10...13).contains(asked), "\(asked)")
    }

    @Test("a SIM that never tells its number is the line's as long as it is open")
    func simNever() {
        var watch = SIMWatch()
        watch.note(.came, at: at(0))
        watch.asking(at: at(0))
        #expect(watch.answered(.present(iccid: nil), known: nil, at: at(0)) == .same && watch.mayWork)
    }

    @Test("a SIM that does not tell its number yet is asked again, not for ever")
    func simDoes() {
        var watch = SIMWatch()
        watch.note(.came, at: at(0))
        var verdicts: [SIMWatch.Verdict] = []
        for second in 0..<SIMWatch.maximumWithoutNumber {
            verdicts.append(ask(&watch, .present(iccid: nil), at: Double(second)))
        }
        #expect(verdicts.dropLast().allSatisfy { $0 == .again } && verdicts.last == .restartLine)
        // At a sweep, without a sign, it is no reason for anything.
        var quiet = SIMWatch()
        #expect(ask(&quiet, .present(iccid: nil), at: 0) == .same)
    }

    @Test("a SIM whose messages still start is tried again, not for ever")
    func simMessages() {
        var watch = SIMWatch()
        watch.note(.gone, at: at(0))
        for second in 0..<(SIMWatch.maximumWithoutNumber - 1) {
            #expect(ask(&watch, .present(iccid: own), at: Double(second) * 2) == .returned)
            #expect(watch.isNotReady(at: at(Double(second) * 2)) && !watch.mayWork)
        }
        #expect(ask(&watch, .present(iccid: own), at: 60) == .returned)
        let mayGoOn = watch.isNotReady(at: at(60))
        #expect(!mayGoOn)
    }
}
