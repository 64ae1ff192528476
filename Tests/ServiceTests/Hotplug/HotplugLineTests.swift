import ControlAPI
import Foundation
import ModemSimulator
import Testing
import Vocabulary
import WordLiterals

/// Lines whose modems are plugged in, pulled out and moved while the real service runs.
@Suite(.serialized, .enabled(if: Testbed.isAvailable, "runs under umockdev-wrapper: make test"))
struct HotplugLineTests {
    @Test(
        "a line finds its SIM at start, loses it, and finds it at another port under other names",
        .timeLimit(.minutes(2)))
    func replug() async throws {
        let bench = try HotplugBench(
            lines: HotplugBench.line("montreal", number: "+15145550101", modem: "iccid = \"\(HotplugBench.firstSIM)\""))
        let modem = try HotplugBench.modem(.quectelEC25, iccid: HotplugBench.firstSIM)
        try bench.plug(modem, as: Stick.ec25, into: "1-1")
        try bench.start()
        let ready = try await bench.wait(for: "montreal", to: "ready")
        #expect(ready.profile == "ec25")
        bench.pull("1-1")
        let absent = try await bench.wait(for: "montreal", to: "absent")
        #expect(absent.detail.contains("plug it in"))
        let pluggedIn = ContinuousClock.now
        try bench.plug(modem, as: Stick.ec25, into: "1-1.4", firstNode: 7)
        try await bench.wait(for: "montreal", to: "ready")
        print("from plug to ready: \(ContinuousClock.now - pluggedIn)")
        modem.deliver(from: "+15145550123", text: "Salut")
        _ = try await modem.waitForSubmissions(1)
        let back = try bench.events().last { $0.kind == "modem_attached" }
        #expect(back?.details["recovery_seconds"] != nil)
        #expect(back?.details["lost_at"] != nil)
        #expect(bench.stop() == 0)
    }

    @Test("two sticks of different makers side by side: the SIM decides the line", .timeLimit(.minutes(2)))
    func simDecides() async throws {
        let bench = try HotplugBench(
            lines: HotplugBench.line("montreal", number: "+15145550101", modem: "iccid = \"\(HotplugBench.firstSIM)\"")
                + HotplugBench.line("quebec", number: "+14185550102", modem: "iccid = \"\(HotplugBench.secondSIM)\""))
        let quectel = try HotplugBench.modem(.quectelEC25, iccid: HotplugBench.firstSIM)
        let huawei = try HotplugBench.modem(.huaweiE173, iccid: HotplugBench.secondSIM, imei: "866758040000021")
        try bench.start()
        try await bench.wait(for: "montreal", to: "absent")
        try bench.plug(quectel, as: Stick.ec25, into: "1-1")
        try bench.plug(huawei, as: Stick.huawei, into: "1-2", firstNode: 4)
        #expect(try await bench.wait(for: "montreal", to: "ready").profile == "ec25")
        #expect(try await bench.wait(for: "quebec", to: "ready").profile == "huawei")
        // The cards change places.
        bench.pull("1-1")
        bench.pull("1-2")
        try await bench.wait(for: "both absent") { $0.lines.allSatisfy { $0.state == "absent" } }
        quectel.reconfigure { $0.iccid = HotplugBench.secondSIM }
        huawei.reconfigure { $0.iccid = HotplugBench.firstSIM }
        try bench.plug(quectel, as: Stick.ec25, into: "1-1", firstNode: 4)
        try bench.plug(huawei, as: Stick.huawei, into: "1-2")
        try await bench.wait(for: "both ready") { $0.lines.allSatisfy { $0.state == "ready" } }
        let status = try #require(try bench.status())
        #expect(status.lines.map(\.profile) == ["huawei", "ec25"])
    }

    @Test("a line by its USB port and one by its IMEI find their modems", .timeLimit(.minutes(2)))
    func otherSelectors() async throws {
        let bench = try HotplugBench(
            lines: HotplugBench.line("montreal", number: "+15145550101", modem: "usb_path = \"1-1.2\"")
                + HotplugBench.line("quebec", number: "+14185550102", modem: "imei = \"866758040000021\""))
        try bench.plug(HotplugBench.modem(.quectelEC25, iccid: HotplugBench.firstSIM), as: Stick.ec25, into: "1-1.2")
        try bench.plug(
            HotplugBench.modem(.quectelEC25, iccid: HotplugBench.secondSIM, imei: "866758040000021"), as: Stick.ec25,
            into: "1-3",
            firstNode: 4)
        try bench.start()
        try await bench.wait(for: "both ready") { $0.lines.allSatisfy { $0.state == "ready" } }
    }

