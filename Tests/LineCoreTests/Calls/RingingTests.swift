import LinePolicy
import Testing
import Vocabulary

@testable import LineCore

/// The handling of a ringing call, in simulated time.
struct RingingTests {
    private let caller = "+15145550123"
    private let other = "+15145550124"

    /// A call from second 0 on, on a line that hangs up.
    private func ringing(
        _ number: String? = "+15145550123", rings: Int = 12, mode: CallMode = .hangUpAndText,
        _ change: (inout CallBench) -> Void = { _ in }
    ) -> CallBench {
        var bench = CallBench(mode)
        bench.took = { if case .lookForVoice = $0 { 1 } else { 0 } }
        bench.at(0, .calls(number, rings: rings))
        change(&bench)
        bench.run()
        return bench
    }

    // MARK: The number

    @Test("a call is decided as soon as its number is known")
    func callDecided() {
        let bench = ringing()
        #expect(bench.first(\.isRecord) == 0.1 && bench.first(\.isHangUp) == 0.1)
        #expect(bench.ends.map(\.ending) == [.line] && bench.count(\.isRejection) == 1)
    }

    @Test("a missing number is waited for 6 s")
    func numberDoes() {
        let bench = ringing { ($0.tellsNumbers, $0.hasList) = (false, false) }
        #expect(bench.first(\.isAsking) == 1.5 && bench.first(\.isRecord) == 6)
        #expect(bench.recorded.map(\.caller) == [nil])
    }

    @Test("a number missing in +CLIP is read from the list of calls")
    func numberCLIP() {
        let bench = ringing { $0.tellsNumbers = false }
        #expect(bench.first(\.isRecord) == 1.5 && bench.recorded.first?.caller?.number == caller)
    }

    @Test("a list that contains the call from a later RING on is read again, in time for a hang-up within 7 s")
    func listCall() {
        let bench = ringing {
            $0.tellsNumbers = false
            ($0.listedFromRing, $0.numberFromRing) = (2, 2)
        }
        #expect(bench.log.filter { $0.effect.isAsking }.map(\.at) == [1_500, 4_250])
        #expect(bench.first(\.isHangUp) == 4.25 && bench.recorded.first?.caller?.number == caller)
    }

    @Test("a list without the number is polled for 6.4 s")
    func listWithout() {
        let bench = ringing {
            $0.tellsNumbers = false
            $0.listsNumbers = false
        }
        #expect(bench.first(\.isRecord) == 6.4 && bench.recorded.first?.caller?.number == nil)
    }

