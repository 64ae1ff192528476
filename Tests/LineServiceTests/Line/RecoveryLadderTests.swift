import ControlAPI
import LineCore
import Logging
import Modems
import SerialPort
import Testing
import Vocabulary

@testable import LineService

/// What is tried to bring a modem back, when and in which order, and what is spared.
struct RecoveryLadderTests {
    private let start = Uptime(milliseconds: 5_000)
    private let silent = LineFault(ModemFault.silent(command: "AT"))
    private let refusing = LineFault(ModemFault.refused(command: "AT+CMGF=0", answer: "ERROR"))

    /// When each step is tried, in seconds since the first failure: every try takes `effort` seconds and fails.
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

    @Test("a modem that refuses gets its radio cycled, then a restart, then a reset, within three minutes")
    func modemRefuses() {
        let tried = tries(refusing, for: .minutes(4))
        #expect(tried.map(\.step) == [.radio, .restart, .usbReset])
        #expect(tried[2].at < 120)
        // A radio that is cycled by a modem that takes its time: 25 s for each try.
        #expect(tries(refusing, for: .minutes(4), effort: 25)[2].at < 150)
    }

    @Test("one that answers nothing hears no command, and its port is reset within a minute")
    func answersNothing() {
        let tried = tries(silent, for: .minutes(5))
        #expect(tried.map(\.step) == [.usbReset])
        #expect(tried[0].at < 65)
        // Also where every opening takes as long as the kernel may take.
        #expect(tries(silent, for: .minutes(5), effort: 30)[0].at < 100)
    }

    @Test("a modem that is broken for good is reset after ten minutes more, then once an hour")
    func modemBroken() {
        for fault in [silent, refusing] {
            let resets = tries(fault, for: .hours(24)).filter { $0.step == .usbReset }.map(\.at)
            #expect((600...720).contains(resets[1] - resets[0]))
            #expect((23...26).contains(resets.count))
        }
        #expect(tries(refusing, for: .hours(24)).count { $0.step == .restart } == 1)
    }

    @Test("what a person has to mend is only looked at again")
    func personMend() {
        #expect(tries(LineFault(ModemFault.simPUK), for: .hours(24)).isEmpty)
        #expect(tries(LineFault(.permissionDenied(path: "/dev/x")), for: .hours(24)).isEmpty)
    }

    @Test("a missing SIM gets the radio and never a restart or a reset")
    func missingSIM() {
        let tried = tries(LineFault(ModemFault.simMissing), for: .hours(24))
        #expect(Set(tried.map(\.step)) == [.radio])
        #expect((100...150).contains(tried.count))
    }

    @Test("a device that comes back from its reset is no new one, a replug is")
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

    @Test("a failure long after the last one starts over")
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

/// What is said of a device that the ladder does not bring back.
struct DeviceRecoveryTests {
    private let silent = LineFault(ModemFault.silent(command: "AT"))
    private let start = Uptime(milliseconds: 5_000)

    @Test("nobody is told to pull anything out before the port was reset")
    func nobodyTold() {
        var care = DeviceRecovery()
        var now = start
        while !care.ladder.wasReset {
            #expect(care.failure == nil && care.notice(of: silent) == silent.notice)
            now = now + .milliseconds(care.ladder.next(after: silent, at: now).wait) + .seconds(10)
        }
        #expect(care.failure == nil && care.notice(of: silent) == silent.notice, "it is only about to be reset")
        #expect(care.ladder.takePending() == .usbReset)
        #expect(care.notice(of: silent) == .modemSilent(.unresponsive(.noHelp)))
        care.resetFailure = .notPermitted
        #expect(care.notice(of: silent) == .modemSilent(.unresponsive(.notPermitted)))
        #expect(care.notice(of: LineFault(ModemFault.notAModem)) == .notAModem(.unresponsive(.notPermitted)))
        // Another fault is told as it is.
        #expect(care.notice(of: LineFault(ModemFault.simMissing)) == .simMissing)
    }

    @Test("another product at the same port is no business of the line that was there")
    func anotherProduct() {
        var care = DeviceRecovery()
        care.line = "montreal"
        care.appeared("2c7c:0125", at: start)
        #expect(care.line == "montreal")
        care.appeared("12d1:1001", at: start)
        #expect(care.line == nil)
    }
}

/// What the log is told of a line.
struct StateLogTests {
    private let start = Uptime(milliseconds: 1_000)

    @Test("a loss and a return are told once each, with the sentence and the time")
    func lossReturn() {
        var stateLog = StateLog()
        #expect(stateLog.note(.starting, "the modem is being brought up", at: start) == nil)
        #expect(stateLog.note(.ready, "it works", at: start)?.text == "the line is ready: it works")
        #expect(stateLog.note(.ready, "it works", at: start) == nil)
        let lost = stateLog.note(.absent, "the modem has gone", at: start + .hours(1))
        #expect(lost == StateLog.Message(level: .warning, text: "the line is absent: the modem has gone"))
        #expect(stateLog.note(.starting, "it is looked at", at: start + .hours(1)) == nil)
        #expect(stateLog.note(.absent, "the modem has gone", at: start + .hours(2)) == nil)
        let failed = stateLog.note(.failed, "it does not answer", at: start + .hours(2))
        #expect(failed?.text == "the line is failed: it does not answer")
        let back = stateLog.note(.ready, "it works", at: start + .hours(4))
        #expect(back == StateLog.Message(level: .notice, text: "the line is ready again after 3 h: it works"))
    }

    @Test("a network that is looked for is told once, whatever the count in its sentence")
    func networkLooked() {
        var stateLog = StateLog()
        #expect(stateLog.note(.noNetwork, "no network for 10 minutes", at: start) != nil)
        #expect(stateLog.note(.noNetwork, "no network for 30 minutes", at: start) == nil)
    }
}

/// When a line without a network has its radio cycled.
struct NetworkWatchTests {
    private let start = Uptime(milliseconds: 1_000)

    @Test("after ten, thirty and ninety minutes, then every six hours")
    func afterTen() {
        var watch = NetworkWatch()
        let minutes = (0...(24 * 60)).filter { watch.isMissing(at: start + .minutes(Int64($0))) }
        #expect(minutes == [10, 30, 90, 450, 810, 1170])
    }

    @Test("a network that comes back in between starts the count over")
    func networkComes() {
        var watch = NetworkWatch()
        let before = [0, 9].map { watch.isMissing(at: start + .minutes($0)) }
        #expect(before == [false, false])
        #expect(watch.minutes(at: start + .minutes(9)) == 9)
        watch.found()
        let after = [10, 19, 20].map { watch.isMissing(at: start + .minutes($0)) }
        #expect(after == [false, false, true])
    }
}
