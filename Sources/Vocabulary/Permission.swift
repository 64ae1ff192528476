/// The permission to send one reply, as it was judged: it holds until somebody takes permissions back.
public struct Permission: Hashable, Sendable {
    /// Counts how often permissions were taken back before it was given.
    package var generation: UInt64

    /// The permission given after so many were taken back.
    package init(generation: UInt64) {
        self.generation = generation
    }
}
