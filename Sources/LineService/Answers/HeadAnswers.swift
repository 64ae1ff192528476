import ControlAPI
import EventStore
import Evidence
import Vocabulary

extension HeadAnswer {
    /// A head as it is shown.
    init(_ stored: StoredHead, time: (Timestamp) -> ZonedTime) {
        self.init(
            origin: stored.head.origin, size: stored.head.size, root: Base64.text(stored.head.root.bytes),
            signature: Base64.text(stored.head.signature), key: Base64.text(stored.key), at: stored.at.map(time),
            note: stored.head.note(key: stored.key))
    }
}

extension Answers {
    /// The newest signed head of the log.
    public func head() async throws(ControlError) -> NewestHeadAnswer {
        let head = try await asking { try await store.newestHead() }
        return NewestHeadAnswer(head: head.map { HeadAnswer($0, time: time) })
    }
}
