import LineCore
import Modems
import Testing
import Vocabulary

@testable import LineService

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
