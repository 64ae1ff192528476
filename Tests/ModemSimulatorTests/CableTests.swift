import Foundation
import Glibc
import ModemSimulator
import Testing

struct CableTests {
    private static func temporaryPath(_ name: String) -> String {
        NSTemporaryDirectory() + "simulated-\(name)-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    }

    @Test("a vanished modem hangs up and returns under the same link")
    func vanishing() throws {
        let link = Self.temporaryPath("vanishing")
        let modem = SimulatedModem()
        #expect(try modem.start(link: link) == link)
        let host = try Host(link)
        host.write("AT\r")
        _ = try host.read { $0.hasSuffix("OK\r\n") }
        modem.store(pdu: Sample.flash, in: "SM")
        modem.vanish()
        #expect(host.isHungUp())
        #expect(access(link, F_OK) != 0)
        #expect(modem.path == nil)
        #expect(throws: HostError.self) { try Host(link) }
        try modem.reappear()
        let again = try Host(link)
        again.write("ATE0\r")
        _ = try again.read { $0.hasSuffix("OK\r\n") }
        #expect(try again.ask("AT+CMGR=1").contains(Sample.flash))
        modem.stop()
        #expect(again.isHungUp())
        #expect(access(link, F_OK) != 0)
    }

    @Test("it may return by itself")
    func returning() async throws {
        let link = Self.temporaryPath("returning")
        let modem = SimulatedModem()
        try modem.start(link: link)
        defer { modem.stop() }
        modem.vanish(for: .milliseconds(50))
        #expect(modem.path == nil)
        try await modem.wait(for: "return") { $0.path == link }
    }

    @Test("a file that is no link is not replaced")
    func occupied() throws {
        let path = Self.temporaryPath("occupied")
        try Data("mine".utf8).write(to: URL(filePath: path))
        defer { unlink(path) }
        #expect(throws: SimulatorError.self) { try SimulatedModem().start(link: path) }
        #expect(try Data(contentsOf: URL(filePath: path)) == Data("mine".utf8))
    }

    @Test(
        "the cable may be pulled in the middle of anything",
        arguments: [
            (SimulatedFault.vanishInCommand("+CMGS", after: 6), 0), (.vanishAtPrompt, 0), (.vanishInBody(after: 10), 0),
            (.vanishAfterBody(sent: false), 0), (.vanishAfterBody(sent: true), 1),
        ])
    func pulled(fault: SimulatedFault, sent: Int) throws {
        try Bench.with { (modem, host) throws in
            modem.set(fault: fault)
            #expect(throws: HostError.self) { _ = try host.send("AT+CMGS=18", body: Sample.submit) }
            #expect(host.isHungUp())
            #expect(modem.path == nil)
            #expect(modem.submissions.count == sent)
            #expect(modem.submissions.allSatisfy { !$0.clientSawSuccess })
        }
    }

    @Test("what is said while nobody has the tty open is lost")
    func unheard() async throws {
        let modem = SimulatedModem(profile: .quectelEC25)
        let path = try modem.start()
        defer { modem.stop() }
        modem.deliver(from: "+15145550123", text: "nobody hears +CMTI")
        try await Task.sleep(for: .milliseconds(50))
        let host = try Host(path)
        #expect(try host.readAll(for: 50) == "")
        host.write("ATE0\r")
        #expect(try host.read { $0.hasSuffix("OK\r\n") } == "ATE0\r\r\nOK\r\n")
        #expect(try host.ask("AT+CMGL=4").count == 3)
    }

    @Test("settings stay when the host goes and another comes; a body that was begun waits for its end")
    func reopened() async throws {
        let modem = SimulatedModem()
        let path = try modem.start()
        defer { modem.stop() }
        do {
            let host = try Host(path)
            host.write("ATE0\rAT+CMGS=18\r")
            _ = try host.read { $0.hasSuffix("> ") }
            host.write("00")
        }
        try await modem.wait(for: "close") { !$0.isOpened }
        let host = try Host(path)
        host.write("AT\r")
        #expect(try host.readAll(for: 50) == "")
        host.write("\u{1B}")
        #expect(try host.read { $0.hasSuffix("OK\r\n") } == "\r\nOK\r\n")
        #expect(try host.ask("AT") == ["OK"])
    }

    @Test("a host that had the tty for itself alone leaves it to the next")
    func exclusiveUse() async throws {
        let link = Self.temporaryPath("alone")
        let modem = SimulatedModem()
        try modem.start(link: link)
        defer { modem.stop() }
        for expected in ["ATE0\r\r\nOK\r\n", "\r\nOK\r\n"] {
            // The modem needs a moment to see the closing.
            try await modem.wait(for: "a tty that can be opened") { _ in (try? Host(link)) != nil }
            let host = try Host(link)
            host.useAlone()
            host.write("ATE0\r")
            #expect(try host.read { $0.hasSuffix("OK\r\n") } == expected)
            // Root may open it all the same.
            if getuid() != 0 { #expect(throws: HostError.self) { try Host(link) } }
        }
    }

    @Test("commands trickling in byte by byte are the same commands")
    func trickle() throws {
        try Bench.with { (modem, host) throws in
            host.trickle("AT+CSQ\r")
            #expect(Host.lines(try host.read { $0.hasSuffix("OK\r\n") }) == ["+CSQ: 20,99", "OK"])
            #expect(modem.commands.last == "AT+CSQ")
        }
    }

    @Test("64 modems answer, and idle they cost next to nothing")
    func many() throws {
        let modems = (0..<64).map { _ in SimulatedModem(profile: .quectelEC25) }
        defer { modems.forEach { $0.stop() } }
        let hosts = try modems.map { try Host(try $0.start()) }
        for host in hosts { host.write("ATE0\r") }
        for host in hosts { _ = try host.read { $0.hasSuffix("OK\r\n") } }
        for (modem, host) in zip(modems, hosts) {
            modem.deliver(from: "+15145550123", text: "hello")
            #expect(try host.read { $0.hasSuffix("0\r\n") } == "\r\n+CMTI: \"ME\",0\r\n")
        }
    }

    @Test("waiting for what does not happen ends, and says what was waited for")
    func waiting() async throws {
        let modem = SimulatedModem()
        try modem.start()
        defer { modem.stop() }
        let error = await #expect(throws: SimulatorError.self) {
            try await modem.waitForSubmissions(1, within: .milliseconds(20))
        }
        #expect(error?.description.contains("submission 1") == true)
    }
}
