/// What happened in simulations: one that covered nothing proves nothing.
struct Coverage: Sendable {
    private(set) var counts: [Kind: Int] = [:]

    /// What is counted.
    enum Kind: String, CaseIterable, Sendable {
        case texts, calls, replies, refused, unknown, failed, cancelled
        case pulls, crashes
        case crashesInSending = "crashes while a reply was sending"
        case ringsInSending = "rings while a reply was sending"
        case pullsInSending = "pulls while a reply was sending"
        case silences = "answers that never came"
        case refusals = "commands that were refused"
        case pauses, reloads
        case clockJumps = "clock jumps"
        case lockedStore = "times the store took nothing"
        case partsHeld = "parts of a reply that waited"
        case callsDuringPort = "calls that rang when the port was opened"
    }

    mutating func count(_ kind: Kind, _ number: Int = 1) { counts[kind, default: 0] += number }

    mutating func add(_ other: Coverage) { counts.merge(other.counts, uniquingKeysWith: +) }

    /// One line each.
    var words: String { Kind.allCases.map { "\(counts[$0] ?? 0) \($0.rawValue)" }.joined(separator: ", ") }

    /// What never happened.
    var missing: [Kind] { Kind.allCases.filter { counts[$0, default: 0] == 0 } }
}
