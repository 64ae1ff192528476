import Foundation
import Synchronization
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
        // A story hands its one turn from thread to thread: two of them at a time keep a processor at work.
        let workers = 2 * ProcessInfo.processInfo.activeProcessorCount
        let seeds = Seeds(Self.first..<Self.first + Self.count)
        let coverage = try await withThrowingTaskGroup(of: Coverage.self) { group in
            for _ in 0..<workers {
                group.addTask { try await Self.play(seeds) }
            }
            return try await group.reduce(into: Coverage()) { $0.add($1) }
        }
        print("simulated \(Self.count) stories: \(coverage.words)")
        if Self.count >= 300 { #expect(coverage.missing.isEmpty, "never happened: \(coverage.missing)") }
    }

    private static func play(_ seeds: Seeds) async throws -> Coverage {
        var coverage = Coverage()
        var failed = 0
        // The first ones that fail tell enough.
        while failed < 10, let seed = seeds.next() {
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

/// The seeds that nobody has taken yet.
private final class Seeds: Sendable {
    private let left: Mutex<Range<UInt64>>

    init(_ seeds: Range<UInt64>) { left = Mutex(seeds) }

    func next() -> UInt64? { left.withLock { $0.popFirst() } }
}