    @Test(
        "an empty +CLIP counts once the list of calls has no number either, or there is no list",
        arguments: [true, false])
    func emptyCLIP(hasList: Bool) {
        let bench = ringing("") { ($0.hasList, $0.listsNumbers) = (hasList, false) }
        #expect(
            bench.first(\.isAsking) == 0.1 && bench.first(\.isRecord) == 0.1
                && bench.recorded.first?.caller?.number == "")
    }

    @Test("a withheld caller who is not in the list yet is waited for")
    func withheldCaller() {
        let bench = ringing("") { $0.listedFromRing = 9 }
        #expect(bench.first(\.isRecord) == 6.4)
    }

    @Test("an answer about the previous call is ignored")
    func answerAbout() {
        let bench = ringing(nil, rings: 1) {
            $0.tellsNumbers = false
            // The list is requested at 1.5 s, and arrives when the first caller is gone.
            $0.took = { if case .askCalls = $0 { 1_000 } else { 0 } }
            $0.at(1.6, .hangsUp(nil))
            $0.at(2, .calls(other, rings: 1))
        }
        #expect(bench.recorded.map(\.caller?.number) == [nil, other])
    }

    @Test("a number after a decided withheld call belongs to another caller")
    func numberAfter() {
        var bench = CallBench(.speak)
        bench.world.answerAfterRings = 5
        bench.at(0, .calls("", rings: 12))
        bench.at(2, .hangsUp("", isAnnounced: false))
        bench.at(3, .calls(other, rings: 1))
        bench.run()
        #expect(bench.count(\.isRecord) == 2 && bench.count(\.isEnd) == 2)
    }

    // MARK: The answer

    @Test("a call is answered after the configured number of rings", arguments: [(1, 0.1), (2, 4.0), (3, 8.0)])
    func callAnswered(rings: Int, moment: Double) {
        let bench = ringing(mode: .speak) { $0.world.answerAfterRings = rings }
        #expect(bench.first(\.isCommit) == moment && bench.count(\.isAnswer) == 1)
    }

    @Test("lost rings are counted by the numbers that came with them")
    func ringsWere() throws {
        var bench = CallBench(.speak)
        bench.world.answerAfterRings = 3
        bench.ringing = [caller]
        for ring in 0..<3 { bench.at(Double(ring) * 4 + 1, .modem(.caller(number: caller, type: 145))) }
        bench.run()
        #expect(try #require(bench.first(\.isAnswer)) >= 9 && bench.count(\.isAnswer) == 1)
    }

    @Test("a call without reported rings is answered after 45 s")
    func callRings() {
        let bench = ringing(rings: 30, mode: .speak) { $0.world.answerAfterRings = 20 }
        #expect(bench.first(\.isAnswer) == 45)
    }

    @Test("a caller who gives up before the answer is not answered, but texted", arguments: [true, false])
    func callerGives(isAnnounced: Bool) {
        let bench = ringing(mode: .auto) {
            $0.world.answerAfterRings = 3
            $0.at(5, .hangsUp(caller, isAnnounced: isAnnounced))
        }
        #expect(bench.count(\.isAnswer) == 0 && bench.count(\.isText) == 1)
        #expect(bench.ends.map(\.ending) == [.caller] && bench.first(\.isEnd) == (isAnnounced ? 5 : 14.1))
    }

    @Test("with `speak`, a caller gets no text")
    func choseSpeak() {
        let bench = ringing(mode: .speak) {
            $0.world.answerAfterRings = 3
            $0.at(5, .hangsUp(caller))
        }
        #expect(bench.count(\.isText) == 0 && bench.count(\.isEnd) == 1)
    }

    @Test("a pause, a STOP or a block before ATA prevents the answer")
    func pauseSTOP() {
        for moment in [2.0, 4.0] {
            let bench = ringing(mode: .auto) {
                $0.world.answerAfterRings = 2
                $0.at(moment, .paused)
            }
            #expect(bench.count(\.isAnswer) == 0 && bench.count(\.isHangUp) == 1 && bench.ends.map(\.ending) == [.line])
        }
    }

    @Test("a pause between the commit and ATA prevents the answer")
    func pauseBetween() {
        var bench = CallBench(.speak)
        bench.at(0, .calls(caller))
        while bench.count(\.isCommit) == 0, bench.step(until: bench.start + .seconds(30)) {}
        // It is committed, and the permission is revoked in the same moment.
        bench.happen(.paused)
        bench.run()
        #expect(bench.count(\.isAnswer) == 0 && bench.count(\.isCommit) >= 1 && bench.count(\.isEnd) == 1)
    }

    @Test("a caller who is recorded while the disk is full is hung up, and the record is kept")
    func callerRecorded() {
        let bench = ringing(mode: .speak) { $0.at(-1, .storageFault(true)) }
        #expect(bench.effects.contains { if case .keep = $0 { true } else { false } })
        #expect(bench.count(\.isHangUp) == 1 && bench.count(\.isAnswer) == 0 && bench.count(\.isOpening) == 0)
    }

    @Test("on a slow disk nobody rings for more than 7 s, and the call is still recorded")
    func slowDisk() {
        let slow = ringing { $0.took = { if case .record = $0 { 9_000 } else { 20 } } }
        #expect(slow.first(\.isHangUp) == 6.4 && slow.count(\.isHangUp) == 1)
        #expect(slow.count(\.isRejection) == 1 && slow.ends.map(\.ending) == [.line])
        let full = ringing {
            $0.took = { if case .record = $0 { 9_000 } else { 20 } }
            $0.isFull = true
        }
        #expect(full.first(\.isHangUp) == 6.4 && full.count(\.isEnd) == 0)
        #expect(full.effects.contains { if case .keep = $0 { true } else { false } })
        // A caller who is spoken to is not hung up because of that.
        let spoken = ringing(mode: .speak) { $0.took = { if case .record = $0 { 9_000 } else { 20 } } }
        #expect(spoken.count(\.isAnswer) == 1)
    }

    // MARK: Left ringing

    private func left(_ change: (inout CallBench) -> Void) -> CallBench {
        ringing(mode: .hangUp) {
            $0.world.letsRefusedCallersRing = true
            $0.reasons = [caller: .repliesOff]
            change(&$0)
        }
    }

    @Test("a caller left ringing is looked for in the list of calls, if that contained the call")
    func callerLeft() {
        let bench = left { $0.at(9, .hangsUp(caller, isAnnounced: false)) }
        #expect(bench.count(\.isHangUp) == 0 && bench.first(\.isEnd) == 12.1)
        #expect(bench.ends.map(\.ending) == [.caller])
    }

    @Test("a list that never contained a call left ringing proves nothing")
    func listDoes() {
        let bench = left {
            $0.hasList = false
            $0.at(9, .hangsUp(caller, isAnnounced: false))
        }
        #expect(bench.first(\.isEnd) == 18.1)
    }

    @Test("a call left ringing is hung up within 60 s")
    func callLeft() {
        let bench = ringing(rings: 30, mode: .hangUp) {
            $0.world.letsRefusedCallersRing = true
            $0.reasons = [caller: .repliesOff]
        }
        #expect(bench.first(\.isHangUp) == 59)
    }

    @Test("a caller left ringing does not block the next one")
    func callerLeftRinging() {
        let bench = left { $0.at(2, .modem(.waitingCaller(number: other, type: 145))) }
        #expect(bench.first(\.isHangUp) == 2 && bench.count(\.isRecord) == 2)
    }

    // MARK: Hanging up

    @Test("a call that rings on is hung up again, and then ended by the radio")
    func callRingsHung() {
        let bench = ringing(rings: 30) { $0.ignoredHangUps = 100 }
        #expect(bench.log.filter { $0.effect.isHangUp }.map(\.at) == [100, 4_000, 8_000, 12_000])
        #expect(bench.first { $0 == .restartRadio } == 16 && bench.effects.contains(.bringUpAfresh(.callNotEnded)))
        #expect(bench.count(\.isRejection) == 1 && bench.count(\.isEnd) == 1)
    }

    @Test("a modem that refuses all commands has its radio switched off; a silent modem is set up again")
    func answersNoCommand() {
        let ignored = ringing { $0.hangUpOutcome = .ignored }
        #expect(ignored.count(\.isHangUp) == 1 && ignored.effects.contains(.restartRadio))
        let silent = ringing { $0.at(0.05, .silence) }
        #expect(silent.effects.contains(.bringUpAfresh(.silent(command: "AT+CHUP"))))
        #expect(silent.count(\.isRejection) == 0 && silent.ends.map(\.interruption) == [.modemLost])
    }

    @Test("a caller whose end the modem reported is not hung up, but recorded like others")
    func goneModems() {
        let bench = ringing(nil, rings: 12) {
            $0.tellsNumbers = false
            $0.hasList = false
            $0.at(3, .hangsUp(nil))
        }
        #expect(bench.count(\.isHangUp) == 0 && bench.count(\.isRecord) == 1 && bench.count(\.isEnd) == 1)
    }

    // MARK: Another caller

    @Test("another number before the answer makes the lane check whether the first caller is still there")
    func anotherNumber() {
        let there = ringing(mode: .speak) {
            $0.world.answerAfterRings = 9
            $0.at(4.5, .modem(.caller(number: other, type: 145)))
            $0.ringing = [other]
            $0.at(6, .hangsUp(other, isAnnounced: false))
        }
        #expect(there.count(\.isAnswer) == 1)
        let gone = ringing(mode: .speak) {
            $0.world.answerAfterRings = 9
            $0.at(5, .hangsUp(caller, isAnnounced: false))
            $0.at(6, .calls(other))
        }
        #expect(gone.recorded.map(\.caller?.number) == [caller, other] && gone.ends.first?.ending == .caller)
        #expect(gone.first(\.isEnd) == 6.1 && gone.count(\.isAnswer) == 1)
    }

    @Test(
        "one number in two forms, or a lost number, is not another caller",
        arguments: ["5145550123", "+15145550123", "15145550123", ""])
    func numberWritten(number: String) {
        let bench = ringing(mode: .speak) {
            $0.world.answerAfterRings = 3
            $0.ringing = [number]
            $0.at(2, .modem(.caller(number: number, type: 129)))
        }
        #expect(bench.count(\.isRecord) == 1)
    }

    @Test("another caller whom ATA would answer in place of the first is not answered as the first")
    func whomATA() {
        // The first ring of the next caller counts as the second of this one, whose number comes 100 ms later.
        let bench = ringing(mode: .speak) {
            $0.world.answerAfterRings = 2
            $0.at(3, .hangsUp(caller, isAnnounced: false))
            $0.at(3.5, .calls(other))
        }
        let commits = bench.effects.compactMap { if case .commitAnswering(let call) = $0 { call } else { nil } }
        #expect(commits == [102] && bench.count(\.isRecord) == 2 && bench.count(\.isAnswer) == 1)
    }

    @Test("while one call is hung up, another waits, and gives up when it stops ringing")
    func whileCall() {
        let bench = ringing {
            $0.took = { if case .hangUp = $0 { 1_500 } else { 0 } }
            $0.at(0.5, .calls(other, rings: 1))
        }
        #expect(bench.count(\.isRecord) == 2 && bench.count(\.isEnd) == 2)
    }

    @Test("a ring after the modem reported the end of the call is the next call")
    func ringsAfter() {
        let bench = ringing(mode: .speak) {
            $0.world.answerAfterRings = 3
            $0.at(5, .hangsUp(caller))
            $0.at(5.2, .calls(caller))
        }
        #expect(bench.count(\.isRecord) == 2)
        let answered = bench.effects.compactMap {
            if case .note(.answered(_, let rings), _) = $0 { rings } else { nil }
        }
        #expect(answered == [3])
    }

    // MARK: The port

    @Test("a call without a number is left to the next session of the port")
    func callWithout() {
        let bench = ringing(nil) {
            $0.tellsNumbers = false
            $0.hasList = false
            $0.at(2, .leaving)
            $0.at(7, .pulled)
        }
        #expect(bench.count(\.isRecord) == 0 && bench.count(\.isHangUp) == 0 && bench.lane.isIdle)
    }

    @Test("nobody is answered once the port must be released")
    func nobodyAnswered() {
        let bench = ringing(mode: .auto) {
            $0.world.answerAfterRings = 3
            $0.at(5, .leaving)
        }
        #expect(bench.count(\.isAnswer) == 0 && bench.count(\.isHangUp) == 1 && bench.ends.map(\.ending) == [.service])
    }

    @Test("a call found ringing is one that was cut off just now, or is judged")
    func callFound() {
        for isCutOff in [true, false] {
            var bench = CallBench(.hangUpAndText, isBroughtUp: false)
            bench.ringing = [caller]
            bench.cutOff = isCutOff ? [caller] : []
            bench.at(0.1, .asked(.identified))
            bench.at(1, .asked(.findRingingCall))
            bench.at(2, .asked(.broughtUp))
            bench.run()
            #expect(bench.count(\.isRecord) == (isCutOff ? 0 : 1) && bench.count(\.isHangUp) == 1)
            #expect(bench.count(\.isEnd) == (isCutOff ? 0 : 1) && bench.ringing.isEmpty)
        }
    }

    @Test("a call that is active when the port is opened is ended, at last by the radio; then it is a ghost call")
    func callStands() {
        var bench = CallBench(.speak, isBroughtUp: false)
        bench.standing = .some(other)
        bench.ignoredHangUps = 2
        bench.at(0.1, .asked(.endStrayCall))
        bench.run()
        #expect(bench.log.filter { $0.effect.isHangUp }.map(\.at) == [120, 640, 1_660] && bench.standing == nil)
        #expect(!bench.lane.isLookingForStrayCall && !bench.lane.isLost)

        var stubborn = CallBench(.speak, isBroughtUp: false)
        stubborn.standing = .some(other)
        stubborn.ignoredHangUps = 100
        stubborn.at(0.1, .asked(.endStrayCall))
        stubborn.run()
        #expect(stubborn.count(\.isHangUp) == 4 && stubborn.effects.contains(.bringUpAfresh(.callNotEnded)))
        #expect(stubborn.lane.memory.hasGhostCall && stubborn.lane.lostBy == .callNotEnded)

        var ghost = CallBench(.speak, memory: stubborn.lane.memory, isBroughtUp: false)
        ghost.standing = .some(other)
        ghost.ignoredHangUps = 100
        ghost.at(0.1, .asked(.endStrayCall))
        ghost.run()
        #expect(ghost.count(\.isHangUp) == 1 && !ghost.lane.isLost && ghost.lane.memory.hasGhostCall)
        ghost.at(10, .asked(.endStrayCall))
        ghost.standing = nil
        ghost.run()
        #expect(!ghost.lane.memory.hasGhostCall)
    }
}
