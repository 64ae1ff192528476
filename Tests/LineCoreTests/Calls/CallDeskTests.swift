import Testing
import Vocabulary

@testable import LineCore

/// The rules of a call that rings, by made-up moments.
@Suite struct CallDeskTests {
    private let start = Uptime(milliseconds: 1_000_000)

    private func at(_ seconds: Double) -> Uptime { start + .milliseconds(Int64(seconds * 1000)) }

    private func ringing(_ number: String? = "+15145550123", rings: Int = 1, every seconds: Double = 4) -> CallDesk {
        var desk = CallDesk()
        for ring in 0..<rings {
            desk.ring(at: at(Double(ring) * seconds))
            if let number { desk.identify(number: number, type: 145, at: at(Double(ring) * seconds + 0.1)) }
        }
        return desk
    }

    @Test func `a call is decided as soon as its number is known`() {
        var desk = CallDesk()
        #expect(desk.step(at: at(0)) == nil && !desk.isBusy)
        desk.ring(at: at(0))
        #expect(desk.step(at: at(0)) == nil && desk.isBusy)
        desk.identify(number: "+15145550123", type: 145, at: at(0.1))
        #expect(desk.step(at: at(0.1)) == .decide)
    }

    @Test func `a number that does not come is waited for 6 s`() {
        var desk = ringing(nil)
        #expect(desk.step(at: at(1.4)) == nil && desk.nextStep == at(1.5))
        #expect(desk.step(at: at(1.5)) == .ask)
        // The list is never answered.
        desk.asking()
        #expect(desk.step(at: at(5.9)) == nil)
        #expect(desk.step(at: at(6)) == .decide)
        #expect(desk.nextStep == at(6))
    }

    @Test func `a number that +CLIP does not tell is asked of the list of calls`() {
        var desk = ringing(nil)
        desk.asking()
        desk.listed(CallDesk.Caller(number: "5145550123", type: 129), otherwise: .withoutNumber, since: at(0))
        #expect(desk.step(at: at(1.6)) == .decide && desk.ringing?.caller?.number == "5145550123")
    }

    @Test func `a list that has the call from a later RING on is asked again, in time for a hang-up within 7 s`() {
        var desk = ringing(nil, rings: 1)
        desk.asking()
        desk.listed(nil, otherwise: .absent, since: at(0))
        #expect(desk.step(at: at(2.9)) == nil)
        desk.ring(at: at(3))
        #expect(desk.step(at: at(3.25)) == .ask)
        desk.asking()
        desk.listed(nil, otherwise: .withoutNumber, since: at(0))
        #expect(desk.step(at: at(5.9)) == nil)
        desk.ring(at: at(6))
        #expect(desk.step(at: at(6.1)) == nil && desk.step(at: at(6.25)) == .ask)
        desk.asking()
        desk.listed(CallDesk.Caller(number: "+15145550123", type: 145), otherwise: .withoutNumber, since: at(0))
        #expect(desk.step(at: at(6.3)) == .decide && desk.ringing?.caller?.number == "+15145550123")
    }

    @Test func `an empty +CLIP is believed once the list of calls has no number either, or there is no list`() {
        for list in [CallDesk.List.withoutNumber, .untold] {
            var desk = ringing("")
            #expect(desk.step(at: at(0.1)) == .ask)
            desk.asking()
            if list != .untold { desk.listed(nil, otherwise: list, since: at(0)) }
            #expect(desk.step(at: at(0.2)) == .decide && desk.ringing?.caller?.number.isEmpty == true)
        }
        var desk = ringing("")
        desk.asking()
        desk.listed(nil, otherwise: .absent, since: at(0))
        #expect(desk.step(at: at(6.3)) == nil)
        #expect(desk.step(at: at(6.4)) == .decide)
    }

    @Test func `an answer about the call before is not believed`() {
        var desk = ringing(nil)
        desk.asking()
        desk.hasEnded()
        desk.ring(at: at(2))
        desk.close()
        desk.listed(CallDesk.Caller(number: "+15145550123", type: 145), otherwise: .withoutNumber, since: at(0))
        #expect(desk.ringing?.caller == nil)
    }

