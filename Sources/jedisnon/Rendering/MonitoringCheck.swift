import ControlAPI
import Vocabulary

/// `status --check`: one line and an exit code as monitoring plugins give them.
///
/// The form is that of the Monitoring Plugins Development Guidelines: a word, a sentence, `|`, performance data. A raid or quiet
/// hours are in the figures and change no code: the line does what it is meant to do.
struct MonitoringCheck: Equatable {
    /// What a plugin can find, by its exit code.
    enum Finding: Int32, Comparable {
        case ok = 0
        case warning = 1
        case critical = 2
        case unknown = 3

        /// The worse one is greater: what is known to be down is worse than what is not known.
        static func < (left: Finding, right: Finding) -> Bool { left.severity < right.severity }

        private var severity: Int {
            switch self {
            case .ok: 0
            case .warning: 1
            case .unknown: 2
            case .critical: 3
            }
        }

        var word: String {
            switch self {
            case .ok: "OK"
            case .warning: "WARNING"
            case .critical: "CRITICAL"
            case .unknown: "UNKNOWN"
            }
        }
    }

    let finding: Finding
    /// The line that is printed, without its end.
    let line: String

    /// The check of an answer.
    init(_ answer: StatusAnswer) {
        guard answer.service.state == .running else {
            self.init(
                .critical, "the service is \(answer.service.detail ?? answer.service.state.text)", Self.figures(answer))
            return
        }
        let findings = answer.lines.map { (line: $0, finding: Self.finding(of: $0.state)) }
        guard let worst = findings.map(\.finding).max() else {
            self.init(.unknown, "no line is configured", Self.figures(answer))
            return
        }
        let wrong = findings.filter { $0.finding != .ok }.sorted { $0.finding > $1.finding }
        let count = findings.count == 1 ? "1 line is ready" : "\(findings.count) lines are ready"
        let sentence = wrong.map { "\($0.line.id) is \($0.line.state.words): \($0.line.detail)" }.joined(
            separator: "; ")
        self.init(worst, wrong.isEmpty ? count : sentence, Self.figures(answer))
    }

    /// The check of a service that gave no answer.
    init(_ error: ControlError) {
        self.init(error.code == .notRunning ? .critical : .unknown, error.message, [])
    }

    private init(_ finding: Finding, _ sentence: String, _ figures: [String]) {
        self.finding = finding
        // A bar would begin the figures, and there is only one line.
        let text = SafeText.escaped(sentence.replacing("|", with: "/").replacing("\n", with: " "))
        line = "JEDISNON \(finding.word) - \(text)" + (figures.isEmpty ? "" : " | " + figures.joined(separator: " "))
    }

    /// What the state of one line is for whoever watches; a state of another version cannot be judged.
    static func finding(of state: Word<LineState>) -> Finding {
        switch state.known {
        case .ready: .ok
        case .degraded, .starting, .paused: .warning
        case .absent, .pinRequired, .simMissing, .noNetwork, .failed: .critical
        case nil: .unknown
        }
    }

    /// The figures of the box: counts that only grow have the unit `c`.
    private static func figures(_ answer: StatusAnswer) -> [String] {
        let lines = answer.lines
        func sum(_ count: (LineStatus) -> Int) -> Int { lines.reduce(0) { $0 + count($1) } }
        var figures = [
            "lines=\(lines.count)", "ready=\(lines.count { $0.state == .ready })",
            "raids=\(lines.count(where: \.raid))",
            "queued=\(sum(\.queued))", "received=\(sum(\.received))c", "replied=\(sum(\.replied))c",
            "refused=\(sum(\.refused))c", "calls=\(sum(\.calls))c",
        ]
        if let budget = answer.budget {
            figures.append("spent=\(budget.spent)")
            if let left = budget.left { figures.append("left=\(left)") }
        }
        return figures
    }
}
