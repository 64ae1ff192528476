import GRDB
import LinePolicy
import Vocabulary

/// The most notes in one commit.
private let notesAtOnce = 100

extension EventStore {
    /// Whether notes wait to be written.
    public var hasNotes: Bool { !notes.isEmpty }

    /// Keeps a note until it is written, across faults of the disk and the end of the line's session.
    ///
    /// An outcome is also written with the next transaction of its line. False = there are too many notes of this line.
    @discardableResult
    public func keep(_ note: Note, of line: String) -> Bool { notes.keep(note, of: line) }

    /// Notes that a session sends this reply and will bring its outcome with ``keep(_:of:)``.
    public func take(inHand reply: OutgoingReply) { notes.take(inHand: reply.id) }

    /// Writes the notes, the oldest first; `confirmed` as in ``ingest(_:in:now:start:confirmed:)``.
    ///
    /// Throws while the database cannot be written. Notes that it refuses for good are dropped; the errors say why.
    @discardableResult
    public func writeNotes(now: Timestamp, confirmed: [Slot] = []) async throws(StoreError) -> [StoreError] {
        if !confirmed.isEmpty, notes.isEmpty { try await confirmDeletions(confirmed, now: now) }
        var refused: [StoreError] = []
        var (slots, size) = (confirmed, notesAtOnce)
        while !notes.isEmpty {
            do {
                let (rest, limit) = (slots, size)
                try await onWriter { [self] db in
                    let batch = notes.first(limit)
                    try commit(db, now: now) { transaction in
                        try transaction.confirmDeletions(rest)
                        for entry in batch { try transaction.write(entry) }
                    }
                    notes.drop(batch)
                }
                slots = []
            } catch {
                guard !error.mayPass else { throw error }
                // One of them causes the error: written alone it shows, and does not block the others.
                guard size == 1 else {
                    size = 1
                    continue
                }
                notes.drop(notes.first(1))
                refused.append(error)
            }
        }
        return refused
    }

    /// Runs `body` in one transaction in which the outcomes of a line come first.
    func write<Success: Sendable>(
        outcomesOf line: String, now: Timestamp, _ body: @escaping @Sendable (Transaction) throws -> Success
    ) async throws(StoreError) -> Success {
        let by = OperatorIdentity.current
        return try await onWriter { [self] db in
            let entries = notes.outcomes(of: line)
            let result = try commit(db, now: now, by: by) { transaction in
                for entry in entries { try transaction.write(entry) }
                return try body(transaction)
            }
            notes.drop(entries)
            return result
        }
    }
}

extension Transaction {
    fileprivate func write(_ entry: PendingNotes.Entry) throws {
        switch entry.note {
        case .outcome(let settlement):
            try settle(settlement)
        case .rang(let contact, var details, var context):
            context.condition.speaks = false
            details.isRecordedLate = true
            let call = try recordCall(contact, details: details, in: context, start: .notNow).call
            try recordCallStep(.rejected(isConfirmed: nil), of: call)
            try recordCallStep(.ended(CallEndDetails(ending: .line)), of: call)
        case .callStep(let step, let call):
            try recordCallStep(step, of: call)
        case .stop(let call):
            try stopCaller(of: call)
        }
    }
}
