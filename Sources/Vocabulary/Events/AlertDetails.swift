/// The details of the event `notice`: an alert was sent.
public struct AlertDetails: Hashable, Sendable {
    /// What it was about.
    public var kind: AlertKind
    /// Whether it reported a beginning or an end.
    public var phase: AlertPhase
    /// The lines it was about; none = the box.
    public var lines: [String]

    /// Makes the details of an alert.
    public init(_ alert: Alert) {
        kind = alert.kind
        phase = alert.phase
        lines = alert.lines
    }
}

extension AlertDetails {
    /// The one form in which they are stored.
    var details: Details {
        ["kind": .word(kind), "phase": .word(phase), "lines": .array(lines.map { .string($0) })]
    }

    init?(_ details: Details) {
        guard let kind: AlertKind = details.word("kind"), let phase: AlertPhase = details.word("phase"),
            case .array(let lines)? = details["lines"]
        else { return nil }
        self.kind = kind
        self.phase = phase
        self.lines = lines.compactMap { if case .string(let line) = $0 { line } else { nil } }
    }
}
