import Vocabulary

/// A reply taken from the store and sent part by part: a value, so that its rules can be tested.
///
/// Its next step is computed right before each effect, without a wait in between, so that anything that came meanwhile
/// (a call, a pause, the end of the service) counts. A reply of which nothing was written returns to the store; one in
/// progress continues when permitted, and ends as unknown if it is held for too long.
package struct ReplyInHand {
    /// How long remaining parts may be held: a phone does not wait for ever for the rest of a text.
    package static let longestHold = Span.seconds(120)
    /// How long until a held part is tried again, unless an event comes before.
    package static let retry = Span.seconds(1)

    /// The facts needed right before an effect.
    package struct World {
        /// Whether a call rings, is active, or is being ended.
        package var hasCall = false
        /// Whether the line must end, so that nothing new begins.
        package var isLeaving = false
        /// Whether the service stops or the port must be released, so that no further part begins.
        package var isEnding = false
        /// Whether the SIM for which it was decided is in the modem, as far as known.
        package var hasSIM = true
        /// Whether it may be another SIM, which is being checked.
        package var isSIMInDoubt = false
        /// Whether there is a network.
        package var isRegistered = true
        /// Whether no commit since may forbid it.
        package var isPermitted = true

        package init(
            hasCall: Bool = false, isLeaving: Bool = false, isEnding: Bool = false, hasSIM: Bool = true,
            isSIMInDoubt: Bool = false, isRegistered: Bool = true, isPermitted: Bool = true
        ) {
            self.hasCall = hasCall
            self.isLeaving = isLeaving
            self.isEnding = isEnding
            self.hasSIM = hasSIM
            self.isSIMInDoubt = isSIMInDoubt
            self.isRegistered = isRegistered
            self.isPermitted = isPermitted
        }
    }

    /// The next step.
    package enum Step: Equatable, Sendable {
        /// Commit the next part as attempted, unless the line is paused.
        case commit(part: Int)
        /// A commit may forbid it: ask the store.
        case ask
        /// Write this part to the modem now.
        case send(part: Int)
        /// The committed part is not written now.
        case takeBack
        /// Nothing can be done now.
        case wait
        /// It ends before its last part.
        case giveUp(ReplyFault)
    }

    package let reply: OutgoingReply
    /// The number of its encoded parts.
    package let parts: Int
    /// The part that comes next, from 0.
    package private(set) var next = 0
    /// Whether that part is committed as attempted.
    package private(set) var isCommitted = true
    /// The permission it was committed with.
    package private(set) var permission: Permission
    private var heldSince: Uptime?
    /// When to try a held part again.
    package private(set) var due: Uptime

    package init(_ reply: OutgoingReply, parts: Int, at now: Uptime) {
        self.reply = reply
        self.parts = parts
        permission = reply.permission
        due = now
    }

    /// Whether a part was handed to the modem.
    package var isBegun: Bool { next > 0 }

    /// Whether every part was accepted.
    package var isComplete: Bool { next == parts }

    package func step(in world: World, at now: Uptime) -> Step {
        let isHeld = world.hasCall || !world.isRegistered || world.isSIMInDoubt
        guard isBegun else {
            if isHeld || world.isLeaving || world.isEnding || !world.hasSIM { return .takeBack }
            return world.isPermitted ? .send(part: next) : .ask
        }
        if isCommitted {
            // The change may be a pause, which the next commit checks.
            let mayGo = !isHeld && !world.isEnding && world.hasSIM && world.isPermitted
            return mayGo ? .send(part: next) : .takeBack
        }
        if world.isEnding || !world.hasSIM { return .giveUp(.restNotSent) }
        if let heldSince, heldSince + Self.longestHold <= now {
            return .giveUp(.restHeld)
        }
        return isHeld ? .wait : .commit(part: next)
    }

    /// Notes the store's renewed permission.
    package mutating func permitted(_ permission: Permission) { self.permission = permission }

    /// Notes that the next part was committed.
    package mutating func committed(_ permission: Permission) {
        isCommitted = true
        self.permission = permission
    }

    /// Notes that the committed part was not written and counts as not attempted.
    package mutating func tookBack(at now: Uptime) {
        isCommitted = false
        heldSince = heldSince ?? now
    }

    /// Notes that nothing could be done now.
    package mutating func held(at now: Uptime) {
        heldSince = heldSince ?? now
        due = now + Self.retry
    }

    /// Notes that the part was accepted.
    package mutating func accepted() {
        next += 1
        isCommitted = false
        heldSince = nil
    }

    /// Tries a held part now, because an event came that may permit it.
    package mutating func wake(at now: Uptime) { due = min(due, now) }
}
