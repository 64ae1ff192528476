import EventStore
import Logging

/// Writing down what happens to calls, also when the disk is full for a while.
extension LineSession {
    /// Writes down what happened to a call.
    func recordCallStep(_ step: CallStep, of event: Int64?, details: Details) async {
        guard let event, event != 0 else { return }
        await write(.callStep(step, of: event, details))
    }

    /// Writes a note down, or leaves it with the store until the disk takes it.
    ///
    /// Never before one that is kept: an end must not come before its answer, or the answer would not be paid for.
    func write(_ note: Note) async {
        keep(note)
        await writeNotes()
    }

    /// Leaves a note with the store until the disk takes it.
    func keep(_ note: Note) {
        if store.keep(note, of: setup.id) { return }
        runner.logger.error(
            "too much happened to calls while nothing could be written down: some of it is lost",
            metadata: ["line": "\(setup.id)"])
    }
}