    @Test func `a withheld number is a number; one that comes after it is better`() {
        var desk = ringing("")
        desk.asking()
        #expect(desk.step(at: at(0.2)) == .decide)
        desk.identify(number: "+15145550124", type: 145, at: at(4))
        #expect(desk.ringing?.caller?.number == "+15145550124")
        desk.identify(number: "+15145550199", type: 145, at: at(8))
        #expect(desk.ringing?.caller?.number == "+15145550124")
    }

    @Test(arguments: [(1, 0.1), (2, 4.1), (3, 8.1)])
    func `a call is answered after the rings the operator wants`(rings: Int, moment: Double) {
        var desk = ringing()
        desk.decided(event: 7, answerAfter: rings)
        var now = 0.1
        var answered: Double?
        for ring in 1...4 {
            if desk.step(at: at(now)) == .answer {
                answered = now
                break
            }
            now = Double(ring) * 4 + 0.1
            desk.ring(at: at(now))
        }
        #expect(answered == moment)
    }

    @Test func `rings that were lost are counted by the numbers that came with them`() {
        var desk = CallDesk()
        for ring in 0..<3 { desk.identify(number: "+15145550123", type: 145, at: at(Double(ring) * 4)) }
        desk.decided(event: 7, answerAfter: 3)
        #expect(desk.step(at: at(8)) == .answer)
    }

    @Test func `a call whose rings are not heard is answered after 45 s all the same`() {
        var desk = ringing(rings: 10, every: 4.9)
        desk.decided(event: 7, answerAfter: 20)
        #expect(desk.step(at: at(44.9)) == nil)
        #expect(desk.step(at: at(45)) == .answer)
    }

    @Test func `a caller who gives up before the answer is not answered`() {
        var desk = ringing()
        desk.decided(event: 7, answerAfter: 3)
        #expect(desk.step(at: at(10)) == nil)
        #expect(desk.step(at: at(10.2)) == .close)
        desk.ring(at: at(11))
        desk.hasEnded()
        #expect(desk.step(at: at(11)) == .close && desk.isGone)
    }

    @Test func `a caller who is left ringing is looked for in the list of calls, where that had him`() {
        var desk = ringing(rings: 1)
        desk.decided(event: 1)
        #expect(desk.step(at: at(1)) == nil && desk.nextStep == at(1.1))
        #expect(desk.step(at: at(1.1)) == .check)
        desk.checked(isListed: true, afterRing: at(0.1))
        #expect(desk.step(at: at(4)) == nil && desk.step(at: at(4.1)) == .check)
        // It rings on while the list is asked: what the list said is old.
        desk.ring(at: at(4.2))
        desk.checked(isListed: false, afterRing: at(0.1))
        #expect(!desk.isGone && desk.step(at: at(8.1)) == nil && desk.step(at: at(8.2)) == .check)
        desk.checked(isListed: true, afterRing: at(4.2))
        #expect(desk.step(at: at(9)) == nil)
        desk.ring(at: at(10))
        #expect(desk.step(at: at(14)) == .check)
        desk.checked(isListed: false, afterRing: at(10))
        #expect(desk.step(at: at(14)) == .close)
    }

    @Test func `a list that does not have a call that is left ringing proves nothing`() {
        var desk = ringing(rings: 1)
        desk.decided(event: 1)
        desk.checked(isListed: false, afterRing: at(0.1))
        #expect(desk.step(at: at(9)) == nil && desk.step(at: at(10.1)) == .close)
    }

    @Test func `a call that is left ringing is hung up on within 60 s`() {
        var desk = ringing(rings: 15)
        desk.decided(event: 7)
        desk.checked(isListed: false, afterRing: at(56.1))
        #expect(desk.step(at: at(58.9)) == nil)
        #expect(desk.step(at: at(59)) == .hangUp)
    }

    @Test func `a call that rings on is hung up on again, and then forced`() {
        var desk = ringing()
        desk.decided(event: 7)
        desk.hangUp(at: at(0.2))
        desk.ring(at: at(1.6))
        #expect(desk.step(at: at(1.6)) == nil)
        for attempt in 1..<CallDesk.mostHangUps {
            desk.ring(at: at(Double(attempt) * 4))
            #expect(desk.step(at: at(Double(attempt) * 4)) == .hangUp)
            desk.hangUp(at: at(Double(attempt) * 4))
        }
        desk.ring(at: at(20))
        #expect(desk.step(at: at(20)) == .force)
    }

