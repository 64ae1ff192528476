/// The lines that should run and the lines that run, and the next step from one to the other.
///
/// It knows no runner, no store and no clock. Whoever takes a step carries it out before anything else happens; only the end
/// of a runner takes its time, and is reported with ``ended(_:)``. So there is never a runner that is not in here, and never
/// a second one for a line or for a modem.
struct LineRoster {
    /// What has to be done now.
    enum Step: Equatable {
        /// No runner has this line or its modem: one begins.
        case start(LineSetup)
        /// The runner of this line goes on with other settings.
        case tell(LineSetup)
        /// The runner of this line ends, after the send in flight.
        case end(String)
    }

    private struct Run {
        /// What the runner was last told; its port is the one it began with.
        var setup: LineSetup
        var isEnding = false
    }

    private enum Phase {
        /// Nothing starts yet.
        case waiting
        case open
        /// Everything ends, and nothing starts any more.
        case closed
    }

    private var phase = Phase.waiting
    private var wanted: [LineSetup] = []
    private var running: [String: Run] = [:]

    /// The lines that shall run, in the order of the configuration.
    mutating func want(_ setups: [LineSetup]) {
        if phase != .closed { wanted = setups }
    }

    /// From now on lines start.
    mutating func open() {
        if phase == .waiting { phase = .open }
    }

    /// From now on every line ends, and none starts.
    mutating func close() {
        phase = .closed
        wanted = []
    }

    /// A runner has come to its end: its line and its modem are free.
    mutating func ended(_ line: String) {
        running[line] = nil
    }

    /// Whether nothing runs.
    var isEmpty: Bool { running.isEmpty }

    /// The next step, which counts as taken; nil = nothing can be done until a runner has ended.
    mutating func next() -> Step? {
        let setups = Dictionary(wanted.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for (line, run) in running.sorted(by: { $0.key < $1.key }) {
            // First its new settings, then its end: a mode, a removal are in force for its last seconds too.
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
