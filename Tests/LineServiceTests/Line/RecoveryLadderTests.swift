import LineCore
import Modems
import SerialPort
import Testing
import Vocabulary

@testable import LineService

/// The steps to recover a modem, their times and their order.
struct RecoveryLadderTests {
    private let start = Uptime(milliseconds: 5_000)
    private let silent = LineFault(ModemFault.silent(command: "AT"))
    private let refusing = LineFault(ModemFault.refused(command: "AT+CMGF=0", answer: "ERROR"))

    /// The times at which each step is tried, in seconds since the first failure: every try takes `effort` seconds and
    /// fails.
    private func tries(
        _ fault: LineFault, for duration: Span, effort: Int64 = 10
    ) -> [(step: RecoveryStep, at: Int64)] {
        var (ladder, now) = (RecoveryLadder(), start)
        var tried: [(step: RecoveryStep, at: Int64)] = []
        while now - start < duration {
            let next = ladder.next(after: fault, at: now)
            #expect((1_000...60_000).contains(next.wait))
            now = now + .milliseconds(next.wait)
            if next.step != .reopen { tried.append((next.step, (now - start).milliseconds / 1000)) }
            now = now + .seconds(effort)
        }
        return tried
    }

    @Test(
        "a modem that refuses commands gets a radio restart, a restart and a port reset, within three minutes"
    )
    func modemRefuses() {
        let tried = tries(refusing, for: .minutes(4))
        #expect(tried.map(\.step) == [.radio, .restart, .usbReset])
        #expect(tried[2].at < 120)
        // The radio restart of a slow modem: 25 s for each try.
        #expect(tries(refusing, for: .minutes(4), effort: 25)[2].at < 150)
    }

    @Test("a silent modem gets no commands, and its port is reset within a minute")
    func answersNothing() {
        let tried = tries(silent, for: .minutes(5))
        #expect(tried.map(\.step) == [.usbReset])
        #expect(tried[0].at < 65)
        // The same when every opening takes as long as the kernel may take.
        #expect(tries(silent, for: .minutes(5), effort: 30)[0].at < 100)
    }

    @Test("a permanently broken modem is reset after ten more minutes, then once an hour")
    func modemBroken() {
        for fault in [silent, refusing] {
            let resets = tries(fault, for: .hours(24)).filter { $0.step == .usbReset }.map(\.at)
            #expect((600...720).contains(resets[1] - resets[0]))
            #expect((23...26).contains(resets.count))
        }
        #expect(tries(refusing, for: .hours(24)).count { $0.step == .restart } == 1)
    }

    @Test("a fault that only a person can repair is only checked again")
    func personMend() {
        #expect(tries(LineFault(ModemFault.simPUK), for: .hours(24)).isEmpty)
        #expect(tries(LineFault(.permissionDenied(path: "/dev/x")), for: .hours(24)).isEmpty)
    }

    @Test("a missing SIM gets a radio restart and never a restart or a reset")
    func missingSIM() {
        let tried = tries(LineFault(ModemFault.simMissing), for: .hours(24))
        #expect(Set(tried.map(\.step)) == [.radio])
        #expect((100...150).contains(tried.count))
    }

    @Test("a device that returns from its reset does not count as new, one that was replugged does")
    func deviceComes() {
        var ladder = RecoveryLadder()
        var (now, step) = (start, RecoveryStep.reopen)
        while step != .usbReset {
            let next = ladder.next(after: silent, at: now)
            now = now + .milliseconds(next.wait) + .seconds(10)
            step = next.step
        }
        #expect(ladder.takePending() == .usbReset && ladder.takePending() == .reopen)
        ladder.appeared(at: now + .seconds(20))
        #expect(ladder.wasReset)
        ladder.appeared(at: now + .minutes(5))
        #expect(!ladder.wasReset)
    }

    @Test("a failure long after the last one starts the ladder over")
    func failureLong() {
        var ladder = RecoveryLadder()
        for turn in 0..<20 { _ = ladder.next(after: silent, at: start + .seconds(Int64(turn) * 20)) }
        #expect(ladder.wasReset)
        let next = ladder.next(after: silent, at: start + .hours(2))
        #expect(next == RecoveryLadder.Try(step: .reopen, wait: 1_000))
        #expect(!ladder.wasReset)
    }

    @Test("absence, permission and a PIN allow no remedy")
    func absencePermission() {
        #expect(LineFault(absence: .modemLost).remedy == .none)
        #expect(LineFault(.missing(path: "/dev/x")).remedy == .none)
        #expect(LineFault(.permissionDenied(path: "/dev/x")).remedy == .none)
        #expect(LineFault(.held(path: "/dev/x", holder: nil)).remedy == .none)
        #expect(LineFault(ModemFault.lost).remedy == .none && LineFault(ModemFault.lost).isAbsence)
        #expect(LineFault(ModemFault.simPUK).remedy == .none)
        #expect(LineFault(ModemFault.textModeOnly(answer: "ERROR")).remedy == .none)
        #expect(LineFault(ModemFault.simMissing).remedy == .radio)
        #expect(
            LineFault(ModemFault.silent(command: "AT")).remedy == .reset
                && LineFault(ModemFault.silent(command: "AT")).isUnresponsive)
        #expect(
            LineFault(ModemFault.silent(command: "AT+CPMS?")).remedy == .reset
                && !LineFault(ModemFault.silent(command: "AT+CPMS?")).isUnresponsive)
        #expect(
            LineFault(.settling(path: "/dev/x")).isAbsence && LineFault(.settling(path: "/dev/x")).state == .starting)
        #expect(LineFault(.hung(path: "/dev/x")).remedy == .reset && LineFault(.hung(path: "/dev/x")).isUnresponsive)
    }
}
