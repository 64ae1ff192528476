import EventStore
import LinePolicy
import Logging
import Modems
import NIOCore

/// Writing down what happens to calls, also when the disk is full for a while.
extension LineSession {
    /// Writes down what happened to a call.
    func recordCallStep(_ step: CallStep, of event: Int64?, details: Details) async {
        guard let event, event != 0 else { return }
        await write(.step(step, of: event, details))
    }

    /// Writes a note down, or keeps it until the disk takes it.
    ///
    /// Never before one that is kept: an end must not come before its answer, or the answer would not be paid for.
    func write(_ note: CallNote) async {
        if await runner.keptNote != nil {
            await keep(note)
            return await writeKeptNotes()
        }
        do {
            try await store(note)
        } catch {
            await storageFailed(error)
            await keep(note)
        }
    }

    /// Keeps a note until the disk takes it.
    func keep(_ note: CallNote) async {
        if await runner.keep(note) { return }
        runner.logger.error(
            "too much happened to calls while nothing could be written down: some of it is lost",
            metadata: ["line": "\(setup.id)"])
    }

    /// Writes down what was kept, the oldest first.
    func writeKeptNotes() async {
        // Whoever is at it writes the new ones too.
        guard !isWritingNotes else { return }
        isWritingNotes = true
        defer { isWritingNotes = false }
        while storageFault == nil, let note = await runner.keptNote {
            do {
                try await store(note)
                await runner.dropKeptNote()
            } catch {
                await storageFailed(error)
            }
        }
        nextReplyCheck = .now()
    }

    private func store(_ note: CallNote) async throws(StoreError) {
        let now = await clock.now()
        switch note {
        case .rang(let contact, var details):
            details["recorded_late"] = true
            let result = try await store.recordCall(
                contact, details: details, in: context(speaks: false), now: now, start: .notNow)
            try await store.recordCallStep(.rejected, of: result.call, now: now)
            try await store.recordCallStep(.ended, of: result.call, details: ["ended_by": "line"], now: now)
        case .step(let step, let event, let details):
            try await store.recordCallStep(step, of: event, details: details, now: now)
        case .stop(let event):
            try await store.stopCaller(of: event, now: now)
        }
    }
}
