import EventStore
import LineCore
import Vocabulary

@testable import LineService

/// One story from a seed: a box from noon on, through trouble into calm, and what was wrong.
///
/// Its lines and what happens to them take turns in made-up time; no two of them ever work at once.
actor Simulation {
    private let seed: UInt64
    private var box: SimulatedBox?
    private(set) var coverage = Coverage()

    init(seed: UInt64) { self.seed = seed }

    /// Plays the story to its end and returns what was wrong, one sentence each.
    func run() async throws -> [String] {
        let box = try await SimulatedBox(Story(seed: seed), lines: self)
        self.box = box
        while !box.isOver {
            do {
                try await play(box.lines.count)
            } catch is Crash {
                try await box.restart(lines: self)
            }
        }
        let judge = Judge(box)
        let wrong = try await judge.verdict()
        coverage = box.coverage
        coverage.add(judge.coverage)
        try box.close()
        // The ticker knows this actor, and the box the ticker: the folder goes with the box.
        self.box = nil
        return wrong
    }

    /// Lets the program run until it dies, or the story is over.
    private func play(_ lines: Int) async throws {
        box?.clock.begin(lines + 1)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for id in 0...lines {
                group.addTask { try await self.takePart(id, isLine: id < lines) }
            }
            try await group.waitForAll()
        }
    }

    private func takePart(_ id: Int, isLine: Bool) async throws {
        guard let box else { return }
        do {
            try await box.clock.sleep(id, until: box.clock.now)
            if isLine { try await box.lines[id].live() } else { try await box.tell(as: id) }
            box.clock.leave()
        } catch {
            box.clock.stop()
            throw error
        }
    }
}

/// What the ticker of the store asks of the lines.
extension Simulation: TickedLines {
    func ids() -> Set<String> { Set(box?.settings.map(\.id) ?? []) }

    func context(of line: String) -> LineContext {
        guard let box, let index = box.settings.firstIndex(where: { $0.id == line }) else {
            preconditionFailure("the store knows a line that no story has: \(line)")
        }
        return box.lines[index].context()
    }

    func replyPlanned(line: String) {
        for one in box?.lines ?? [] where one.settings.id == line { one.tell(.conditionsChanged) }
    }
}