    @Test(
        "nothing is ever written to a converter, and a modem no profile knows is found by its driver",
        .timeLimit(.minutes(2)))
    func unknownDevices() async throws {
        let bench = try HotplugBench(
            lines: HotplugBench.line("montreal", number: "+15145550101", modem: "iccid = \"\(HotplugBench.firstSIM)\""))
        let converter = try HotplugBench.modem(.generic, iccid: HotplugBench.secondSIM)
        try bench.plug(converter, as: Stick.converter, into: "1-1")
        try bench.plug(
            HotplugBench.modem(.generic, iccid: HotplugBench.firstSIM), as: Stick.unknown, into: "1-2", firstNode: 1)
        try bench.start()
        try await bench.wait(for: "montreal", to: "ready")
        let status = try #require(try bench.status())
        #expect(status.unclaimed.map(\.usbPath) == ["1-1"])
        #expect(status.unclaimed.first?.detail.contains("nothing is written to it") == true)
        #expect(status.unclaimed.first?.addCommand == nil)
        #expect(converter.commands.isEmpty)
        #expect(!converter.isOpened)
    }

    @Test(
        "a satellite receiver that looks like a modem is listened to, and nothing is written to it",
        .timeLimit(.minutes(1)))
    func receiver() async throws {
        let bench = try HotplugBench(lines: "")
        let receiver = try HotplugBench.modem(.generic, iccid: HotplugBench.secondSIM)
        let talking = Task {
            while !Task.isCancelled {
                receiver.say("$GPGGA,120000.00,4530.0,N,07334.0,W,1,08,1.0,30.0,M,,M,,*47")
                try await Task.sleep(for: .milliseconds(200))
            }
        }
        defer { talking.cancel() }
        var stick = Stick.unknown(receiver)
        stick.ttys = [Stick.TTY(interface: 0, modem: receiver)]
        try bench.plug(stick, with: receiver, into: "1-1")
        try bench.start()
        let status = try await bench.wait(for: "the receiver listed") { $0.unclaimed.contains { $0.state == "failed" } }
        #expect(status.unclaimed.first?.addCommand == nil)
        #expect(receiver.commands.isEmpty)
    }

    @Test("ports that are renumbered during bring-up never give a line another line's modem", .timeLimit(.minutes(2)))
    func renumbered() async throws {
        let bench = try HotplugBench(
            lines: HotplugBench.line("montreal", number: "+15145550101", modem: "iccid = \"\(HotplugBench.firstSIM)\""))
        let slow = try HotplugBench.modem(.quectelEC25, iccid: HotplugBench.firstSIM) { $0.latency = .milliseconds(60) }
        let stranger = try HotplugBench.modem(.quectelEC25, iccid: HotplugBench.secondSIM, imei: "866758040000021")
        try bench.plug(slow, as: Stick.ec25, into: "1-1")
        try bench.start()
        // The runner has the port and is in the middle of the set-up.
        try await slow.waitForCommand("AT+CMGF=0", within: .seconds(20))
        bench.pull("1-1")
        try bench.plug(stranger, as: Stick.ec25, into: "1-2")
        try bench.plug(slow, as: Stick.ec25, into: "1-1", firstNode: 4)
        let line = try await bench.wait(for: "montreal", to: "ready")
        #expect(line.detail.contains("received and answered"))
        slow.deliver(from: "+15145550123", text: "Salut")
        _ = try await slow.waitForSubmissions(1)
        try await bench.wait(for: "the stranger listed") { $0.unclaimed.contains { $0.sim == "0019" } }
        #expect(stranger.submissions.isEmpty)
        // Nobody set it up for a line.
        #expect(!stranger.commands.contains { $0.hasPrefix("AT+CNMI") || $0.hasPrefix("AT+CMGF") })
    }

