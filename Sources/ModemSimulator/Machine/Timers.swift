/// Events that timers trigger.
enum TimerEvent: Equatable {
    case executeLine(String)
    case giveAnswer
    case networkDecides
    case boot(step: Int)
    case messagesReady
    case registered
    case ring(Int)
    case callerLine(Int)
    case answered(Int)
    case carrierLost(Int)
    case waitingCallerGivesUp(Int)
    case soundIsReady
    case keyIsKnown(call: Int, line: String)
    case acknowledgementMissing
    case redeliver
    case statusReport(PendingReport)
    case chatter
    case reset
    case unsolicitedLines([String])
}

/// The pending events, unordered; there are never many.
struct Timers {
    private var events: [(at: Instant, event: TimerEvent)] = []

    /// When the first event is due.
    var next: Instant? { events.map(\.at).min() }

    mutating func start(_ event: TimerEvent, at time: Instant) { events.append((time, event)) }

    mutating func cancel(where condition: (TimerEvent) -> Bool) { events.removeAll { condition($0.event) } }

    mutating func cancel(_ event: TimerEvent) { cancel { $0 == event } }

    mutating func cancelAll() { events = [] }

    /// Removes the earliest due event; of several at one moment, the one started first.
    mutating func take(now: Instant) -> TimerEvent? {
        guard
            let first = events.indices.filter({ events[$0].at <= now }).min(by: {
                (events[$0].at, $0) < (events[$1].at, $1)
            })
        else { return nil }
        return events.remove(at: first).event
    }
}
