import Foundation
import Testing

/// The line in made-up time: stories from seeds, and a model that checks each of them.
///
/// `JEDISNON_SEEDS` says how many, `JEDISNON_SEED` where to begin; one that fails says how to play it again.
@Suite struct SimulationTests {
    private static let first = number("JEDISNON_SEED") ?? 1
    private static let count = number("JEDISNON_SEEDS") ?? 1_000

    private static func number(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }

    @Test("whatever happens, nothing is lost, nobody is answered twice, and everything ends")
    func stories() async throws {
        // Each story keeps to one thread; there are as many at a time as there are processors.
        let workers = UInt64(ProcessInfo.processInfo.activeProcessorCount)
        let coverage = try await withThrowingTaskGroup(of: Coverage.self) { group in
            for worker in 0..<workers {
                group.addTask {
                    try await Self.play(
                        stride(from: Self.first + worker, to: Self.first + Self.count, by: Int(workers)))
                }
            }
            return try await group.reduce(into: Coverage()) { $0.add($1) }
        }
        print("simulated \(Self.count) stories: \(coverage.words)")
        if Self.count >= 300 { #expect(coverage.missing.isEmpty, "never happened: \(coverage.missing)") }
    }

    private static func play(_ seeds: some Sequence<UInt64>) async throws -> Coverage {
        var coverage = Coverage()
        var failed = 0
        // The first ones that fail tell enough.
        for seed in seeds where failed < 10 {
            let simulation = Simulation(seed: seed)
            let wrong = try await simulation.run()
            coverage.add(await simulation.coverage)
            guard !wrong.isEmpty else { continue }
            failed += 1
            Issue.record("seed \(seed): \(wrong.joined(separator: "; ")); make simulation SEED=\(seed) N=1")
        }
        return coverage
    }
}