    @Test("a port that was released for a terminal is not opened again until resume", .timeLimit(.minutes(2)))
    func releasedPort() async throws {
        let bench = try HotplugBench(
            lines: HotplugBench.line("montreal", number: "+15145550101", modem: "iccid = \"\(HotplugBench.firstSIM)\""))
        let modem = try HotplugBench.modem(.quectelEC25, iccid: HotplugBench.firstSIM)
        try bench.plug(modem, as: Stick.ec25, into: "1-1")
        try bench.start()
        try await bench.wait(for: "montreal", to: "ready")
        let pause = ["line", "pause", "montreal", "--release-port", "--config", bench.configuration]
        #expect(try ServiceProcess.command(pause).code == 0)
        try await bench.wait(for: "montreal", to: "paused")
        while modem.isOpened { try await Task.sleep(for: .milliseconds(20)) }
        let before = modem.commands.count
        // Longer than the directory waits before it looks at a modem that was let go.
        try await Task.sleep(for: .seconds(4))
        #expect(!modem.isOpened && modem.commands.count == before)
        #expect(try ServiceProcess.command(["line", "resume", "montreal", "--config", bench.configuration]).code == 0)
        try await bench.wait(for: "montreal", to: "ready")
    }

    @Test(
        "a modem pulled out in the middle of a send: unknown, never sent again, and back by itself",
        .timeLimit(.minutes(2)))
    func pulledWhileSending() async throws {
        let bench = try HotplugBench(
            lines: HotplugBench.line("montreal", number: "+15145550101", modem: "iccid = \"\(HotplugBench.firstSIM)\""))
        let modem = try HotplugBench.modem(.quectelEC25, iccid: HotplugBench.firstSIM) { $0.sendTime = .seconds(5) }
        try bench.plug(modem, as: Stick.ec25, into: "1-1")
        try bench.start()
        try await bench.wait(for: "montreal", to: "ready")
        modem.deliver(from: "+15145550123", text: "Salut")
        try await modem.waitForBodies(1)
        bench.pull("1-1")
        try await bench.wait(for: "montreal", to: "absent")
        modem.reconfigure { $0.sendTime = .zero }
        try bench.plug(modem, as: Stick.ec25, into: "1-1", firstNode: 2)
        try await bench.wait(for: "montreal", to: "ready")
        #expect(try bench.events().count { $0.kind == "reply_unknown" } == 1)
        #expect(try bench.events().count { $0.kind == "reply_sent" } == 0)
        #expect(modem.commands.count { $0.hasPrefix("AT+CMGS") } == 1)
    }

    @Test(
        "a modem whose port answers garbage ends in a sentence and leaves the other line alone",
        .timeLimit(.minutes(2)))
    func garbage() async throws {
        let bench = try HotplugBench(
            lines: HotplugBench.line("montreal", number: "+15145550101", modem: "iccid = \"\(HotplugBench.firstSIM)\"")
                + HotplugBench.line("quebec", number: "+14185550102", modem: "usb_path = \"1-2\""))
        let broken = try HotplugBench.modem(.quectelEC25, iccid: HotplugBench.secondSIM, imei: "866758040000021")
        broken.set(fault: .freeze, times: nil)
        try bench.plug(broken, as: Stick.ec25, into: "1-2", firstNode: 4)
        try bench.plug(HotplugBench.modem(.quectelEC25, iccid: HotplugBench.firstSIM), as: Stick.ec25, into: "1-1")
        try bench.start()
        try await bench.wait(for: "montreal", to: "ready")
        let line = try await bench.wait(for: "quebec", to: "failed", within: .seconds(60))
        #expect(line.detail.contains("1-2"))
        broken.clearFaults()
        try await bench.wait(for: "quebec", to: "ready", within: .seconds(60))
    }

    @Test(
        "the port for sound is found beside the AT port, wherever the stick is plugged in", .timeLimit(.minutes(2)),
        arguments: [SimulatedProfile.quectelEC25, .huaweiE173])
    func voicePort(_ profile: SimulatedProfile) async throws {
        let bench = try HotplugBench(
            lines: HotplugBench.line(
                "montreal", number: "+15145550101", modem: "iccid = \"\(HotplugBench.firstSIM)\"",
                more: "calls = \"speak\"\nmessage = { fr = \"Un essai.\" }"))
        let modem = try HotplugBench.modem(profile, iccid: HotplugBench.firstSIM)
        try bench.start()
        for (round, port) in ["1-1", "1-2"].enumerated() {
            try bench.plug(
                modem, as: profile.name == "huawei-e173" ? Stick.huawei : Stick.ec25, into: port, firstNode: round * 3)
            let line = try await bench.wait(for: "montreal", to: "ready")
            #expect(line.voice == "unverified")
            #expect(modem.ring(from: "+1514555012\(round)"))
            try await modem.wait(for: "end of the call", within: .seconds(30)) { $0.calls.last?.endedAt != nil }
            let heard = try #require(modem.calls.last).heard
            #expect(heard.contains { abs(Int($0)) > 1_000 })
            bench.pull(port)
            try await bench.wait(for: "montreal", to: "absent")
        }
    }

