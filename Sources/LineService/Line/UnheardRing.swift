import NIOCore

/// Whether a call rings of which the line has not heard yet: the sign stands on the wire, its event is on its way.
struct UnheardRing {
    /// An event that does not come within so long was dropped, and keeps nothing back any more.
    static let patience = TimeAmount.seconds(1)

    private var heard = NIODeadline.uptimeNanoseconds(0)

    /// The event of a ring has come.
    mutating func heard(at now: NIODeadline) { heard = now }

    /// Whether the newest sign on the wire has not been heard.
    func isThere(newestSign: NIODeadline, at now: NIODeadline) -> Bool {
        newestSign > heard && newestSign + Self.patience > now
    }
}
