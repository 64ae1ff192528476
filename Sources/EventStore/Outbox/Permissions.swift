import Synchronization
import Vocabulary

/// Says whether anything was committed that may take back a permission to send: a pause, a STOP, a block, a raid, a new judgement.
///
/// It is asked without waiting, right before an effect; the answer is at most too careful.
final class Permissions: Sendable {
    private let generation = Atomic<UInt64>(0)

    var current: Permission { Permission(generation: generation.load(ordering: .acquiring)) }

    /// Every permission has to be asked for again; called before the commit of the reason.
    func revoke() { generation.add(1, ordering: .acquiringAndReleasing) }
}

extension EventStore {
    /// What may be sent now; a permission that was given earlier holds while it equals this one.
    public var permission: Permission { permissions.current }
}
