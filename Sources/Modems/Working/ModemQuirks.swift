import NIOCore

/// How one modem differs from its profile, kept from one bring-up to the next while the process runs.
public struct ModemQuirks: Sendable {
    /// The IMEI of the modem this is about; nil if the modem does not report it.
    private var imei: String?
    /// Commands that were not answered the last time, and until when they are skipped.
    private var unanswered: [String: (times: Int, skippedUntil: NIODeadline)] = [:]
    /// The form of `+CPMS` that it accepted the last time.
    var memoryForm: MemoryForm?

    /// Nothing is known yet.
    public init() {}

    /// Keeps what is known if it is about this modem, else forgets it.
    mutating func use(for imei: String?) {
        guard let imei else { return }
        if self.imei.map({ $0 != imei }) ?? false { self = ModemQuirks() }
        self.imei = imei
    }

    /// Whether to skip the command now because it was unanswered at least twice in a row.
    func isSkipped(_ command: String, at now: NIODeadline) -> Bool {
        unanswered[command].map { $0.skippedUntil > now } ?? false
    }

    /// Notes that the command was answered or refused.
    mutating func noteAnswer(to command: String) {
        unanswered[command] = nil
    }

    /// Notes an unanswered command: from the second time it is skipped for an hour, later for a day.
    mutating func noteTimeout(to command: String, at now: NIODeadline) {
        let times = (unanswered[command]?.times ?? 0) + 1
        let rest: TimeAmount = times < 2 ? .zero : times == 2 ? .hours(1) : .hours(24)
        unanswered[command] = (times, now + rest)
    }
}
