import ControlAPI
import Foundation
import ModemSimulator
import Testing
import WordLiterals

/// What `jedisnon doctor` says of sticks that are plugged in, without a service and with one.
@Suite(.serialized, .enabled(if: Testbed.isAvailable, "runs under umockdev-wrapper: make test"))
struct HotplugDoctorTests {
    private static let sim = "89302720000000000001"

    @Test("a modem that nobody uses is asked, and every fault of its SIM is told", .timeLimit(.minutes(2)))
    func asked() throws {
        let bench = try HotplugBench(lines: "")
        #expect(try look(bench).contains { $0.id == "usb_no_modem" })
        let modem = try HotplugBench.modem(.quectelEC25, iccid: Self.sim)
        try bench.plug(modem, as: Stick.ec25, into: "1-1")
        let good = try look(bench)
        #expect(good.contains { $0.id == "modem" && $0.subject == "USB port 1-1" }, "\(good)")
        #expect(good.contains { $0.remedy == "sudo jedisnon line add --usb-path 1-1" })
        #expect(!good.contains { $0.id == "usb_no_modem" || $0.id == "signal_weak" })
        bench.pull("1-1")
        let locked = try HotplugBench.modem(.quectelEC25, iccid: Self.sim) { $0.pin = "1234" }
        try bench.plug(locked, as: Stick.ec25, into: "1-1")
        let pin = try look(bench).first { $0.id == "sim_pin" }
        #expect(pin?.severity == .problem)
        bench.pull("1-1")
        let empty = try HotplugBench.modem(.quectelEC25, iccid: Self.sim) { $0.simPresent = false }
        try bench.plug(empty, as: Stick.ec25, into: "1-1")
        #expect(try look(bench).contains { $0.id == "sim_missing" })
    }

    @Test("nothing is written to a converter", .timeLimit(.minutes(1)))
    func converter() throws {
        let bench = try HotplugBench(lines: "")
        let modem = try HotplugBench.modem(.generic, iccid: Self.sim)
        try bench.plug(modem, as: Stick.converter, into: "1-2")
        #expect(try look(bench).contains { $0.id == "usb_unknown_serial" && $0.severity == .note })
        #expect(modem.commands.isEmpty)
    }

    @Test("a modem that a service works on is left to it", .timeLimit(.minutes(2)))
    func working() async throws {
        let bench = try HotplugBench(
            lines: HotplugBench.line("montreal", number: "+15145550101", modem: "iccid = \"\(Self.sim)\""))
        let modem = try HotplugBench.modem(.quectelEC25, iccid: Self.sim)
        try bench.plug(modem, as: Stick.ec25, into: "1-1")
        try bench.start()
        try await bench.wait(for: "montreal", to: "ready")
        let found = try look(bench)
        #expect(found.contains { $0.id == "line_ready" })
        #expect(!found.contains { $0.id == "modem" || $0.id == "port_held" }, "\(found)")
        try await bench.wait(for: "montreal", to: "ready")
        #expect(bench.stop() == 0)
    }

    private func look(_ bench: HotplugBench) throws -> [DoctorFinding] {
        try DoctorTests.doctor(["--config", bench.configuration]).0.findings
    }
}
