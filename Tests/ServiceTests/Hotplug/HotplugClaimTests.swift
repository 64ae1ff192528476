import ControlAPI
import Foundation
import ModemSimulator
import Testing
import Vocabulary
import WordLiterals

/// Which line a modem belongs to, and which modems belong to none, while the real service runs.
@Suite(.serialized, .enabled(if: Testbed.isAvailable, "runs under umockdev-wrapper: make test"))
struct HotplugClaimTests {
    @Test(
        "a SIM that two lines claim works on the line that names it, and the other says why it does not",
        .timeLimit(.minutes(1)))
    func twoClaims() async throws {
        let bench = try HotplugBench(
            lines: HotplugBench.line("montreal", number: "+15145550101", modem: "iccid = \"\(HotplugBench.firstSIM)\"")
                + HotplugBench.line("quebec", number: "+14185550102", modem: "usb_path = \"1-1\"")
                + HotplugBench.line(
                    "laval", number: "+14505550103", modem: "device = \"/dev/ttyUSB6\""))
        try bench.plug(HotplugBench.modem(.quectelEC25, iccid: HotplugBench.firstSIM), as: Stick.ec25, into: "1-1")
        let other = try HotplugBench.modem(.quectelEC25, iccid: HotplugBench.firstSIM, imei: "866758040000021")
        try bench.plug(other, as: Stick.ec25, into: "1-2", firstNode: 4)
        try bench.start()
        try await bench.wait(for: "montreal", to: "ready")
        #expect(try await bench.wait(for: "quebec", to: "failed").detail.contains("belongs to the line montreal"))
        #expect(try await bench.wait(for: "laval", to: "failed").detail.contains("belongs to the line montreal"))
        #expect(other.submissions.isEmpty)
    }

    @Test("a modem whose line named its path is listed once that line is gone", .timeLimit(.minutes(1)))
    func pathLineRemoved() async throws {
        let bench = try HotplugBench(
            lines: HotplugBench.line("montreal", number: "+15145550101", modem: "device = \"/dev/ttyUSB2\""))
        try bench.plug(HotplugBench.modem(.quectelEC25, iccid: HotplugBench.firstSIM), as: Stick.ec25, into: "1-1")
        try bench.start()
        try await bench.wait(for: "montreal", to: "ready")
        #expect(try bench.status()?.unclaimed.isEmpty == true)
        let text = try String(contentsOfFile: bench.configuration, encoding: .utf8)
        let without = text.components(separatedBy: "[[line]]")[0]
        try without.write(toFile: bench.configuration, atomically: true, encoding: .utf8)
        #expect(try ServiceProcess.command(["reload", "--config", bench.configuration]).code == 0)
        try await bench.wait(for: "the SIM listed") { $0.lines.isEmpty && $0.unclaimed.contains { $0.sim == "0001" } }
    }

    @Test("a SIM without a line is listed with the command for it", .timeLimit(.minutes(2)))
    func unclaimed() async throws {
        let bench = try HotplugBench(
            lines: HotplugBench.line("montreal", number: "+15145550101", modem: "iccid = \"\(HotplugBench.firstSIM)\""))
        let modem = try HotplugBench.modem(.quectelEC25, iccid: HotplugBench.secondSIM) { $0.number = "+14185550102" }
        try bench.plug(modem, as: Stick.ec25, into: "1-1")
        try bench.start()
        let status = try await bench.wait(for: "an unclaimed SIM") { $0.unclaimed.contains { $0.sim != nil } }
        let found = try #require(status.unclaimed.first)
        #expect(found.sim == "0019")
        #expect(found.addCommand == "jedisnon line add --sim 0019")
        #expect(found.number == "+14185550102")
        #expect(found.network == "Rogers")
        #expect(found.iccid?.contains(HotplugBench.secondSIM) == false)
        // What the service saw of it is in neither text nor JSON in full.
        let (text, _, _) = try ServiceProcess.command(["status", "--config", bench.configuration])
        #expect(text.contains("jedisnon line add --sim 0019"))
        #expect(!text.contains(HotplugBench.secondSIM))
    }

    @Test("line add makes a line of a SIM while the service runs", .timeLimit(.minutes(2)))
    func lineAdd() async throws {
        let bench = try HotplugBench(lines: "")
        let modem = try HotplugBench.modem(.quectelEC25, iccid: HotplugBench.secondSIM) { $0.number = "+14185550102" }
        try bench.plug(modem, as: Stick.ec25, into: "1-1")
        try bench.start()
        try await bench.wait(for: "an unclaimed SIM") { $0.unclaimed.contains { $0.sim == "0019" } }
        let (_, errors, code) = try ServiceProcess.command([
            "line", "add", "quebec", "--sim", "0019", "--number", "+14185550102", "--yes", "--config",
            bench.configuration,
        ])
        #expect(code == 0, "\(errors)")
        try await bench.wait(for: "quebec", to: "ready")
        #expect(try bench.status()?.unclaimed.isEmpty == true)
    }

    @Test(
        "with adopt = auto a SIM that knows its number becomes a line by itself, another stays listed",
        .timeLimit(.minutes(2)))
    func adoption() async throws {
        let bench = try HotplugBench(lines: "", service: "adopt = \"auto\"")
        try bench.start()
        let knows = try HotplugBench.modem(.quectelEC25, iccid: HotplugBench.firstSIM) { $0.number = "+15145550101" }
        let knowsNot = try HotplugBench.modem(.quectelEC25, iccid: HotplugBench.secondSIM, imei: "866758040000021") {
            $0.number = nil
        }
        try bench.plug(knows, as: Stick.ec25, into: "1-1")
        try bench.plug(knowsNot, as: Stick.ec25, into: "1-2", firstNode: 4)
        let status = try await bench.wait(for: "an adopted line") { status in
            status.lines.contains { $0.state == "ready" } && status.unclaimed.contains { $0.sim == "0019" }
        }
        #expect(status.lines.map(\.number) == ["+15145550101"])
        #expect(FileManager.default.fileExists(atPath: bench.folder + "/state/lines.d/sim-0001.toml"))
    }

    @Test("a second modem with the same SIM number is left alone, and said so", .timeLimit(.minutes(2)))
    func doubleSIM() async throws {
        let bench = try HotplugBench(
            lines: HotplugBench.line("montreal", number: "+15145550101", modem: "iccid = \"\(HotplugBench.firstSIM)\""))
        try bench.plug(HotplugBench.modem(.quectelEC25, iccid: HotplugBench.firstSIM), as: Stick.ec25, into: "1-1")
        try bench.start()
        try await bench.wait(for: "montreal", to: "ready")
        try bench.plug(
            HotplugBench.modem(.quectelEC25, iccid: HotplugBench.firstSIM, imei: "866758040000021"), as: Stick.ec25,
            into: "1-2",
            firstNode: 4)
        let status = try await bench.wait(for: "the double") {
            $0.unclaimed.contains { $0.detail.contains("same SIM") }
        }
        #expect(status.lines.map(\.state) == ["ready"])
    }
}
