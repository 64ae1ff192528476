import ModemSimulator
import Modems
import Testing
import Vocabulary

/// What a line does with its modem, without the line: brought up, one text in, one out.
struct Story {
    /// How it ends.
    enum Outcome: Equatable {
        /// The text was read, deleted and answered.
        case answered
        /// It was read, and could not be answered.
        case received
        /// It was read and answered, and lies where it was.
        case kept

        /// What must come of commands that are refused or not answered: everything but what is their own work.
        static func of(_ commands: [String], isForEver: Bool) -> Outcome {
            if commands.contains(where: { $0.hasPrefix("+CMGS") }) { return .received }
            return commands.contains { $0.hasPrefix("+CMGD") } && isForEver ? .kept : .answered
        }
    }

    private let bench: Bench
    private var modem: Modem { bench.modem }

    init(_ bench: Bench) { self.bench = bench }

    /// Plays it; throws what a line would end with.
    @discardableResult
    func play() async throws -> Outcome {
        try await modem.identify()
        try await modem.readICCID()
        #expect(try await modem.simState(attempts: 3) == .ready)
        try await modem.readICCID()
        try await setUp()
        _ = try await modem.registrations()
        _ = try await modem.fill()
        _ = try await modem.networkName()
        _ = try await modem.signal()
        _ = try await modem.imsState()
        _ = try await modem.lacksServiceCentre()
        _ = await modem.listedCalls()
        _ = await sweep()
        bench.simulated.deliver(from: "+15145550123", text: "allo")
        let message = try await receive()
        let outcome = await modem.submit(hex: "0011000B915141550521F30000AA05E8329BFD06", length: 19)
        let deleted = try await delete(message)
        guard case .accepted = outcome, bench.simulated.submissions.count == 1 else { return .received }
        return deleted ? .answered : .kept
    }

    /// As a line does it, which tries again for a short while only.
    private func setUp() async throws {
        if try await isSetUp(.unclear) { return }
        if try await isSetUp(.starting) { return }
        try await modem.setUp(retrying: .none)
    }

    private func isSetUp(_ retry: SetUpRetry) async throws -> Bool {
        do {
            try await modem.setUp(retrying: retry)
            return true
        } catch ModemFault.storeBusy {
            return false
        }
    }

    /// The text, read where it is announced, else looked for.
    private func receive() async throws -> SlotContent {
        if await modem.announcement != nil, let message = try await announced() { return message }
        for _ in 0..<3 {
            if let message = await sweep().first { return message }
        }
        throw BenchError(what: "the text was not found")
    }

    private func announced() async throws -> SlotContent? {
        let event = try await bench.event("announcement") { if case .stored = $0 { true } else { false } }
        guard case .stored(let memory, let index) = event, await modem.memories.contains(memory) else { return nil }
        do {
            return try await modem.read(memory: memory, index: index)
        } catch ModemFault.refused {
            // It is looked for.
            return nil
        }
    }

    /// Every memory that can be read.
    private func sweep() async -> [SlotContent] {
        var found: [SlotContent] = []
        for memory in await modem.memories.reversed() {
            found += (try? await modem.list(memory: memory)) ?? []
        }
        return found
    }

    private func delete(_ message: SlotContent) async throws -> Bool {
        guard let index = message.index else { return false }
        for _ in 0..<2 {
            if !(try await modem.delete(memory: message.memory, indices: [index]).isEmpty) { return true }
        }
        return false
    }
}
