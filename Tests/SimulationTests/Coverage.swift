/// What happened in simulations: one that covered nothing proves nothing.
struct Coverage: Sendable {
    private(set) var counts: [Kind: Int] = [:]

    /// What is counted.
    enum Kind: String, CaseIterable, Sendable {
        case texts
        case longParts = "parts of long texts"
        case completedLate = "parts that came too late"
        case calls, replies, refused, unknown, failed, cancelled
        case stops = "STOPs"
        case ownNumbers = "texts of our own lines"
        case raids, raidsEnded = "raids that ended"
        case overBudget = "contacts over the budget"
        case answered = "answered calls"
        case heard = "messages heard to their end"
        case cutOff = "messages that were cut off"
        case keys = "keys pressed"
        case stopsByKey = "STOPs by key"
        case secondCallers = "second callers"
        case waitingRefused = "waiting callers who were refused"
        case soundHeld = "times a modem held its sound"
        case voiceFailures = "voices that failed"
        case pulls, crashes
        case crashesInSending = "crashes while a reply was sending"
        case crashesInCalls = "crashes during a call"
        case ringsInSending = "rings while a reply was sending"
        case pullsInSending = "pulls while a reply was sending"
        case pullsInCalls = "pulls during a call"
        case silences = "answers that never came"
        case refusals = "commands that were refused"
        case pauses
        case pausesInSending = "pauses while a reply was sending"
        case reloads
        case clockJumps = "clock jumps"
        case heldWithoutClock = "texts that came before any clock was known"
        case lockedStore = "times the store took nothing"
        case partsHeld = "parts of a reply that waited"
        case callsDuringPort = "calls that rang when the port was opened"
        case traps = "troubles between two steps"
        case twoLines = "boxes with two lines"
    }

    mutating func count(_ kind: Kind, _ number: Int = 1) { counts[kind, default: 0] += number }

    mutating func add(_ other: Coverage) { counts.merge(other.counts, uniquingKeysWith: +) }

    /// All of it, in one line.
    var words: String { Kind.allCases.map { "\(counts[$0] ?? 0) \($0.rawValue)" }.joined(separator: ", ") }

    /// What never happened.
    var missing: [String] { Kind.allCases.filter { counts[$0, default: 0] == 0 }.map(\.rawValue) }
}
