import NIOCore

/// How one modem differs from its profile, kept from one bring-up to the next while the process runs.
public struct ModemQuirks: Sendable {
    /// Which modem this is about; nil where it does not tell.
    private var imei: String?
    /// Commands that were not answered the last time, and until when they are left alone.
    private var unanswered: [String: (times: Int, skippedUntil: NIODeadline)] = [:]
    /// The form of `+CPMS` it took the last time.
    var memoryForm: MemoryForm?

    /// Nothing is known yet.
    public init() {}

    /// Keeps what is known where it is about this modem, else forgets it.
    mutating func use(for imei: String?) {
        guard let imei else { return }
        if self.imei.map({ $0 != imei }) ?? false { self = ModemQuirks() }
        self.imei = imei
    }

    /// The command is not worth its wait now: it was left unanswered twice in a row or more.
    func isSkipped(_ command: String, at now: NIODeadline) -> Bool {
        unanswered[command].map { $0.skippedUntil > now } ?? false
    }

    /// The command was answered, or refused.
    mutating func noteAnswer(to command: String) {
        unanswered[command] = nil
    }

    /// The modem answers others and not this one: from the second time on it is left alone for an hour, later for a day.
    mutating func noteSilence(to command: String, at now: NIODeadline) {
        let times = (unanswered[command]?.times ?? 0) + 1
        let rest: TimeAmount = times < 2 ? .zero : times == 2 ? .hours(1) : .hours(24)
        unanswered[command] = (times, now + rest)
    }
}
