import Vocabulary

/// A reply that was taken from the store to be sent, part by part: a value, so that its rules can be read and tested.
///
/// It is asked for its next step right before each effect, and nothing is waited for in between: what has come meanwhile
/// (a call, a pause, the end of the service) decides. Of what nothing was written it goes back to the store; what was
/// begun goes on when it may, and ends as unknown where it may not for too long.
package struct ReplyInHand {
    /// What is left of a reply is held so long at most: a telephone does not wait for ever for the rest of a text.
    package static let longestHold = Span.seconds(120)
    /// A part that was held is looked at again after so long, unless something is heard before.
    package static let retry = Span.seconds(1)

    /// What there is of the world right before an effect.
    package struct World {
        /// A call rings, is active, or is being ended.
        package var hasCall = false
        /// The line is to end, for whatever reason: nothing new begins.
        package var isLeaving = false
        /// The service stops, or the port is to be given up: no further part begins.
        package var isEnding = false
        /// The SIM for which it was decided is in, as far as is known.
        package var hasSIM = true
        /// It may be another one: that is being asked.
        package var isSIMInDoubt = false
        /// There is a network.
        package var isRegistered = true
        /// Nothing was committed since that may forbid it.
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

    /// What is to be done next.
    package enum Step: Equatable, Sendable {
        /// Commit the next part as attempted, unless the line is paused.
        case commit(part: Int)
        /// Something was committed that may forbid it: ask the store.
        case ask
        /// Write this part to the modem now.
        case send(part: Int)
        /// The part that was committed is not written now.
        case takeBack
        /// Nothing can be done now.
        case wait
        /// It is over before its last part.
        case giveUp(note: String)
    }

    package let reply: OutgoingReply
    /// How many parts it has as it is encoded.
    package let parts: Int
    /// The part that comes next, from 0.
    package private(set) var next = 0
    /// That part is committed as attempted.
    package private(set) var isCommitted = true
    /// The permission it was committed with.
    package private(set) var permission: Permission
    private var heldSince: Uptime?
    /// When a part that was held is looked at again.
    package private(set) var due: Uptime

    package init(_ reply: OutgoingReply, parts: Int, at now: Uptime) {
        self.reply = reply
        self.parts = parts
        permission = reply.permission
        due = now
    }

    /// A part of it was handed to the modem.
    package var isBegun: Bool { next > 0 }

    /// Every part was accepted.
    package var isComplete: Bool { next == parts }

    package func step(in world: World, at now: Uptime) -> Step {
        let isHeld = world.hasCall || !world.isRegistered || world.isSIMInDoubt
        guard isBegun else {
            if isHeld || world.isLeaving || world.isEnding || !world.hasSIM { return .takeBack }
            return world.isPermitted ? .send(part: next) : .ask
        }
        if isCommitted {
            // What changed may be a pause: it is looked at again with the next commit.
            let mayGo = !isHeld && !world.isEnding && world.hasSIM && world.isPermitted
            return mayGo ? .send(part: next) : .takeBack
        }
        if world.isEnding || !world.hasSIM { return .giveUp(note: "its remaining parts were not sent") }
        if let heldSince, heldSince + Self.longestHold <= now {
            return .giveUp(note: "its remaining parts were held for too long and not sent")
        }
        return isHeld ? .wait : .commit(part: next)
    }

    /// The store says that it may still be sent.
    package mutating func permitted(_ permission: Permission) { self.permission = permission }

    /// The next part is committed.
    package mutating func committed(_ permission: Permission) {
        isCommitted = true
        self.permission = permission
    }

    /// The part that was committed was not written, and counts as not attempted.
    package mutating func tookBack(at now: Uptime) {
        isCommitted = false
        heldSince = heldSince ?? now
    }

    /// Nothing could be done now.
    package mutating func held(at now: Uptime) {
        heldSince = heldSince ?? now
        due = now + Self.retry
    }

    /// The part was accepted.
    package mutating func accepted() {
        next += 1
        isCommitted = false
        heldSince = nil
    }

    /// Something was heard that may have been waited for.
    package mutating func wake(at now: Uptime) { due = min(due, now) }
}
