import Synchronization
import Vocabulary

/// Says whether anything was committed that may take back a permission to send: a pause, a STOP, a block, a raid, a new judgement.
///
/// It is asked without waiting, right before an effect; the answer is at most too careful.
final class Permissions: Sendable {
    private let generation = Atomic<UInt64>(0)

    var current: Permission { Permission(generation: generation.load(ordering: .acquiring)) }

    /// Every permission has to be asked for again; called before the commit of the reason.
    func takeBack() { generation.add(1, ordering: .acquiringAndReleasing) }
}

extension EventStore {
    /// Whether nothing was committed since that might forbid what was permitted then.
    public func stillHolds(_ permission: Permission) -> Bool { permissions.current == permission }
}
