import Vocabulary

/// Whether a RING was read whose event the line has not handled yet.
package struct PendingRing: Hashable, Sendable {
    /// An event that does not come within this time was dropped, and no longer blocks anything.
    package static let timeout = Span.seconds(1)

    package init() {}

    /// When the newest event of a ring came.
    package private(set) var last = Uptime.zero

    /// Notes that the event of a ring has come.
    package mutating func heard(at now: Uptime) { last = now }

    /// Whether the newest indication has not been handled yet.
    package func isThere(latestIndication: Uptime, at now: Uptime) -> Bool {
        latestIndication > last && latestIndication + Self.timeout > now
    }
}
