import EventStore
import LineConfiguration
import LinePolicy
import Logging

/// The lines, for the store's ticker.
extension Supervisor: TickedLines {
    func ids() -> Set<String> { Set(configuration.lines.map(\.id)) }

    func context(of line: String) async -> LineContext {
        if let context = await runners[line]?.context { return context }
        if let setup = setup(of: line) { return setup.context(sim: nil) }
        return LineSetup.removed(line, in: configuration)
    }

    func replyPlanned(line: String) async { await runners[line]?.replyPlanned() }
}

extension StoreTicker {
    /// The ticker of a running box.
    init(_ supervisor: Supervisor, logger: Logger) {
        self.init(store: supervisor.store, clock: supervisor.clock, lines: supervisor, logger: logger)
    }
}
