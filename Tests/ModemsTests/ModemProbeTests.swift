import ModemSimulator
import Modems
import NIOPosix
import Testing

/// Looking for the port with commands among the ports of one device.
struct ModemProbeTests {
    @Test("the port with commands is found where no profile expects it, and a receiver is not written to")
    func portCommands()
        async throws
    {
        let silent = try QuietPort()
        let receiver = try QuietPort(says: "$GPGGA,172814.0,4530.0,N,07334.0,W,1,08,1.2,18.8,M,,,,*10\r\n")
        let simulated = SimulatedModem(profile: .quectelEC25)
        let path = try simulated.start()
        defer {
            silent.stop()
            receiver.stop()
            simulated.stop()
        }
        let probe = ModemProbe(group: MultiThreadedEventLoopGroup.singleton)
        let result = await probe.probe(
            ModemPorts(named: [silent.path], others: [receiver.path, path], isCertain: true))
        guard case .modem(let probed) = result else {
            Issue.record("no modem: \(result)")
            return
        }
        #expect(probed.path == path && probed.profile == "ec25")
        #expect(silent.heard.contains("AT"))
        #expect(receiver.heard.isEmpty)
    }

    @Test("a named port that answers is enough: nothing is written to the others")
    func namedPort() async throws {
        let other = try QuietPort()
        let simulated = SimulatedModem(profile: .generic)
        let path = try simulated.start()
        defer {
            other.stop()
            simulated.stop()
        }
        let probe = ModemProbe(group: MultiThreadedEventLoopGroup.singleton)
        let result = await probe.probe(ModemPorts(named: [path], others: [other.path], isCertain: true))
        guard case .modem = result else {
            Issue.record("no modem: \(result)")
            return
        }
        #expect(other.heard.isEmpty)
    }
}
