import ModemSimulator
import Modems
import Testing
import Vocabulary

/// What is in force in a modem, and where its announcements go.
struct SettingsTests {
    @Test("what was set up stands, and a restart without a word shows", .timeLimit(.minutes(1)))
    func standing() async throws {
        let bench = try await Bench("generic")
        try await bench.bringUp()
        let before = try await bench.modem.readSettings()
        #expect(before.announcements == [2, 1] && before.callerIdentity == 1 && before.messageFormat == 0)
        #expect(before.textCoding != nil && before.autoAnswer == 0)
        #expect(try await !bench.modem.readSettings(since: before).differ(from: before))
        bench.simulated.reset()
        let after = try await bench.modem.readSettings(since: before)
        #expect(after.differ(from: before))
        try await bench.modem.restoreBasicSettings()
        try await setUpAgain(bench.modem)
        #expect(try await !bench.modem.readSettings().differ(from: before))
        await bench.close()
    }

    /// Sets the modem up again, whose message store starts anew.
    private func setUpAgain(_ modem: Modem) async throws {
        for _ in 0..<200 {
            if try await isSetUp(modem) { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        try await modem.setUp()
    }

    private func isSetUp(_ modem: Modem) async throws -> Bool {
        do {
            try await modem.setUp()
            return true
        } catch ModemFault.storeBusy {
            return false
        }
    }

    @Test("what the modem does not tell is no difference, and is not asked again")
    func unreported() async throws {
        let bench = try await Bench("generic")
        try await bench.bringUp()
        bench.simulated.set(fault: .commandFails("+CNMI?", .error), times: nil)
        let before = try await bench.modem.readSettings()
        #expect(before.announcements == nil && before.callerIdentity == 1)
        let count = bench.simulated.commands.count
        #expect(try await !bench.modem.readSettings(since: before).differ(from: before))
        #expect(!bench.simulated.commands[count...].contains("AT+CNMI?"))
        await bench.close()
    }

    @Test("a modem left at UCS-2 is set to a set that can be read; one that refuses is decoded")
    func textCoding() async throws {
        for refuses in [false, true] {
            let bench = try await Bench("generic")
            try await bench.modem.identify()
            bench.simulated.reconfigure { $0.charset = "UCS2" }
            if refuses { bench.simulated.set(fault: .commandFails("+CSCS=\"", .error), times: nil) }
            _ = try await bench.modem.simState()
            try await bench.modem.setUp()
            #expect(try await bench.modem.networkName() == "Rogers")
            #expect(bench.simulated.commands.contains("AT+CSCS=\"IRA\""))
            await bench.close()
        }
    }

    @Test("announcements are read first, and written only where they go elsewhere")
    func announcementRoute() async throws {
        for (present, elsewhere) in [("usbat", nil), ("all", nil), ("uart1", nil)] as [(String, String?)] {
            let bench = try await Bench("quectel-ec25") { $0.announcementPort = present }
            try await bench.bringUp()
            #expect(await bench.modem.announcementsElsewhere == elsewhere)
            let writes = bench.simulated.commands.filter { $0.hasPrefix("AT+QURCCFG=\"urcport\",") }
            #expect(writes == (present == "uart1" ? ["AT+QURCCFG=\"urcport\",\"all\""] : []))
            await bench.close()
        }
    }

    @Test("a modem that refuses all ports gets a port of its own; one that changes nothing is told of")
    func announcementRouteRefused() async throws {
        let bench = try await Bench("quectel-ec25") { $0.announcementPort = "uart1" }
        bench.simulated.set(fault: .commandFails("+QURCCFG=\"urcport\",\"all\"", .error), times: nil)
        try await bench.bringUp()
        #expect(await bench.modem.announcementsElsewhere == nil)
        #expect(bench.simulated.commands.contains("AT+QURCCFG=\"urcport\",\"usbat\""))
        await bench.close()
        let stubborn = try await Bench("quectel-ec25") { $0.announcementPort = "uart1" }
        stubborn.simulated.set(fault: .commandIgnored("+QURCCFG=\"urcport\",\""), times: nil)
        try await stubborn.bringUp()
        #expect(await stubborn.modem.announcementsElsewhere == "uart1")
        let count = stubborn.simulated.commands.count
        try await stubborn.modem.setUp()
        #expect(!stubborn.simulated.commands[count...].contains { $0.hasPrefix("AT+QURCCFG=\"urcport\",") })
        await stubborn.close()
    }

    @Test("a radio that is off is told and switched on; a SIM gets its power back", arguments: Family.all)
    func radio(family: Family) async throws {
        let bench = try await Bench(family) { $0.radioLevel = 4 }
        #expect(try await bench.modem.radioLevel() == 4)
        #expect(await bench.modem.switchRadioOn())
        #expect(try await bench.modem.radioLevel() == 1)
        try await bench.bringUp()
        bench.simulated.loseSIM()
        #expect(try await bench.modem.askSIM() == .away(.simMissing))
        #expect(await bench.modem.restartRadio(pause: 1))
        if try #require(ModemProfile.named(family.driver)).radioOffCommand == "AT+CFUN=4" {
            #expect(try await bench.modem.askSIM() == .away(.simMissing))
        }
        #expect(await bench.modem.restartSIM(pause: 1))
        #expect(try await bench.modem.askSIM() == .present(iccid: "89302720000000000001"))
        await bench.close()
    }
}