    @Test("two verified lines prove each other by a heartbeat", .timeLimit(.minutes(4)))
    func heartbeat() async throws {
        let bench = try HotplugBench(
            lines: "[heartbeat]\nevery = \"24h\"\n"
                + HotplugBench.line("montreal", number: "+15145550101", modem: "iccid = \"\(HotplugBench.firstSIM)\"")
                + HotplugBench.line("quebec", number: "+14185550102", modem: "iccid = \"\(HotplugBench.secondSIM)\""))
        let modems = [
            "montreal": try HotplugBench.modem(.quectelEC25, iccid: HotplugBench.firstSIM),
            "quebec": try HotplugBench.modem(.quectelEC25, iccid: HotplugBench.secondSIM, imei: "866758040000021"),
        ]
        try bench.plug(try #require(modems["montreal"]), as: Stick.ec25, into: "1-1")
        try bench.plug(try #require(modems["quebec"]), as: Stick.ec25, into: "1-2", firstNode: 4)
        try bench.start()
        try await bench.wait(for: "both ready") { $0.lines.allSatisfy { $0.state == "ready" } }
        for (line, modem) in modems {
            let code = try bench.askForCode(line)
            modem.deliver(from: "+15145550123", text: code)
            _ = try await modem.waitForSubmissions(1)
        }
        try await bench.wait(for: "both verified") { $0.lines.allSatisfy { $0.verifiedAt != nil } }
        // The network between the two: what one sends to the other's number arrives there.
        let numbers = ["+15145550101": "montreal", "+14185550102": "quebec"]
        let deadline = ContinuousClock.now + .seconds(80)
        var carried = 0
        while carried == 0, ContinuousClock.now < deadline {
            for (line, modem) in modems {
                for sent in modem.submissions.dropFirst(1) {
                    guard let to = numbers[sent.to], let text = sent.text else { continue }
                    let from = try #require(numbers.first { $0.value == line }?.key)
                    modems[to]?.deliver(from: from, text: text)
                    carried += 1
                }
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(carried == 1)
        try await Task.sleep(for: .seconds(1))
        let heard = try bench.events().filter { $0.details["heartbeat"] == .bool(true) }
        #expect(heard.map(\.reason) == ["own_number"])
    }

    @Test("a hundred replugs leave no descriptor, thread or memory behind", .timeLimit(.minutes(5)))
    func hundredReplugs() async throws {
        let bench = try HotplugBench(
            lines: HotplugBench.line("montreal", number: "+15145550101", modem: "iccid = \"\(HotplugBench.firstSIM)\""))
        let modem = try HotplugBench.modem(.quectelEC25, iccid: HotplugBench.firstSIM)
        let service = try bench.start()
        var times: [Duration] = []
        var before: ProcessSize?
        for round in 0..<100 {
            let pluggedIn = ContinuousClock.now
            try bench.plug(modem, as: Stick.ec25, into: round.isMultiple(of: 2) ? "1-1" : "1-2", firstNode: round % 7)
            try await bench.wait(for: "montreal", to: "ready")
            times.append(ContinuousClock.now - pluggedIn)
            bench.pull(round.isMultiple(of: 2) ? "1-1" : "1-2")
            try await bench.wait(for: "montreal", to: "absent")
            if round == 19 { before = try service.size() }
        }
        let first = try #require(before)
        func isSettled(_ size: ProcessSize) -> Bool {
            size.descriptors <= first.descriptors + 2 && size.threads <= first.threads + 2
        }
        // A port is closed on a thread of its own, which may take its time.
        var after = try service.size()
        for _ in 0..<50 where !isSettled(after) {
            try await Task.sleep(for: .milliseconds(200))
            after = try service.size()
        }
        times.sort()
        print("from plug to ready, of 100: median \(times[50]), slowest \(times[99])")
        print("after 20 rounds \(first), after 100 \(after)")
        #expect(isSettled(after))
        #expect(after.residentKiB <= first.residentKiB + 4096)
    }
}
