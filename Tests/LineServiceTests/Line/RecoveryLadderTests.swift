import Modems
import NIOCore
import SerialPort
import Testing

@testable import LineService

/// What is tried to bring a modem back, in which order, and what is spared.
@Suite struct RecoveryLadderTests {
    private func climb(_ count: Int, remedy: LineFault.Remedy) -> [RecoveryLadder.Rung] {
        var ladder = RecoveryLadder()
        var fault = LineFault(state: .failed, sentence: "silent")
        fault.remedy = remedy
        return (0..<count).map { _ in ladder.next(after: fault).rung }
    }

    @Test func `a modem that stays silent gets its radio cycled, then a restart, then a reset of its port`() {
        #expect(climb(7, remedy: .reset) == [.reopen, .reopen, .radio, .reopen, .restart, .reopen, .usbReset])
    }

    @Test func `what a person has to mend is only looked at again`() {
        #expect(Set(climb(200, remedy: .none)) == [.reopen])
    }

    @Test func `a missing SIM gets the radio and never a restart or a reset`() {
        #expect(Set(climb(200, remedy: .radio)) == [.reopen, .radio])
    }

    @Test func `a modem that is broken for good is reset once in about an hour`() {
        var ladder = RecoveryLadder()
        var fault = LineFault(state: .failed, sentence: "silent")
        fault.remedy = .reset
        var (waited, resets): (Int64, [Int64]) = (0, [])
        while waited < 24 * 3_600_000 {
            let (rung, wait) = ladder.next(after: fault)
            waited += wait
            #expect((1000...60_000).contains(wait))
            if rung == .usbReset { resets.append(waited) }
        }
        #expect((20...26).contains(resets.count))
    }

    @Test func `a line that works again starts over`() {
        var ladder = RecoveryLadder()
        var fault = LineFault(state: .failed, sentence: "silent")
        fault.remedy = .reset
        for _ in 0..<20 { _ = ladder.next(after: fault) }
        ladder.reset()
        let first = ladder.next(after: fault)
        #expect(first == (.reopen, 1000))
    }

    @Test func `absence, permission and a PIN allow no remedy`() {
        #expect(LineFault(absence: "x").remedy == .none)
        #expect(LineFault(.missing(path: "/dev/x")).remedy == .none)
        #expect(LineFault(.permissionDenied(path: "/dev/x")).remedy == .none)
        #expect(LineFault(.held(path: "/dev/x", holder: nil)).remedy == .none)
        #expect(LineFault(.lost).remedy == .none && LineFault(.lost).isAbsence)
        #expect(LineFault(.simLocked(detail: "PUK")).remedy == .none)
        #expect(LineFault(.simMissing).remedy == .radio)
        #expect(LineFault(.silent(command: "AT")).remedy == .reset)
    }
}

/// When a line without a network has its radio cycled.
@Suite struct NetworkWatchTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

    @Test func `after ten, thirty and ninety minutes, then every six hours`() {
        var watch = NetworkWatch()
        let minutes = (0...(24 * 60)).filter { watch.isMissing(at: start + .minutes(Int64($0))) }
        #expect(minutes == [10, 30, 90, 450, 810, 1170])
    }

    @Test func `a network that comes back in between starts the count over`() {
        var watch = NetworkWatch()
        let before = [0, 9].map { watch.isMissing(at: start + .minutes($0)) }
        #expect(before == [false, false])
        #expect(watch.minutes(at: start + .minutes(9)) == 9)
        watch.found()
        let after = [10, 19, 20].map { watch.isMissing(at: start + .minutes($0)) }
        #expect(after == [false, false, true])
    }
}