    @Test func `a call that was answered is somebody else's until that is over`() {
        var desk = ringing()
        desk.decided(event: 7, answerAfter: 1)
        desk.answering()
        #expect(desk.isAnswered && desk.step(at: at(30)) == nil && desk.isBusy)
        desk.hasEnded()
        #expect(desk.step(at: at(30)) == nil)
        desk.answerIsOver()
        #expect(desk.step(at: at(30)) == .close)
        desk.close()
        #expect(!desk.isBusy && desk.nextStep == nil)
    }

    // MARK: Somebody else

    private func answeredLater(_ number: String? = "+15145550123") -> CallDesk {
        var desk = ringing(number)
        desk.decided(event: 7, answerAfter: 5)
        return desk
    }

    @Test func `another number, before the answer, makes the modem be asked whether the first caller is still there`() {
        var desk = answeredLater()
        desk.ring(at: at(4))
        desk.identify(number: "+15145550124", type: 145, at: at(4.1))
        #expect(desk.step(at: at(4.1)) == .look)
        desk.looked()
        #expect(desk.step(at: at(4.2)) == nil && desk.ringing?.caller?.number == "+15145550123")
        desk.identify(number: "+15145550124", type: 145, at: at(8))
        #expect(desk.step(at: at(8)) == .look)
        desk.hasEnded()
        #expect(desk.step(at: at(8)) == .close)
        desk.close()
        #expect(desk.ringing?.caller?.number == "+15145550124" && desk.ringing?.callerLines == 2)
        #expect(desk.step(at: at(8)) == .decide)
        desk.close()
        #expect(!desk.isBusy)
    }

    @Test(arguments: ["5145550123", "+15145550123", "15145550123", ""])
    func `one number written in two ways, or a number that is lost, is nobody else`(number: String) {
        var desk = answeredLater()
        desk.identify(number: number, type: 129, at: at(4))
        #expect(desk.step(at: at(4)) == nil && desk.ringing?.callerLines == 2)
    }

    @Test func `a number after a withheld one that was decided is somebody else`() {
        var desk = answeredLater("")
        desk.identify(number: "+15145550124", type: 145, at: at(4))
        #expect(desk.step(at: at(4)) == .look)
    }

    @Test func `while one call is hung up on, another waits its turn`() {
        var desk = ringing()
        desk.decided(event: 7)
        desk.hangUp(at: at(0.2))
        desk.identify(number: "+15145550124", type: 145, at: at(0.3))
        #expect(desk.step(at: at(0.3)) == nil)
        desk.hasEnded()
        desk.close()
        #expect(desk.step(at: at(0.4)) == .decide)
    }

    @Test func `one who waits and rings no more has given up`() {
        var desk = ringing()
        desk.waitBehind(CallDesk.Caller(number: "+15145550124", type: 145), at: at(1))
        desk.waitBehind(CallDesk.Caller(number: "+15145550125", type: 145), at: at(2))
        desk.close()
        #expect(desk.ringing?.caller?.number == "+15145550124" && desk.hasFallenSilent(at: at(11)))
        #expect(desk.takeBehind() == nil)
    }

    @Test func `what rings after the modem said that the call is over is the next call`() {
        var desk = answeredLater()
        desk.hasEnded()
        desk.ring(at: at(5))
        #expect(desk.isGone && desk.step(at: at(5)) == .close)
        desk.identify(number: "+15145550123", type: 145, at: at(5.1))
        desk.close()
        #expect(desk.ringing?.rings == 1 && desk.ringing?.callerLines == 1)
        #expect(desk.step(at: at(5.2)) == .decide)
    }

    @Test func `a caller who is left ringing does not keep the next one waiting`() {
        var desk = ringing()
        desk.decided(event: 7)
        #expect(desk.step(at: at(1)) == nil)
        desk.waitBehind(CallDesk.Caller(number: "+15145550124", type: 145), at: at(2))
        #expect(desk.step(at: at(2)) == .hangUp)
    }
}
