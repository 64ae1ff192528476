import EventStore
import NIOCore
import SMSCodec

/// A reply that was taken from the store to be sent, part by part: a value, so that its rules can be read and tested.
///
/// It is asked for its next step right before each effect, and nothing is waited for in between: what has come meanwhile
/// (a call, a pause, the end of the service) decides. Of what nothing was written it goes back to the store; what was
/// begun goes on when it may, and ends as unknown where it may not for too long.
struct ReplyInHand {
    /// What is left of a reply is held so long at most: a telephone does not wait for ever for the rest of a text.
    static let longestHold = TimeAmount.seconds(120)
    /// A part that was held is looked at again after so long, unless something is heard before.
    static let retry = TimeAmount.seconds(1)

    /// What there is of the world right before an effect.
    struct World {
        /// A call rings, stands, or is being ended.
        var hasCall = false
        /// The line is to end, for whatever reason: nothing new begins.
        var isLeaving = false
        /// The service stops, or the port is to be given up: no further part begins.
        var isEnding = false
        /// The SIM for which it was decided is in.
        var hasSIM = true
        /// There is a network.
        var isRegistered = true
        /// Nothing was committed since that may forbid it.
        var isPermitted = true
    }

    /// What is to be done next.
    enum Step: Equatable {
        /// Commit the next part as attempted, unless the line is paused.
        case commit(part: Int)
        /// Something was committed that may forbid it: ask the store.
        case ask
        /// Write this part to the modem now.
        case send(EncodedPDU)
        /// The part that was committed is not written now.
        case takeBack
        /// Nothing can be done now.
        case wait
        /// It is over before its last part.
        case giveUp(note: String)
    }

    let reply: OutgoingReply
    let parts: [EncodedPDU]
    /// The part that comes next, from 0.
    private(set) var next = 0
    /// That part is committed as attempted.
    private(set) var isCommitted = true
    /// The permission it was committed with.
    private(set) var permission: Permission
    private var heldSince: NIODeadline?
    /// When a part that was held is looked at again.
    private(set) var due: NIODeadline

    init(_ reply: OutgoingReply, parts: [EncodedPDU], at now: NIODeadline) {
        self.reply = reply
        self.parts = parts
        permission = reply.permission
        due = now
    }

    /// A part of it was handed to the modem.
    var isBegun: Bool { next > 0 }

    /// Every part was accepted.
    var isComplete: Bool { next == parts.count }

    func step(in world: World, at now: NIODeadline) -> Step {
        let isHeld = world.hasCall || !world.isRegistered
        guard isBegun else {
            if isHeld || world.isLeaving || world.isEnding || !world.hasSIM { return .takeBack }
            return world.isPermitted ? .send(parts[next]) : .ask
        }
        if isCommitted {
            // What changed may be a pause: it is looked at again with the next commit.
            let mayGo = !isHeld && !world.isEnding && world.hasSIM && world.isPermitted
            return mayGo ? .send(parts[next]) : .takeBack
        }
        if world.isEnding || !world.hasSIM { return .giveUp(note: "its remaining parts were not sent") }
        if let heldSince, heldSince + Self.longestHold <= now {
            return .giveUp(note: "its remaining parts were held for too long and not sent")
        }
        return isHeld ? .wait : .commit(part: next)
    }

    /// The store says that it may still be sent.
    mutating func permitted(_ permission: Permission) { self.permission = permission }

    /// The next part is committed.
    mutating func committed(_ permission: Permission) {
        isCommitted = true
        self.permission = permission
    }

    /// The part that was committed was not written, and counts as not attempted.
    mutating func tookBack(at now: NIODeadline) {
        isCommitted = false
        heldSince = heldSince ?? now
    }

    /// Nothing could be done now.
    mutating func held(at now: NIODeadline) {
        heldSince = heldSince ?? now
        due = now + Self.retry
    }

    /// The part was accepted.
    mutating func accepted() {
        next += 1
        isCommitted = false
        heldSince = nil
    }

    /// Something was heard that may have been waited for.
    mutating func wake(at now: NIODeadline) { due = min(due, now) }
}
