import Vocabulary

/// Whether a call rings of which the line has not heard yet: the sign stands on the wire, its event is on its way.
package struct UnheardRing: Hashable, Sendable {
    /// An event that does not come within so long was dropped, and keeps nothing back any more.
    package static let patience = Span.seconds(1)

    package init() {}

    private var heard = Uptime.zero

    /// The event of a ring has come.
    package mutating func heard(at now: Uptime) { heard = now }

    /// Whether the newest sign on the wire has not been heard.
    package func isThere(newestSign: Uptime, at now: Uptime) -> Bool {
        newestSign > heard && newestSign + Self.patience > now
    }
}
