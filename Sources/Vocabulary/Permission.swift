/// The permission to send one reply: valid until permissions are revoked.
public struct Permission: Hashable, Sendable {
    /// The number of revocations before it was given.
    package var generation: UInt64

    /// The permission given after so many revocations.
    package init(generation: UInt64) {
        self.generation = generation
    }
}
