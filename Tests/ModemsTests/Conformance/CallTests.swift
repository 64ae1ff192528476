import ModemSimulator
import Modems
import Testing
import Vocabulary

/// Every family, simulated: a call rings, names its caller, and is hung up on.
struct CallTests {
    @Test("a call is announced and hung up on", arguments: Family.all)
    func hangsUp(family: Family) async throws {
        let bench = try await Bench(family)
        try await bench.bringUp()
        #expect(bench.simulated.ring(from: "+15145550123"))
        let event = try await bench.event("caller") { if case .caller = $0 { true } else { false } }
        #expect(event == .caller(number: "+15145550123", type: 145))
        #expect(await bench.modem.hangUp() == .ended)
        #expect(bench.simulated.hangUps == 1)
        #expect(!bench.simulated.hasCall)
        await bench.close()
    }

    @Test("a withheld number is an empty one", arguments: Family.all)
    func withheld(family: Family) async throws {
        let bench = try await Bench(family)
        try await bench.bringUp()
        #expect(bench.simulated.ring(from: nil))
        let event = try await bench.event("caller") { if case .caller = $0 { true } else { false } }
        #expect(event == .caller(number: "", type: 128))
        #expect(await bench.modem.hangUp() == .ended)
        await bench.close()
    }

    @Test("a caller who gives up ends the call", arguments: Family.all)
    func givesUp(family: Family) async throws {
        let bench = try await Bench(family)
        try await bench.bringUp()
        #expect(bench.simulated.ring(from: "+15145550123"))
        _ = try await bench.event("ring") { $0 == .ring }
        bench.simulated.callerHangsUp()
        #expect(try await bench.event("end") { $0 == .callEnded } == .callEnded)
        await bench.close()
    }
}
