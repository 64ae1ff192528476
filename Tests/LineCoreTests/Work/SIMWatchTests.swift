import Testing
import Vocabulary

@testable import LineCore

/// A SIM that is removed, exchanged, or lost, in simulated time.
struct SIMWatchTests {
    private let own = "89302720000000000001"
    private let other = "89302720000000004444"

    private func at(_ seconds: Double) -> Uptime {
        .init(milliseconds: 1_000_000) + .milliseconds(Int64(seconds * 1000))
    }

    /// Queries the SIM at a moment, and gets this answer at once.
    private func ask(_ watch: inout SIMWatch, _ answer: SIMCondition, at moment: Double) -> SIMWatch.Verdict {
        watch.asking(at: at(moment))
        return watch.answered(answer, known: own, at: at(moment))
    }

    @Test(
        "from the first indication until the ICCID is known nothing is read or sent",
        arguments: [SIMIndication.gone, .came, .refusal, .networkLost])
    func firstSign(sign: SIMIndication) {
        var watch = SIMWatch()
        #expect(watch.mayWork && watch.step(at: at(0)) == nil && watch.due == nil)
        watch.note(sign, at: at(0))
        #expect(!watch.mayWork && watch.step(at: at(0)) == .ask)
        #expect(ask(&watch, .present(iccid: own), at: 0) == (sign == .gone ? .returned : .same))
        #expect(watch.mayWork && watch.due == nil)
    }

    @Test("another SIM, or one that is locked again, restarts the line, and nothing is sent until then")
    func anotherSIM() {
        for answer in [SIMCondition.present(iccid: other), .locked] {
            var watch = SIMWatch()
            watch.note(.came, at: at(0))
            #expect(ask(&watch, answer, at: 0) == .restartLine && !watch.mayWork)
        }
        // The same without an indication: at every look.
        var watch = SIMWatch()
        #expect(ask(&watch, .present(iccid: other), at: 0) == .restartLine)
    }

    @Test("an indication during the query makes its answer worthless")
    func signComes() {
        var watch = SIMWatch()
        watch.note(.gone, at: at(0))
        watch.asking(at: at(0))
        watch.note(.came, at: at(0.1))
        #expect(watch.answered(.present(iccid: own), known: own, at: at(0.2)) == .returned)
        #expect(!watch.mayWork && watch.step(at: at(0.9)) == nil && watch.step(at: at(1.2)) == .ask)
        #expect(ask(&watch, .present(iccid: own), at: 1.2) == .returned && watch.mayWork)
    }

    @Test("a missing SIM is queried every few seconds, shown after a moment, and returns by itself")
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
        "a SIM that does not return by itself has its power cycled, seldom",
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

    @Test("a repeatedly refused command does not cause endless queries")
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

    @Test("a SIM without a readable ICCID is the line's as long as the port is open")
    func simNever() {
        var watch = SIMWatch()
        watch.note(.came, at: at(0))
        watch.asking(at: at(0))
        #expect(watch.answered(.present(iccid: nil), known: nil, at: at(0)) == .same && watch.mayWork)
    }

    @Test("a SIM whose ICCID is not readable yet is queried again, with a limit")
    func simDoes() {
        var watch = SIMWatch()
        watch.note(.came, at: at(0))
        var verdicts: [SIMWatch.Verdict] = []
        for second in 0..<SIMWatch.maximumWithoutNumber {
            verdicts.append(ask(&watch, .present(iccid: nil), at: Double(second)))
        }
        #expect(verdicts.dropLast().allSatisfy { $0 == .again } && verdicts.last == .restartLine)
        // At a look without an indication, it has no effect.
        var quiet = SIMWatch()
        #expect(ask(&quiet, .present(iccid: nil), at: 0) == .same)
    }

    @Test("a SIM whose message store is starting is tried again, with a limit")
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
