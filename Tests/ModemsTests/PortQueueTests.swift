import ATProtocol
import ModemSimulator
import Modems
import NIOPosix
import Testing

/// Commands that wait behind one in flight.
struct PortQueueTests {
    private func open(_ modem: SimulatedModem) async throws -> ATPort {
        try await ATPort.open(path: try modem.start(), group: MultiThreadedEventLoopGroup.singleton)
    }

    @Test("every command ends when the port is lost, also those that wait", .timeLimit(.minutes(1)))
    func lost() async throws {
        let modem = SimulatedModem(profile: .generic, settings: SimulatedSettings())
        let port = try await open(modem)
        #expect(await port.send("AT").result == .ok)
        modem.set(fault: .freeze)
        await port.reserve()
        let results = try await withThrowingTaskGroup(of: ATResult.self) { group in
            for number in 0..<6 {
                group.addTask { await port.send("AT+CSQ", timeout: 60_000, urgent: number.isMultiple(of: 2)).result }
            }
            group.addTask { await port.resynchronise() ? .ok : .portLost }
            try await modem.waitForCommand("AT+CSQ", within: .seconds(5))
            modem.vanish()
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results == Array(repeating: .portLost, count: 7))
        #expect(await port.send("AT").result == .portLost)
        await port.close()
        modem.stop()
    }

    @Test("while the port is reserved only urgent commands begin, and a command in flight may be cut short")
    func reserved() async throws {
        let modem = SimulatedModem(profile: .generic, settings: SimulatedSettings())
        let port = try await open(modem)
        modem.set(fault: .noAnswer(to: "+CMGL"))
        async let listing = port.send("AT+CMGL=4", timeout: 60_000)
        try await modem.waitForCommand("AT+CMGL=4", within: .seconds(5))
        await port.reserve(cut: 50)
        async let waiting = port.send("AT+CSQ")
        // The listing is given up, and what is urgent brings the dialogue back into step by itself.
        #expect(await port.send("AT+CLCC", urgent: true).result == .ok)
        #expect(await listing.result == .timedOut)
        #expect(!modem.commands.contains("AT+CSQ"))
        await port.release()
        #expect(await waiting.result == .ok)
        await port.close()
        modem.stop()
    }
}
