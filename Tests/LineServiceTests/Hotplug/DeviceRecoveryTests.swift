import LineCore
import Modems
import Testing
import Vocabulary

@testable import LineService

/// The notices about a device that the ladder does not recover.
struct DeviceRecoveryTests {
    private let silent = LineFault(ModemFault.silent(command: "AT"))
    private let start = Uptime(milliseconds: 5_000)

    @Test("the operator is not asked to unplug anything before the port was reset")
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
        // Another fault is reported as it is.
        #expect(care.notice(of: LineFault(ModemFault.simMissing)) == .simMissing)
    }

    @Test("another product at the same port does not concern the previous line")
    func anotherProduct() {
        var care = DeviceRecovery()
        care.line = "montreal"
        care.appeared("2c7c:0125", at: start)
        #expect(care.line == "montreal")
        care.appeared("12d1:1001", at: start)
        #expect(care.line == nil)
    }
}
