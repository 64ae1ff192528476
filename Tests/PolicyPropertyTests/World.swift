import LinePolicy
import Vocabulary

/// A box of two lines with its past, in memory: what the store would hold, counted by hand.
struct World {
    struct Reply {
        enum State { case planned, sent, failed, unknown, cancelled }

        let line: Int
        let sender: Int
        var contact: Contact
        var plan: ReplyPlan
        /// When it counts for the window.
        var countedAt: Timestamp
        var state = State.planned
        var submittedAt: Timestamp?
        var reserved: Money
        var spent = Money.zero
        /// Which contact it answers, and which of ``Cast/texts`` that was.
        var order = 0
        var text: Int?
    }

    struct Heard {
        let sender: Int
        let folded: Int
        let at: Timestamp
        let order: Int
    }

    struct Line {
        var rules: LineRules
        var condition = LineCondition()
        var limit: Money?
        var raid: Raid?
        var sightings: [RaidSighting] = []
    }

    var now = Timestamp(seconds: 1_772_452_800)
    var lines: [Line]
    var boxLimit: Money?
    var isQuiet = false
    var blocked: Set<Int> = []
    var stopped: Set<Int> = []
    var replies: [Reply] = []
    var heard: [Heard] = []
    /// How many contacts there were.
    var contacts = 0
    /// What a STOP, a block or a raid forbids is cancelled at once, as the store does; else it must be refused when it is due.
    var cancelsAtOnce = true
    /// The clock was set back, so no two moments can be compared.
    var wasSetBack = false

    static let day: Int64 = 86_400_000
    static let month: Int64 = 30 * day

    /// Spent and reserved; of the box with nil.
    func used(_ line: Int?) -> Money {
        replies.reduce(.zero) { line == nil || $1.line == line ? $0 + $1.reserved + $1.spent : $0 }
    }

    /// What the policy asks of the past about one contact, or about a planned reply that does not count itself.
    func facts(of sender: Int, on line: Int, except reply: Int? = nil, before order: Int = .max) -> Facts {
        Facts(world: self, sender: sender, line: line, except: reply, before: order)
    }

    /// The answers, and whether each question was about the one who is judged.
    struct Facts: PolicyFacts {
        let world: World
        let sender: Int
        let line: Int
        let except: Int?
        let before: Int

        private func counted(_ holds: (Reply) -> Bool) -> Int {
            var count = 0
            for index in world.replies.indices where index != except && world.replies[index].state != .cancelled {
                if holds(world.replies[index]) { count += 1 }
            }
            return count
        }

        func isBlocked(_ key: String) -> Bool { world.blocked.contains(sender) }
        func hasStopped(_ key: String) -> Bool { world.stopped.contains(sender) }

        func equalTexts(from key: String, foldedText: String, in range: ClosedRange<Timestamp>) -> Int {
            world.heard.count {
                $0.sender == sender && $0.order < before && Cast.foldings[$0.folded] == foldedText
                    && range.contains($0.at)
            }
        }

        func repliesInWindow(to key: String, since: Timestamp) -> Int {
            counted { $0.sender == sender && $0.countedAt > since }
        }

        func repliesInLifetime(to key: String) -> Int { counted { $0.sender == sender && $0.state != .failed } }
        func activeRaid() -> Raid? { world.lines[line].raid }

        func raidSightings(in range: ClosedRange<Timestamp>) -> [RaidSighting] {
            world.lines[line].sightings.filter { range.contains($0.at) }
        }

        func isQuiet(at time: Timestamp) -> Bool { world.isQuiet }
        func lineBudgetLeft() -> Money? { left(world.lines[line].limit, line) }
        func totalBudgetLeft() -> Money? { left(world.boxLimit, nil) }

        private func left(_ limit: Money?, _ scope: Int?) -> Money? {
            limit.map { max($0 - world.used(scope) + (except.map { world.replies[$0].reserved } ?? .zero), .zero) }
        }

        func partsToday() -> Int {
            var parts = 0
            for (index, reply) in world.replies.enumerated() where index != except && reply.line == line {
                switch reply.state {
                case .planned: parts += reply.plan.parts
                case .cancelled: break
                default: if reply.submittedAt.map({ isOf(World.day, $0) }) == true { parts += reply.plan.parts }
                }
            }
            return parts
        }

        private func isOf(_ period: Int64, _ time: Timestamp) -> Bool {
            time.milliseconds / period == world.now.milliseconds / period
        }

        private func isRecipient(_ reply: Reply) -> Bool {
            guard reply.line == line, reply.plan.parts > 0 else { return false }
            return reply.state == .planned || reply.submittedAt.map { isOf(World.month, $0) } == true
        }

        func isRecipientThisMonth(_ key: String) -> Bool { counted { $0.sender == sender && isRecipient($0) } > 0 }

        func recipientsThisMonth() -> Int {
            var found: Set<Int> = []
            for (index, reply) in world.replies.enumerated()
            where index != except && reply.state != .cancelled && isRecipient(reply) { found.insert(reply.sender) }
            return found.count
        }

        func withheldAnswersToday() -> Int {
            counted { Cast.keys[$0.sender] == nil && isOf(World.day, $0.countedAt) }
        }
    }
}
