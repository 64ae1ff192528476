import ControlAPI
import Foundation
import ModemSimulator
import Testing
import Vocabulary
import WordLiterals

/// What is said of a modem that is there and does not work, and what brings it back.
@Suite(.serialized, .enabled(if: Testbed.isAvailable, "runs under umockdev-wrapper: make test"))
struct HotplugRecoveryTests {
    @Test(
        "a modem that falls silent stays its line's, is never said to be out, and has its USB port reset",
        .timeLimit(.minutes(4)))
    func silence() async throws {
        let bench = try HotplugBench(
            lines: HotplugBench.line("montreal", number: "+15145550101", modem: "iccid = \"\(HotplugBench.firstSIM)\""))
        let modem = try HotplugBench.modem(.quectelEC25, iccid: HotplugBench.firstSIM)
        try bench.plug(modem, as: Stick.ec25, into: "1-1")
        try bench.start()
        try await bench.wait(for: "montreal", to: "ready")
        modem.set(fault: .freeze, times: nil)
        modem.deliver(from: "+15145550123", text: "Salut")
        let hungAt = ContinuousClock.now
        let failed = try await bench.wait(for: "montreal", to: "failed", within: .seconds(90))
        #expect(!failed.detail.contains("plug"))
        #expect(failed.nextTryAt != nil)
        while !bench.log.contains("USB port 1-1 was reset"), ContinuousClock.now - hungAt < .seconds(175) {
            // Whatever is tried meanwhile, the modem is plugged in.
            let line = try #require(try bench.status()?.lines.first)
            #expect(line.state != "absent", "\(line.detail)")
            try await Task.sleep(for: .milliseconds(500))
        }
        #expect(bench.log.contains("USB port 1-1 was reset"))
        modem.clearFaults()
        try await bench.wait(for: "montreal", to: "ready", within: .seconds(70))
        // Lost and found are in the log, with the reason and the time.
        #expect(bench.log.contains("the line is failed: the modem stopped answering"))
        #expect(bench.log.contains("the line is ready again after"))
        #expect(bench.stop() == 0)
    }

    @Test(
        "a line whose SIM is unplugged is absent, also while another line names its old port", .timeLimit(.minutes(1)))
    func oldPort() async throws {
        let bench = try HotplugBench(
            lines: HotplugBench.line("montreal", number: "+15145550101", modem: "iccid = \"\(HotplugBench.firstSIM)\"")
                + HotplugBench.line("quebec", number: "+14185550102", modem: "device = \"/dev/ttyUSB2\""))
        try bench.plug(HotplugBench.modem(.quectelEC25, iccid: HotplugBench.secondSIM), as: Stick.ec25, into: "1-1")
        try bench.start()
        try await bench.wait(for: "quebec", to: "ready")
        #expect(try await bench.wait(for: "montreal", to: "absent").detail.contains("plug it in"))
    }

    @Test("a stick that shows as a CD-ROM is waited for before anything is said of it", .timeLimit(.minutes(1)))
    func switching() async throws {
        let bench = try HotplugBench(
            lines: HotplugBench.line("montreal", number: "+15145550101", modem: "usb_path = \"1-1\""))
        let modem = try HotplugBench.modem(.huaweiE173, iccid: HotplugBench.firstSIM)
        try bench.start()
        try await bench.wait(for: "montreal", to: "absent")
        let disk = Stick(vendor: "12d1", product: "1446", name: "HUAWEI Mobile", driver: "usb-storage", ttys: [])
        try bench.plug(disk, with: modem, into: "1-1")
        let line = try await bench.wait(for: "montreal", to: "starting")
        #expect(!line.detail.contains("modeswitch"))
        // Nothing switches it.
        let failed = try await bench.wait(for: "montreal", to: "failed", within: .seconds(40))
        #expect(failed.detail.contains("CD-ROM"))
    }
}
