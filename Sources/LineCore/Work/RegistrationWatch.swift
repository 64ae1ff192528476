import Vocabulary

/// The SIM's network: the present one, and the one shown.
///
/// Sending follows the modem's reports at once; `status` follows when a state has lasted for a moment, so that a
/// flapping modem fills neither the log nor the disk.
package struct RegistrationWatch: Equatable {
    /// How long a change must last before it is shown.
    package static let moment = Span.seconds(4)

    /// The network service of a SIM.
    package enum Service: Equatable {
        case none
        /// The network refuses the SIM (`registration denied`, 3GPP TS 27.007 7.2).
        case denied
        case home, roaming

        /// Whether texts can be sent and received.
        package var isAny: Bool { self == .home || self == .roaming }
    }

    package init() {}

    /// The newest status of each domain.
    private var domains = Registrations()
    /// The SIM's present service.
    package private(set) var service = Service.none
    /// Whether it was roaming when it last had service: a text that comes during a loss is judged by it.
    package private(set) var isRoaming = false
    /// The service shown; nil until the first look.
    package private(set) var shown: Service?
    /// Whether a network was shown before, so that what follows is a change that may be brief.
    private var hasShownNetwork = false
    /// Since when the service differs from the one shown.
    private var changedAt: Uptime?

    /// Whether the network serves the SIM now.
    package var isRegistered: Bool { service.isAny }

    /// Whether `status` shows a network.
    package var isShownRegistered: Bool { shown?.isAny ?? false }

    /// Notes the status of one domain; true when it changes what the line may do.
    @discardableResult
    package mutating func note(_ domain: NetworkDomain, status: Int, at now: Uptime) -> Bool {
        domains.statuses[domain] = status
        return change(at: now)
    }

    /// Replaces all statuses by the answers to a query; domains without an answer become unknown.
    @discardableResult
    package mutating func replace(with answers: Registrations, at now: Uptime) -> Bool {
        // If the modem answers none of the queries, that does not mean that it has lost its network.
        guard answers.status != nil else { return false }
        domains = answers
        return change(at: now)
    }

    /// Shows the service once it has lasted for a moment; true when the shown one changed.
    package mutating func settle(at now: Uptime) -> Bool {
        guard let due, due <= now else { return false }
        showNow()
        return true
    }

    /// When to call ``settle(at:)``; nil = the shown service is right.
    package var due: Uptime? {
        guard shown != service else { return nil }
        // The first network after a start is shown at once.
        guard hasShownNetwork, let changedAt else { return .zero }
        return changedAt + Self.moment
    }

    /// Shows the present service at once.
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
