import ModemSimulator
import Modems
import Testing
import Vocabulary

/// Every family, simulated: network, signal, IMS, and the two ways back.
struct HealthTests {
    @Test("registration, roaming, signal and IMS are read", arguments: Family.all)
    func reads(family: Family) async throws {
        let bench = try await Bench(family)
        try await bench.bringUp()
        #expect(try await bench.modem.registrations().status == 1)
        #expect(try await bench.modem.networkName() == "Rogers")
        #expect(try await bench.modem.signal() == family.signal)
        #expect(try await bench.modem.imsState() == (family.tellsIMS ? .registered : .unknown))
        #expect(try await bench.modem.lacksServiceCentre() == false)
        bench.simulated.reconfigure { $0.registration = .roaming }
        #expect(try await bench.modem.registrations().status == 5)
        bench.simulated.reconfigure { settings in
            settings.registration = .searching
            settings.smsc = ""
        }
        #expect(try await bench.modem.registrations().status == 2)
        #expect(try await bench.modem.imsState() == (family.tellsIMS ? .notRegistered : .unknown))
        await bench.close()
    }

    @Test("a change of registration is reported", arguments: Family.all)
    func reportsRegistration(family: Family) async throws {
        let bench = try await Bench(family)
        try await bench.bringUp()
        bench.simulated.reconfigure { $0.registration = .searching }
        #expect(
            try await bench.event("loss") {
                $0 == .registration(.circuitSwitched, status: 2)
            } == .registration(.circuitSwitched, status: 2))
        await bench.close()
    }

    @Test("the radio goes off and on again", arguments: Family.all)
    func restartsRadio(family: Family) async throws {
        let bench = try await Bench(family)
        try await bench.bringUp()
        let off = try #require(ModemProfile.named(family.driver)).radioOffCommand
        #expect(await bench.modem.restartRadio(pause: 1))
        #expect(bench.simulated.commands.suffix(2) == [off, "AT+CFUN=1"])
        #expect(try await bench.modem.registrations().status == 1)
        await bench.close()
    }

    @Test("the radio is never left off", arguments: Family.all)
    func radioIsNeverLeftOff(family: Family) async throws {
        let bench = try await Bench(family)
        try await bench.bringUp()
        // The modem does it and says it did not.
        bench.simulated.set(fault: .commandFails("+CFUN", .error))
        #expect(await bench.modem.restartRadio(pause: 1) == false)
        #expect(bench.simulated.commands.last == "AT+CFUN=1")
        await bench.close()
    }

    @Test("a restart happens where the family allows it, and is told where it tells", arguments: Family.all)
    func reboots(family: Family) async throws {
        let bench = try await Bench(family) { $0.boot = .cold(pace: 20) }
        try await bench.modem.identify()
        #expect(try await bench.modem.simState() == .ready)
        let command = try #require(ModemProfile.named(family.driver)).restartCommand
        let before = bench.simulated.commands.count
        #expect(await bench.modem.restart() == (command != nil))
        #expect(bench.simulated.commands.dropFirst(before) == (command.map { [$0] } ?? [])[...])
        if command != nil, family.tellsOfRestart {
            #expect(try await bench.event("restart") { $0 == .restarted } == .restarted)
        }
        await bench.close()
    }

    @Test("a modem that is gone before its OK has restarted")
    func rebootLosesThePort() async throws {
        let bench = try await Bench("quectel-ec25")
        try await bench.bringUp()
        bench.simulated.set(fault: .vanishInCommand("+CFUN=1,1", after: 9))
        #expect(await bench.modem.restart())
        #expect(await bench.modem.restartRadio(pause: 1) == false)
        await bench.close()
    }
}
