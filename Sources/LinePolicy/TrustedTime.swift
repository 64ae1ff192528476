import Vocabulary

/// The time on a box that may have no clock battery and no network: the last trusted reference and its age.
///
/// It reads no clock: what the clocks show comes in as a ``ClockReading``, and what changed comes out as a
/// ``TimeChange``.
public struct TrustedTime: Sendable {
    /// A network time further ahead of all other clocks than this is ignored: a day and a time zone.
    static let maximumAhead = Span.hours(26)
    /// A difference up to this is no jump: networks send whole seconds, and clocks drift.
    static let tolerance = Span.seconds(5)

    /// The clocks of the box at one moment.
    public struct ClockReading: Hashable, Sendable {
        /// The box's clock.
        public var box: Timestamp
        /// The kernel does not report `STA_UNSYNC`.
        public var isSynchronised: Bool
        /// How long the service has run, by the monotonic clock.
        public var uptime: Span
        /// The newest stored `at` that is not flagged as ahead.
        public var newestStored: Timestamp?

        /// Makes a reading of the clocks.
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
        /// The latest known time, advanced by the monotonic clock.
        case estimated
        /// The kernel trusts the box's clock.
        case synchronised
    }

    /// A time that was right at a moment of the monotonic clock.
    private struct Reference: Sendable {
        var time: Timestamp
        var uptime: Span

        func aged(to now: Span) -> Timestamp { time + (now - uptime) }
    }

    private let buildDate: Timestamp
    private var stored: Reference?
    /// The newest stored time of the previous reading, which is used once only.
    private var lastStored: Timestamp?
    private var network: Reference?
    private var current: Reference
    /// The quality of the present time.
    public private(set) var quality = Quality.unknown

    /// Makes the time from the first reading; `newestNetworkTime` of an earlier run is checked like a new one.
    public init(buildDate: Timestamp, newestNetworkTime: Timestamp?, look: ClockReading) {
        self.buildDate = buildDate
        current = Reference(time: look.box, uptime: look.uptime)
        if let newestNetworkTime { _ = accept(newestNetworkTime, at: look) }
        _ = take(look)
    }

    /// The time for records: the trusted one, else the box's.
    public var now: Timestamp { current.time }

    /// The time for decisions; nil when no clock can be trusted, and then replies are held, not refused.
    public var trusted: Timestamp? { quality == .unknown ? nil : current.time }

    /// Takes a reading of the clocks; returns the change of time, if it is more than the time that passed.
    public mutating func take(_ look: ClockReading) -> TimeChange? {
        remember(look)
        let (before, wasKnown) = (current.aged(to: look.uptime), quality != .unknown)
        if look.isSynchronised {
            (current.time, quality) = (look.box, .synchronised)
            // A reference ahead of a synchronised clock was wrong.
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

    /// Takes the network time of a text as a reference; returns false when it is ignored and must not be stored.
    ///
    /// Call ``take(_:)`` afterwards, because the time may have changed.
    public mutating func accept(_ time: Timestamp, at look: ClockReading) -> Bool {
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
    private func own(at look: ClockReading) -> Timestamp? {
        [look.box, stored?.aged(to: look.uptime)].compactMap { $0 }.filter { $0 >= buildDate }.max()
    }

    private mutating func remember(_ look: ClockReading) {
        guard look.newestStored != lastStored else { return }
        let isFlagged = look.newestStored ?? .distantPast < lastStored ?? .distantPast
        lastStored = look.newestStored
        let reference = look.newestStored.map { Reference(time: $0, uptime: look.uptime) }
        if isFlagged || stored.map({ $0.aged(to: look.uptime) < reference?.time ?? .distantPast }) ?? true {
            stored = reference
        }
    }

    private func min(_ reference: Reference, at look: ClockReading) -> Reference {
        reference.aged(to: look.uptime) > look.box ? Reference(time: look.box, uptime: look.uptime) : reference
    }
}

/// The time became known or jumped: records made with the old time are wrong by ``shift``.
public struct TimeChange: Hashable, Sendable {
    /// The old time, at the moment of the change.
    public var from: Timestamp
    /// The new time.
    public var to: Timestamp
    /// How long the service had run, by the monotonic clock; records of this run were made with the old time.
    public var uptime: Span
    /// Whether the old time could be trusted.
    public var wasKnown: Bool
    /// Whether the new time can be trusted.
    public var isKnown: Bool

    /// Makes a change.
    public init(from: Timestamp, to: Timestamp, uptime: Span, wasKnown: Bool = true, isKnown: Bool = true) {
        self.from = from
        self.to = to
        self.uptime = uptime
        self.wasKnown = wasKnown
        self.isKnown = isKnown
    }

    /// The same change at another moment of the monotonic clock.
    public func aged(to uptime: Span) -> TimeChange {
        var change = self
        let passed = uptime - self.uptime
        (change.from, change.to, change.uptime) = (from + passed, to + passed, uptime)
        return change
    }

    /// The new time minus the old one.
    public var shift: Span { to - from }
    /// Whether the time could not be trusted before and can be now.
    public var becameKnown: Bool { isKnown && !wasKnown }
    /// Whether it is more than the drift of a clock.
    var isJump: Bool { shift > TrustedTime.tolerance || shift < .zero - TrustedTime.tolerance }
    /// Whether no network time could have agreed with both: then the age of a record follows the monotonic clock.
    public var isBeyondNetwork: Bool { !wasKnown || shift > TrustedTime.maximumAhead }
    /// Whether records may belong to other calendar months now.
    public var changesMonths: Bool { isBeyondNetwork || shift < .zero - TrustedTime.maximumAhead }
}

extension Timestamp {
    /// The earliest time.
    public static let distantPast = Timestamp(milliseconds: .min)
}
