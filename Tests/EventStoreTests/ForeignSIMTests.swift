import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

/// Replies planned for one SIM are not sent by another.
struct ForeignSIMTests {
    private let delayed = LineContext.line {
        $0.replyDelayMin = .minutes(1)
        $0.replyDelayMax = .minutes(1)
    }

    private func begin(as sim: String) async throws -> (BeginResult, TestBox) {
        let box = try TestBox()
        _ = try await box.store.ingest([.text("a")], in: delayed, now: noon, start: .allowed)
        var context = delayed
        context.sim = sim
        return (try await box.store.begin(in: context, now: noon + .minutes(2)), box)
    }

    @Test("a reply is sent by the SIM that was contacted, or not at all")
    func replyGoes() async throws {
        let (result, box) = try await begin(as: "sim-of-somebody-else")
        #expect(result == .nothing)
        #expect(try await box.last(.refused)?.reason == .repliesOff)
        try await box.expectConsistentMoney()
    }

    @Test("the same SIM, or one whose ICCID is unknown, sends it", arguments: ["sim-montreal", "line:montreal"])
    func sameSIM(sim: String) async throws {
        let (result, _) = try await begin(as: sim)
        guard case .send = result else { return #expect(Bool(false), "\(result)") }
    }
}
