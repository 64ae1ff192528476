import Vocabulary

/// Which network the SIM has, now and to be shown.
///
/// What may be sent follows the modem's word at once; what `status` shows follows when a state has stood for a moment, so
/// that a modem that flaps fills neither the log nor the disk.
package struct RegistrationWatch: Equatable {
    /// How long a change must stand before it is shown.
    package static let moment = Span.seconds(4)

    /// What a SIM has of the network.
    package enum Service: Equatable {
        case none
        /// The network does not let the SIM in (`registration denied`, 3GPP TS 27.007 7.2).
        case denied
        case home, roaming

        /// Texts go both ways.
        package var isAny: Bool { self == .home || self == .roaming }
    }

    package init() {}

    /// The newest word of each domain.
    private var domains = Registrations()
    /// What the SIM has now.
    package private(set) var service = Service.none
    /// What it had when it last had any: a text that comes during a loss is judged by it.
    package private(set) var isRoaming = false
    /// What is shown; nil until the first look.
    package private(set) var shown: Service?
    /// A network was shown before: what follows is a change, and may be undone in a moment.
    private var hasShownNetwork = false
    /// Since when it is another than what is shown.
    private var changedAt: Uptime?

    /// The network serves the SIM now.
    package var isRegistered: Bool { service.isAny }

    /// `status` shows a network.
    package var isShownRegistered: Bool { shown?.isAny ?? false }

    /// One domain told its status; true when what may be done changed by it.
    @discardableResult
    package mutating func note(_ domain: NetworkDomain, status: Int, at now: Uptime) -> Bool {
        domains.statuses[domain] = status
        return change(at: now)
    }

    /// The modem was asked: what it did not tell of is not known any more.
    @discardableResult
    package mutating func replace(with answers: Registrations, at now: Uptime) -> Bool {
        // A modem that answers none of the questions has not lost its network by that.
        guard answers.status != nil else { return false }
        domains = answers
        return change(at: now)
    }

    /// Shows what stands, when it has stood for a moment; true when that is something new.
    package mutating func settle(at now: Uptime) -> Bool {
        guard let due, due <= now else { return false }
        showNow()
        return true
    }

    /// When ``settle(at:)`` has to be asked; nil = what is shown is true.
    package var due: Uptime? {
        guard shown != service else { return nil }
        // The first network after a start is shown without a wait.
        guard hasShownNetwork, let changedAt else { return .zero }
        return changedAt + Self.moment
    }

    /// Shows at once what is there.
    package mutating func showNow() {
        shown = service
        changedAt = nil
        if service.isAny { hasShownNetwork = true }
    }

    private mutating func change(at now: Uptime) -> Bool {
        let wasRegistered = isRegistered
        let none: Service = domains.isDenied ? .denied : .none
        let new: Service = !domains.isRegistered ? none : domains.isRoaming ? .roaming : .home
        guard new != service else { return false }
        service = new
        if new.isAny { isRoaming = new == .roaming }
        changedAt = service == shown ? nil : changedAt ?? now
        return isRegistered || wasRegistered
    }
}
