import Synchronization

/// Notifies the followers of the log right after each commit with events.
final class EventFeed: Sendable {
    private struct Followers {
        var next = 0
        var waiting: [Int: AsyncStream<Void>.Continuation] = [:]
        var hasEnded = false
    }

    private let followers = Mutex(Followers())

    /// An element for every commit from now on; commits that are not consumed in time share one.
    func follow() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number: Int? = followers.withLock { followers in
            guard !followers.hasEnded else { return nil }
            followers.next += 1
            followers.waiting[followers.next] = continuation
            return followers.next
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            self?.followers.withLock { $0.waiting[number] = nil }
        }
        return stream
    }

    /// Notifies the followers of a commit.
    func committed() {
        // Outside the lock, because a follower that ends meanwhile takes it.
        for follower in followers.withLock({ Array($0.waiting.values) }) { follower.yield() }
    }

    /// Ends all streams.
    func end() {
        let waiting = followers.withLock { followers in
            followers.hasEnded = true
            return Array(followers.waiting.values)
        }
        for follower in waiting { follower.finish() }
    }
}

extension EventStore {
    /// An element after every commit that appended events, from now on; ends when the store is closed.
    public func commits() -> AsyncStream<Void> { feed.follow() }
}
