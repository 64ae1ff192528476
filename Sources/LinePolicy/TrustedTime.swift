import Vocabulary

/// What time it is on a box that may have no battery and no network of its own: the last trusted reference and its age.
///
/// It reads no clock: what the clocks show comes in as a ``Look``, and what changed comes out as a ``TimeChange``.
public struct TrustedTime: Sendable {
    /// How far ahead of everything else the network's time is taken for a mistake: a day and a time zone.
    static let maximumAhead = Span.hours(26)
    /// A difference up to this is no jump: the network tells whole seconds, and clocks drift.
    static let tolerance = Span.seconds(5)

    /// What the clocks of the box show at one moment.
    public struct Look: Hashable, Sendable {
        /// The box's clock.
        public var box: Timestamp
        /// The kernel does not report `STA_UNSYNC`.
        public var isSynchronised: Bool
        /// The age of the service by the clock that cannot be set.
        public var uptime: Span
        /// The newest stored `at` that is not flagged as ahead.
        public var newestStored: Timestamp?

        /// What the clocks show.
        public init(box: Timestamp, isSynchronised: Bool, uptime: Span, newestStored: Timestamp?) {
            self.box = box
            self.isSynchronised = isSynchronised
            self.uptime = uptime
            self.newestStored = newestStored
        }
    }

    /// How good the time is.
    public enum Quality: String, Hashable, Sendable {
        /// No clock is usable: replies are held, no month is charged, nothing is erased.
        case unknown
        /// The latest of what is known, going on by the monotonic clock.
        case estimated
        /// The kernel trusts the box's clock.
        case synchronised
    }

    /// A time that was right once, and when that was.
    private struct Reference: Sendable {
        var time: Timestamp
        var uptime: Span

        func aged(to now: Span) -> Timestamp { time + (now - uptime) }
    }

    private let buildDate: Timestamp
    private var stored: Reference?
    /// The newest stored time of the last look: the same one is no news.
    private var lastStored: Timestamp?
    private var network: Reference?
    private var current: Reference
    /// How good it is.
    public private(set) var quality = Quality.unknown

    /// The time at the first look; `newestNetworkTime` is what an earlier run remembered, and is believed no more than a new one.
    public init(buildDate: Timestamp, newestNetworkTime: Timestamp?, look: Look) {
        self.buildDate = buildDate
        current = Reference(time: look.box, uptime: look.uptime)
        if let newestNetworkTime { _ = accept(newestNetworkTime, at: look) }
        _ = take(look)
    }

    /// The time to write down: the trusted one, else the box's.
    public var now: Timestamp { current.time }

    /// The time to decide by; nil when nothing can be trusted, and then replies are held, not refused.
    public var trusted: Timestamp? { quality == .unknown ? nil : current.time }

    /// Takes a look at the clocks; returns what changed besides the time that passed.
    public mutating func take(_ look: Look) -> TimeChange? {
        remember(look)
        let (before, wasKnown) = (current.aged(to: look.uptime), quality != .unknown)
        if look.isSynchronised {
            (current.time, quality) = (look.box, .synchronised)
            // What is ahead of a clock that is right was wrong.
            stored = stored.map { min($0, at: look) }
            network = network.map { min($0, at: look) }
        } else {
            let known = [own(at: look), network?.aged(to: look.uptime)].compactMap { $0 }.max()
            (current.time, quality) = (known ?? look.box, known == nil ? .unknown : .estimated)
        }
        current.uptime = look.uptime
        let change = TimeChange(
            from: before, to: current.time, uptime: look.uptime, wasKnown: wasKnown, isKnown: quality != .unknown)
        return change.isJump || change.becameKnown ? change : nil
    }

    /// Takes the network's time of a text for a reference; false when it is ignored, and then it is not remembered either.
    ///
    /// Call ``take(_:)`` afterwards: the time may be another one now.
    public mutating func accept(_ time: Timestamp, at look: Look) -> Bool {
        remember(look)
        guard time >= buildDate else { return false }
        let own = look.isSynchronised ? look.box : own(at: look) ?? network?.aged(to: look.uptime)
        if let own, time - own > Self.maximumAhead { return false }
        if network.map({ $0.aged(to: look.uptime) < time }) ?? true {
            network = Reference(time: time, uptime: look.uptime)
        }
        return true
    }

    /// The latest of the box's clock and the newest stored time; nil when neither is usable.
    private func own(at look: Look) -> Timestamp? {
        [look.box, stored?.aged(to: look.uptime)].compactMap { $0 }.filter { $0 >= buildDate }.max()
    }

    private mutating func remember(_ look: Look) {
        guard look.newestStored != lastStored else { return }
        let isFlagged = look.newestStored ?? .distantPast < lastStored ?? .distantPast
        lastStored = look.newestStored
        let reference = look.newestStored.map { Reference(time: $0, uptime: look.uptime) }
        if isFlagged || stored.map({ $0.aged(to: look.uptime) < reference?.time ?? .distantPast }) ?? true {
            stored = reference
        }
    }

    private func min(_ reference: Reference, at look: Look) -> Reference {
        reference.aged(to: look.uptime) > look.box ? Reference(time: look.box, uptime: look.uptime) : reference
    }
}

/// The time became known, or jumped: what was written down by the old one is wrong by ``shift``.
public struct TimeChange: Hashable, Sendable {
    /// What the time would be now, had nothing changed.
    public var from: Timestamp
    /// What it is.
    public var to: Timestamp
    /// The age of the service by the clock that cannot be set: whatever is younger was written down by the old time.
    public var uptime: Span
    /// The old time was a usable one.
    public var wasKnown: Bool
    /// The new one is.
    public var isKnown: Bool

    /// A change from its parts.
    public init(from: Timestamp, to: Timestamp, uptime: Span, wasKnown: Bool = true, isKnown: Bool = true) {
        self.from = from
        self.to = to
        self.uptime = uptime
        self.wasKnown = wasKnown
        self.isKnown = isKnown
    }

    /// The same change, had it come when the service is as old as that.
    public func aged(to uptime: Span) -> TimeChange {
        var change = self
        let passed = uptime - self.uptime
        (change.from, change.to, change.uptime) = (from + passed, to + passed, uptime)
        return change
    }

    /// How much later the new time is than the old one; negative when it is earlier.
    public var shift: Span { to - from }
    /// There was no usable time before.
    public var becameKnown: Bool { isKnown && !wasKnown }
    /// It is more than the drift of a clock.
    var isJump: Bool { shift > TrustedTime.tolerance || shift < .zero - TrustedTime.tolerance }
    /// So far forward that no service centre's time could have agreed with both: what came while the old time was in
    /// force is as old as the monotonic clock says.
    public var isBeyondNetwork: Bool { !wasKnown || shift > TrustedTime.maximumAhead }
    /// Whether calendar months of what was written down may be other ones.
    public var changesMonths: Bool { isBeyondNetwork || shift < .zero - TrustedTime.maximumAhead }
}

extension Timestamp {
    /// Before everything.
    public static let distantPast = Timestamp(milliseconds: .min)
}
