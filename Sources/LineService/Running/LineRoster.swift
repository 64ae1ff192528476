/// The wanted lines and the running lines, and the next step from the running to the wanted ones.
///
/// It knows no runner, no store and no clock. The caller performs each step before it does anything else; only the end
/// of a runner takes time and is reported with ``ended(_:)``. So every runner is in here, and a line or a modem never
/// has two.
struct LineRoster {
    /// A step to perform now.
    enum Step: Equatable {
        /// Start a runner: none has this line or its modem.
        case start(LineSetup)
        /// Give the runner of this line other settings.
        case tell(LineSetup)
        /// End the runner of this line, after the send in flight.
        case end(String)
    }

    private struct Run {
        /// The settings last given to the runner; the port is the one it started with.
        var setup: LineSetup
        var isEnding = false
    }

    private enum Phase {
        /// Nothing starts yet.
        case waiting
        case open
        /// Everything ends, and nothing starts.
        case closed
    }

    private var phase = Phase.waiting
    private var wanted: [LineSetup] = []
    private var running: [String: Run] = [:]

    /// Sets the lines that should run, in the order of the configuration.
    mutating func want(_ setups: [LineSetup]) {
        if phase != .closed { wanted = setups }
    }

    /// Lets lines start.
    mutating func open() {
        if phase == .waiting { phase = .open }
    }

    /// Ends every line and starts none.
    mutating func close() {
        phase = .closed
        wanted = []
    }

    /// Notes that a runner has ended, so that its line and its modem are free.
    mutating func ended(_ line: String) {
        running[line] = nil
    }

    /// Whether nothing runs.
    var isEmpty: Bool { running.isEmpty }

    /// The next step, which then counts as performed; nil = nothing to do until a runner has ended.
    mutating func next() -> Step? {
        let setups = Dictionary(wanted.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for (line, run) in running.sorted(by: { $0.key < $1.key }) {
            // New settings first, then the end, so that a mode or a removal applies to the last seconds too.
            let setup = settings(of: run, wanted: setups[line])
            if setup != run.setup {
                running[line]?.setup = setup
                return .tell(setup)
            }
            if !run.isEnding, setups[line]?.port != run.setup.port {
                running[line]?.isEnding = true
                return .end(line)
            }
        }
        guard phase == .open else { return nil }
        for setup in wanted where running[setup.id] == nil && !isModemBusy(for: setup) {
            running[setup.id] = Run(setup: setup)
            return .start(setup)
        }
        return nil
    }

    private func settings(of run: Run, wanted: LineSetup?) -> LineSetup {
        if phase == .closed { return run.setup }
        return wanted?.onPort(of: run.setup) ?? run.setup.silenced
    }

    /// Whether a line that is ending may still have the modem of one that wants to start.
    private func isModemBusy(for setup: LineSetup) -> Bool {
        running.values.contains { $0.isEnding && $0.setup.port.mayShareModem(with: setup.port) }
    }
}
