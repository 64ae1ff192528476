import Vocabulary

/// Whether a RING was read from the wire whose event the line has not handled yet.
package struct PendingRing: Hashable, Sendable {
    /// An event that does not come within so long was dropped, and keeps nothing back any more.
    package static let timeout = Span.seconds(1)

    package init() {}

    /// When the newest event of a ring came.
    package private(set) var last = Uptime.zero

    /// The event of a ring has come.
    package mutating func heard(at now: Uptime) { last = now }

    /// Whether the newest indication on the wire has not been heard.
    package func isThere(latestIndication: Uptime, at now: Uptime) -> Bool {
        latestIndication > last && latestIndication + Self.timeout > now
    }
}
