import Modems
import NIOCore

/// Which network the SIM has, now and to be shown.
///
/// What may be sent follows the modem's word at once; what `status` shows follows when a state has stood for a moment, so
/// that a modem that flaps fills neither the log nor the disk.
struct RegistrationWatch: Equatable {
    /// How long a change must stand before it is shown.
    static let moment = TimeAmount.seconds(4)

    /// What a SIM has of the network.
    enum Service: Equatable {
        case none
        /// The network does not let the SIM in (`registration denied`, 3GPP TS 27.007 7.2).
        case denied
        case home, roaming

        /// Texts go both ways.
        var isAny: Bool { self == .home || self == .roaming }
    }

    /// The newest word of each domain.
    private var domains = Registrations()
    /// What the SIM has now.
    private(set) var service = Service.none
    /// What it had when it last had any: a text that comes during a loss is judged by it.
    private(set) var isRoaming = false
    /// What is shown; nil until the first look.
    private(set) var shown: Service?
    /// A network was shown before: what follows is a change, and may be undone in a moment.
    private var hasShownNetwork = false
    /// Since when it is another than what is shown.
    private var changedAt: NIODeadline?

    /// The network serves the SIM now.
    var isRegistered: Bool { service.isAny }

    /// `status` shows a network.
    var isShownRegistered: Bool { shown?.isAny ?? false }

    /// One domain told its status; true when what may be done changed by it.
    @discardableResult
    mutating func note(_ domain: NetworkDomain, status: Int, at now: NIODeadline) -> Bool {
        domains.statuses[domain] = status
        return change(at: now)
    }

    /// The modem was asked: what it did not tell of is not known any more.
    @discardableResult
    mutating func replace(with answers: Registrations, at now: NIODeadline) -> Bool {
        // A modem that answers none of the questions has not lost its network by that.
        guard answers.status != nil else { return false }
        domains = answers
        return change(at: now)
    }

    /// Shows what stands, when it has stood for a moment; true when that is something new.
    mutating func settle(at now: NIODeadline) -> Bool {
        guard let due, due <= now else { return false }
        showNow()
        return true
    }

    /// When ``settle(at:)`` has to be asked; nil = what is shown is true.
    var due: NIODeadline? {
        guard shown != service else { return nil }
        // The first network after a start is shown without a wait.
        guard hasShownNetwork, let changedAt else { return .uptimeNanoseconds(0) }
        return changedAt + Self.moment
    }

    /// Shows at once what is there.
    mutating func showNow() {
        shown = service
        changedAt = nil
        if service.isAny { hasShownNetwork = true }
    }

    private mutating func change(at now: NIODeadline) -> Bool {
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
