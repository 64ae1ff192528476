import ControlAPI
import Foundation
import ModemSimulator
import Testing
import Vocabulary
import WordLiterals

/// Whose a modem is follows the set of lines, also while it works.
@Suite(.serialized, .enabled(if: Testbed.isAvailable, "runs under umockdev-wrapper: make test"))
struct HotplugReloadTests {
    private static let sim = "89302720000000000001"

    @Test("a modem goes over to a line that names its SIM, and back when that line is removed", .timeLimit(.minutes(2)))
    func claims() async throws {
        let byPort = HotplugBench.line("montreal", number: "+15145550101", modem: "usb_path = \"1-1\"")
        let bySIM = HotplugBench.line("quebec", number: "+14185550102", modem: "iccid = \"\(Self.sim)\"")
        let bench = try HotplugBench(lines: byPort)
        let modem = try HotplugBench.modem(.quectelEC25, iccid: Self.sim)
        try bench.plug(modem, as: Stick.ec25, into: "1-1")
        try bench.start()
        try await bench.wait(for: "montreal", to: "ready")
        try bench.change(lines: byPort + bySIM)
        try bench.reload()
        try await bench.wait(for: "quebec", to: "ready")
        let lines = try await bench.wait(for: "one at work") { status in
            status.lines.contains { $0.id == "montreal" && $0.state != "ready" }
        }.lines
        #expect(lines.first { $0.id == "quebec" }?.state == "ready")
        try bench.change(lines: byPort)
        try bench.reload()
        try await bench.wait(for: "montreal", to: "ready")
        #expect(bench.stop() == 0)
    }

    @Test("a SIM is made a line as soon as the database can be written", .timeLimit(.minutes(2)))
    func lockedAdoption() async throws {
        let bench = try HotplugBench(lines: "", service: "adopt = \"auto\"")
        try bench.start()
        try await bench.wait(for: "start") { _ in true }
        let lock = try DatabaseLock(bench.folder + "/state/jedisnon.db")
        let modem = try HotplugBench.modem(.quectelEC25, iccid: Self.sim) { $0.number = "+15145550101" }
        try bench.plug(modem, as: Stick.ec25, into: "1-1")
        // The first attempt gives up after the five seconds that a writer waits.
        let deadline = ContinuousClock.now + .seconds(30)
        while !bench.log.contains("sim-0001 waits"), ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(bench.log.contains("sim-0001 waits"))
        lock.end()
        try await bench.wait(for: "sim-0001", to: "ready")
        #expect(bench.stop() == 0)
    }

    @Test("adopt = auto after a reload takes the SIM that was there before", .timeLimit(.minutes(2)))
    func lateAdoption() async throws {
        let bench = try HotplugBench(lines: "", service: "adopt = \"ask\"")
        let modem = try HotplugBench.modem(.quectelEC25, iccid: Self.sim) { $0.number = "+15145550101" }
        try bench.plug(modem, as: Stick.ec25, into: "1-1")
        try bench.start()
        try await bench.wait(for: "the SIM") { $0.unclaimed.contains { $0.sim == "0001" } }
        let text = try String(contentsOfFile: bench.configuration, encoding: .utf8)
        try text.replacing("\"ask\"", with: "\"auto\"").write(
            toFile: bench.configuration, atomically: true, encoding: .utf8)
        try bench.reload()
        try await bench.wait(for: "sim-0001", to: "ready")
        #expect(bench.stop() == 0)
    }
}

extension HotplugBench {
    /// Other lines in the configuration file.
    fileprivate func change(lines: String) throws {
        let text = try String(contentsOfFile: configuration, encoding: .utf8)
        let head = text.split(separator: "[[line]]", omittingEmptySubsequences: false).first ?? ""
        try (head + lines).write(toFile: configuration, atomically: true, encoding: .utf8)
    }

    fileprivate func reload() throws {
        let (_, errors, code) = try ServiceProcess.command(["reload", "--config", configuration])
        guard code == 0 else { throw BenchError(what: errors) }
    }
}
