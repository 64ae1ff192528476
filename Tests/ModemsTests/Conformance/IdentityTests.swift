import ModemSimulator
import Modems
import Testing
import Vocabulary

/// Every family, simulated: who it is, and what its SIM wants.
struct IdentityTests {
    @Test("there is a family for every profile on either side")
    func familiesAreComplete() {
        #expect(Set(Family.all.map(\.simulated)) == Set(SimulatedProfile.all.map(\.name)))
        #expect(Set(Family.all.map(\.driver)) == Set(ModemProfile.all.map(\.name)))
    }

    @Test("a modem is told by what it says, among its chatter", arguments: Family.all)
    func identifies(family: Family) async throws {
        let bench = try await Bench(family) { $0.iccid = "8933150319000000001" }
        try await bench.modem.identify()
        let identity = try #require(await bench.modem.identity)
        #expect(await bench.modem.profile.name == family.driver)
        #expect(identity.imei == "866758040000013")
        #expect(!identity.model.isEmpty)
        #expect(try await bench.modem.readICCID() == "8933150319000000001")
        await bench.close()
    }

    @Test("a profile named by the operator is kept, and does the same", arguments: Family.all)
    func keepsNamedProfile(family: Family) async throws {
        let profile = try #require(ModemProfile.named(family.driver))
        let bench = try await Bench(family, profile: profile)
        try await bench.bringUp()
        #expect(await bench.modem.profile == profile)
        await bench.close()
    }

    @Test("a PIN is asked for with its tries, refused, and accepted", arguments: Family.all)
    func unlocks(family: Family) async throws {
        let bench = try await Bench(family) { $0.pin = "4711" }
        try await bench.modem.identify()
        let early = try await bench.modem.readICCID()
        #expect((early != nil) == family.tellsICCIDBeforePIN)
        #expect(try await bench.modem.simState() == .needsPIN(tries: 3))
        #expect(try await bench.modem.enter(pin: "0000") == false)
        #expect(try await bench.modem.simState() == .needsPIN(tries: 2))
        #expect(try await bench.modem.enter(pin: "4711"))
        #expect(try await bench.modem.simState() == .ready)
        #expect(try await bench.modem.readICCID() == "89302720000000000001")
        try await bench.modem.setUp()
        await bench.close()
    }

    @Test("no SIM and a blocked SIM end in their own words", arguments: Family.all)
    func refuses(family: Family) async throws {
        let empty = try await Bench(family) { $0.simPresent = false }
        try await empty.modem.identify()
        await #expect(throws: ModemFault.simMissing) { try await empty.modem.simState(attempts: 1) }
        await empty.close()
        let blocked = try await Bench(family) { settings in
            settings.pin = "4711"
            settings.pinTries = 0
        }
        try await blocked.modem.identify()
        #expect(try await blocked.modem.simState(attempts: 1) == .needsPUK)
        await blocked.close()
    }
}
