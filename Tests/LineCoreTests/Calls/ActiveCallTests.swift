import LinePolicy
import Testing
import Vocabulary

@testable import LineCore

/// An answered call in simulated time: what the caller hears, and how the call ends.
struct ActiveCallTests {
    private let caller = "+15145550123"
    private let other = "+15145550124"

    /// A call from second 0 on, on a line that answers after the first ring.
    private func active(
        _ mode: CallMode = .speak, caller: String = "+15145550123", _ change: (inout CallBench) -> Void = { _ in }
    )
        -> CallBench
    {
        var bench = CallBench(mode)
        bench.at(0, .calls(caller))
        change(&bench)
        bench.run()
        return bench
    }

    @Test("the speech path is opened, the answer committed, ATA sent, the sound switched on and the message played")
    func wayOpened() {
        let bench = active()
        let order = bench.effects.filter { effect in
            effect.isOpening || effect.isRecord || effect.isCommit || effect.isAnswer || effect.isPlay
                || effect.isHangUp
                || effect == .setAudio("AT+CPCMREG=1") || effect == .setAudio("AT+CPCMREG=0") || effect == .stopSound
                || effect == .reserve || effect == .release || effect.isEnd
        }
        let names = order.map { String(describing: $0).prefix { $0 != "(" } }
        #expect(
            names == [
                "openSpeech", "record", "commitAnswering", "answer", "setAudio", "play", "reserve", "stopSound",
                "setAudio",
                "hangUp", "release", "note",
            ])
        let end = bench.ends.first
        #expect(end?.ending == .played && end?.isHeard == true && end?.audioTries == 1 && end?.sound?.frames == 150)
        #expect(end?.fault == nil && bench.lane.settled == 1)
    }

    @Test("switching the sound on is repeated every 250 ms while the modem refuses")
    func modemSwitches() {
        let bench = active { $0.audioRefusals = 8 }
        #expect(bench.ends.first?.audioTries == 9 && bench.ends.first?.isHeard == true)
    }

    @Test("a call whose sound is not switched on is hung up after 12 s, and the voice has failed")
    func modemNever() {
        let bench = active(.auto) { $0.audioRefusals = 1_000 }
        #expect(bench.ends.first?.ending == .fault && bench.ends.first?.fault?.values["command"] == "AT+CPCMREG=1")
        #expect(bench.count(\.isVoiceFailure) == 1 && bench.count(\.isPlay) == 0)
        #expect((bench.first(\.isHangUp) ?? .infinity) < 13.5)
        #expect(bench.lane.voice?.standing != .verified)
    }

    @Test("a sound that is cut off is reported, and the voice has failed")
    func soundCut() {
        let bench = active { $0.soundFault = .notTaken }
        #expect(bench.ends.first?.ending == .fault && bench.ends.first?.fault == .notTaken)
        #expect(bench.effects.contains(.voiceFailed(.notTaken)))
    }

    @Test("a caller who hangs up ends the call, reported by the modem or found within 5 s", arguments: [true, false])
    func callerHangs(isAnnounced: Bool) {
        let bench = active {
            $0.messageLength = .seconds(20)
            $0.at(3, .hangsUp(caller, isAnnounced: isAnnounced))
        }
        #expect(bench.ends.first?.ending == .caller && bench.ends.first?.isHeard == false)
        #expect(bench.count(\.isVoiceFailure) == 0)
        #expect((bench.first(\.isEnd) ?? .infinity) < (isAnnounced ? 4 : 8))
    }

    @Test("without a list of calls, the modem's report of the end counts")
    func wordModem() {
        let bench = active {
            ($0.hasList, $0.messageLength) = (false, .seconds(20))
            $0.at(3, .hangsUp(caller))
        }
        #expect(bench.ends.first?.ending == .caller && (bench.first(\.isEnd) ?? .infinity) < 4)
    }

    @Test("the end of another call does not end this one")
    func endAnother() {
        let bench = active {
            $0.messageLength = .seconds(6)
            $0.at(3, .modem(.callEnded))
        }
        #expect(bench.ends.first?.ending == .played)
    }

    @Test("a call that is too long is hung up at 35 s, before anything else")
    func callToo() {
        let bench = active { $0.messageLength = .seconds(100) }
        #expect(bench.ends.first?.ending == .limit)
        let hangUp = (bench.first(\.isHangUp) ?? .infinity)
        #expect((35.3...35.9).contains(hangUp))
        let off = (bench.first { $0 == .setAudio("AT+CPCMREG=0") } ?? .infinity)
        #expect(off > hangUp)
        let reserved = (bench.first { $0 == .reserve } ?? .infinity)
        #expect((28...28.6).contains(reserved))
        #expect(bench.log.filter { $0.effect.isAsking && $0.at > 29_000 }.isEmpty)
    }

    @Test("a call that does not end is hung up four times, or for 3.5 s, before the radio is switched off")
    func callDoes() {
        let again = active { $0.ignoredHangUps = 3 }
        #expect(again.count(\.isHangUp) == 4 && !again.effects.contains(.restartRadio))
        let slow = active {
            $0.ignoredHangUps = 100
            $0.took = { if case .hangUp = $0 { 2_000 } else { 20 } }
        }
        #expect(slow.count(\.isHangUp) == 2 && slow.effects.contains(.bringUpAfresh(.callNotEnded)))
        #expect(slow.count(\.isEnd) == 1)
    }

    @Test("a modem without a list of calls is trusted")
    func modemWithout() {
        let bench = active { $0.hasList = false }
        #expect(bench.count(\.isHangUp) == 1 && bench.ends.first?.ending == .played)
    }

    @Test("an unplugged modem ends the call and says nothing about the voice")
    func pulledCable() {
        let bench = active {
            $0.messageLength = .seconds(20)
            $0.at(5, .pulled)
        }
        #expect(bench.ends.first?.interruption == .modemLost && bench.ends.first?.ending == .fault)
        #expect(bench.count(\.isVoiceFailure) == 0 && bench.count(\.isHangUp) == 0)
    }

    @Test("a modem that is lost at ATA counts as answered")
    func modemLost() {
        let bench = active { $0.answerOutcome = .unknown }
        #expect(bench.effects.contains { if case .note(.uncertain, _) = $0 { true } else { false } })
    }

    @Test("a refusal of ATA is a fault of the voice, a caller who has gone is not; both are texted")
    func refusalATA() {
        let refused = active(.auto) { $0.answerOutcome = .refused(.answerRefused(answer: "ERROR")) }
        #expect(refused.ends.first?.fault == .answerRefused(answer: "ERROR") && refused.ends.first?.ending == .line)
        #expect(refused.count(\.isText) == 1 && refused.count(\.isVoiceFailure) == 1 && refused.count(\.isHangUp) == 1)
        let gone = active(.auto) { $0.answerOutcome = .gone }
        #expect(gone.ends.first?.fault == nil && gone.ends.first?.ending == .caller)
        #expect(gone.count(\.isText) == 1 && gone.count(\.isVoiceFailure) == 0 && gone.count(\.isHangUp) == 0)
    }

    @Test("a call whose answer cannot be committed is not answered, and that is no fault of the voice")
    func cannotCommitted() {
        var bench = CallBench(.auto)
        bench.at(0, .calls(caller))
        while bench.count(\.isCommit) == 0, bench.step(until: bench.start + .seconds(30)) {}
        bench.isFull = true
        bench.run()
        #expect(bench.count(\.isAnswer) == 0 && bench.count(\.isHangUp) == 1 && bench.count(\.isVoiceFailure) == 0)
        #expect(bench.ends.first?.fault == .notRecorded)
    }

    @Test("the end of the service ends the sound, then the call")
    func endService() {
        let bench = active {
            $0.messageLength = .seconds(20)
            $0.at(5, .leaving)
        }
        #expect(bench.ends.first?.ending == .service && (bench.first(\.isHangUp) ?? .infinity) < 5.5)
    }

    @Test("the port stays open until it is known how an answered call ended")
    func portNeeded() {
        var bench = CallBench(.speak)
        bench.at(0, .calls(caller))
        bench.at(2, .leaving)
        while bench.count(\.isAnswer) == 0, bench.step(until: bench.start + .seconds(30)) {}
        #expect(bench.lane.isAnswered)
        while bench.lane.isAnswered, bench.step(until: bench.start + .seconds(30)) {}
        // A request to release the port now changes nothing.
        bench.happen(.pulled)
        bench.run()
        #expect(bench.ends.map(\.interruption) == [nil] && bench.ends.map(\.ending) == [.service])
    }

    // MARK: Keys

    @Test("9 is a STOP and ends the call; other keys have no effect")
    func when9STOP() {
        let bench = active {
            $0.messageLength = .seconds(20)
            $0.at(3, .modem(.key("5")))
            $0.at(4, .modem(.key("9")))
        }
        #expect(bench.ends.first?.ending == .key && bench.effects.contains(.stop(of: 101)))
        let stop = bench.effects.firstIndex(of: .stop(of: 101)), end = bench.effects.firstIndex(where: \.isEnd)
        #expect((stop ?? .max) < (end ?? .min))
    }

    @Test("a key that the modem reports 0.4 s after the hang-up counts")
    func keyModem() {
        let bench = active { $0.at(3.95, .modem(.key("9"))) }
        let hangUp = (bench.first(\.isHangUp) ?? .infinity)
        #expect(hangUp < 3.7 && bench.effects.contains(.stop(of: 101)) && bench.ends.first?.ending == .played)
    }

    // MARK: Other callers during the call

    @Test("a second caller is recorded once, gets the busy tone, and the first call continues")
    func secondCaller() {
        let bench = active {
            $0.messageLength = .seconds(12)
            for moment in [3.0, 5.0] { $0.at(moment, .modem(.waitingCaller(number: other, type: 145))) }
            $0.at(3, .modem(.ring))
        }
        #expect(bench.recorded.map(\.isDuringCall) == [false, true] && bench.count { $0 == .refuseWaiting } == 1)
        #expect(bench.ends.map(\.ending) == [.line, .played] && bench.lane.settled == 2)
    }

    @Test("a refused second caller may be left ringing")
    func refusedSecond() {
        let bench = active {
            $0.messageLength = .seconds(12)
            $0.world.letsRefusedCallersRing = true
            $0.reasons = [other: .blocked]
            $0.at(3, .modem(.waitingCaller(number: other, type: 145)))
        }
        #expect(bench.count { $0 == .refuseWaiting } == 0 && bench.count(\.isEnd) == 2)
    }

    @Test(
        "a number that is reported again after the answer, in whatever form, is the same call",
        arguments: ["+15145550123", "5145550123", ""])
    func numberToldAgain(number: String) {
        let bench = active {
            $0.ringing = [number]
            $0.at(2, .modem(.caller(number: number, type: 129)))
        }
        #expect(bench.count(\.isRecord) == 1)
    }

    @Test("a caller who rings while the last call is being recorded is the next caller")
    func ringsWhile() {
        let bench = active { $0.at(4.2, .calls(other)) }
        #expect(bench.recorded.map(\.isDuringCall) == [false, false] && bench.count(\.isAnswer) == 2)
    }
}
