import LinePolicy
import Testing
import Vocabulary

@testable import LineCore

/// Whether a line can speak, and the operator's voice trial.
struct VoiceTests {
    private let caller = "+15145550123"

    private func bench(_ mode: CallMode, _ change: (inout CallBench) -> Void = { _ in }) -> CallBench {
        var bench = CallBench(mode)
        change(&bench)
        bench.run(seconds: 700)
        return bench
    }

    @Test("auto speaks once somebody has heard the line; speak always does")
    func autoSpeaks() {
        for (mode, standing, speaks) in [
            (CallMode.auto, VoiceProofState.none, false), (.auto, .failed(.cutOff), false),
            (.auto, .verified, true),
            (.speak, .none, true), (.speakAndText, .failed(.cutOff), true), (.hangUp, .verified, false),
            (.hangUpAndText, .verified, false),
        ] {
            let bench = bench(mode) {
                $0.look.standing = standing
                $0.at(1, .calls(caller))
            }
            #expect(bench.recorded.map(\.speaks) == [speaks] && bench.count(\.isAnswer) == (speaks ? 1 : 0), "\(mode)")
        }
    }

    @Test("a missing speech path is searched again after 50 s, or after 10 min if the search is costly")
    func wasFound() {
        for (isCostly, moments) in [(false, [0, 50.2, 100.4]), (true, [0, 600.2])] {
            let bench = bench(.speak) { $0.look = VoiceLook(commands: nil, fault: .noAudioPort, isCostly: isCostly) }
            let looks = bench.log.filter { $0.effect.isLook }.map { Double($0.at) / 1_000 }
            #expect(Array(looks.prefix(moments.count)) == moments)
        }
        let mute = bench(.hangUp) { $0.look = VoiceLook(commands: nil) }
        #expect(mute.count(\.isLook) == 1)
    }

    @Test("a caller waits 5 s for the first search, and 0.5 s for a later one")
    func callerWaits() {
        let first = bench(.speak) {
            $0.took = { $0.isLook ? 30_000 : 0 }
            $0.at(1, .calls(caller))
        }
        #expect(first.first(\.isRecord) == 6.1 && first.recorded.first?.speaks == false)
        let later = bench(.speak) {
            $0.took = { $0.isLook ? 2_000 : 0 }
            $0.at(9, .asked(.messageChanged))
            $0.at(9.5, .calls(caller))
        }
        #expect(later.first(\.isRecord) == 10.1 && later.recorded.first?.speaks == false)
    }

    @Test("a speech path that does not open is searched again, and the caller is texted")
    func wayDoes() {
        let bench = bench(.auto) {
            $0.openFault = .portGone
            $0.at(1, .calls(caller))
        }
        #expect(bench.recorded.map(\.speaks) == [false] && bench.lane.voice != nil)
        #expect(bench.log.filter { $0.effect.isLook }.count >= 2)
    }

    @Test("a message that changed during a call is loaded after it")
    func messageChanged() {
        let bench = bench(.speak) {
            $0.messageLength = .seconds(10)
            $0.at(1, .calls(caller))
            $0.at(4, .asked(.messageChanged))
        }
        let looks = bench.log.filter { $0.effect.isLook }
        #expect(looks.count == 2 && (looks.last?.at ?? 0) > Int64((bench.first(\.isEnd) ?? 1e6) * 1_000))
        #expect(bench.ends.first?.isHeard == true)
    }

    @Test("a search for the voice does not keep the port open")
    func lookAtTheEnd() {
        var bench = CallBench(.speak)
        bench.took = { $0.isLook ? 60_000 : 20 }
        bench.run(seconds: 1)
        bench.happen(.pulled)
        bench.run(seconds: 2)
        #expect(bench.lane.isIdle && !bench.lane.isLookingForStrayCall)
    }

    // MARK: The trial

    private func trial(_ change: (inout CallBench) -> Void) -> CallBench {
        bench(.auto) {
            $0.look.standing = .none
            $0.at(1, .asked(.begin(VoiceTrial(id: 3, code: "4712", at: $0.start + .seconds(1)))))
            change(&$0)
        }
    }

    private func state(_ bench: CallBench, at seconds: Int64 = 31) -> VoiceTrialState? {
        bench.lane.trial(at: bench.start + .seconds(seconds))?.state
    }

    @Test("the next caller hears the code, and typing it on the phone verifies the voice")
    func nextCaller() {
        let bench = trial {
            $0.at(2, .calls(caller))
            for (number, key) in "4712".enumerated() { $0.at(4 + Double(number) / 2, .modem(.key(key))) }
        }
        #expect(bench.recorded.map(\.isTrial) == [true] && bench.effects.contains(.voiceVerified))
        #expect(bench.lane.memory.trial?.state == .verified && bench.lane.voice?.standing == .verified)
        #expect(bench.ends.first?.ending == .key)
    }

    @Test("the keys are awaited for 12 s after the code, and it can be typed at the terminal")
    func keysWaited() {
        let bench = trial {
            $0.at(2, .calls(caller))
            $0.at(20, .asked(.watchTrial))
            $0.at(40, .asked(.typed(code: "4712")))
        }
        let hangUp = (bench.first(\.isHangUp) ?? .infinity)
        #expect((17...18).contains(hangUp) && bench.lane.memory.trial?.state == .verified)
    }

    @Test("a code typed too early, a wrong code and silence end the trial")
    func codeTyped() {
        let early = trial { $0.at(2, .asked(.typed(code: "4712"))) }
        #expect(early.lane.memory.trial?.fault == .wrongCode && !early.effects.contains(.voiceVerified))
        for (typed, fault) in [("1234", VoiceTrial.Fault.wrongCode), (nil, .nothingHeard)] {
            let bench = trial {
                $0.at(2, .calls(caller))
                $0.at(10, .asked(.typed(code: typed)))
            }
            #expect(bench.lane.memory.trial?.state == .failed && bench.lane.memory.trial?.fault == fault)
            #expect(bench.count(\.isVoiceFailure) == (typed == nil ? 1 : 0))
        }
    }

    @Test("neither a refused caller nor one who hangs up early ends a trial")
    func callerWhom() {
        let bench = trial {
            $0.reasons = [caller: .blocked]
            $0.at(2, .calls(caller))
            $0.at(10, .calls(""))
            $0.at(12, .hangsUp(""))
            $0.at(15, .asked(.typed(code: "4712")))
        }
        #expect(bench.lane.memory.trial?.state == .verified && bench.count(\.isAnswer) == 1)
    }

    @Test("at most three callers hear a code, and none after it has expired")
    func threeCallers() {
        let many = trial {
            for call in 0..<4 { $0.at(2 + Double(call) * 25, .calls("")) }
            for moment in stride(from: 5.0, to: 120, by: 5) { $0.at(moment, .asked(.watchTrial)) }
        }
        #expect(many.count(\.isAnswer) == 3 && many.recorded.map(\.isTrial) == [true, true, true, false])
        let late = trial { $0.at(40, .calls(caller)) }
        #expect(late.recorded.map(\.isTrial) == [false] && state(late) == .expired)
    }

    @Test("a code never has a digit twice in a row, so that a held key cannot spoil it")
    func codeNever() {
        var draws = 0
        for seed in 0..<500 {
            let code = VoiceTrial.code { limit in
                draws += 1
                return (seed * 7 + draws * 13) % limit
            }
            #expect(code.count == 4 && code.allSatisfy(\.isNumber))
            #expect(zip(code, code.dropFirst()).allSatisfy { $0 != $1 })
        }
    }
}
