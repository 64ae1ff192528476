import Synchronization
import Vocabulary

/// Counts commits that may revoke a permission to send: a pause, a STOP, a block, a raid, a new judgement.
///
/// It is read without waiting, right before an effect; at worst it refuses once too often.
final class Permissions: Sendable {
    private let generation = Atomic<UInt64>(0)

    var current: Permission { Permission(generation: generation.load(ordering: .acquiring)) }

    /// Revokes all permissions; call it before the commit of the reason.
    func revoke() { generation.add(1, ordering: .acquiringAndReleasing) }
}

extension EventStore {
    /// The present permission; an earlier one holds while it equals this one.
    public var permission: Permission { permissions.current }
}
