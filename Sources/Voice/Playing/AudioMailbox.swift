import Synchronization
import Vocabulary

/// Passes requests to a call's audio thread, and its results back.
final class AudioMailbox: Sendable {
    /// Where the call's sound is in its life.
    enum Stage { case opened, running, over }

    struct State {
        var stage = Stage.opened
        var isHeld = false
        var isStopping = false
        var jobs: [PlayJob] = []
        var fault: VoiceFault?
        var stopWaiters: [CheckedContinuation<Void, Never>] = []
    }

    let state = Mutex(State())
    /// Keys the caller pressed; the newest 32 wait for a reader.
    let keys: AsyncStream<Key>
    private let keyed: AsyncStream<Key>.Continuation

    init() {
        (keys, keyed) = AsyncStream.makeStream(of: Key.self, bufferingPolicy: .bufferingNewest(32))
    }

    // MARK: For the audio thread

    func look() -> (isStopping: Bool, isHeld: Bool) {
        state.withLock { ($0.isStopping, $0.isHeld) }
    }

    func nextJob() -> PlayJob? {
        state.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }
    }

    func heard(_ key: Key) {
        keyed.yield(key)
    }

    // MARK: For everybody

    /// Queues a job; after the sound has ended the job ends at once.
    func add(_ job: PlayJob, frame: Int) {
        let refusal: PlaybackReport? = state.withLock { state in
            guard state.stage != .over else { return PlaybackReport(frames: job.frames(of: frame), fault: state.fault) }
            state.jobs.append(job)
            return nil
        }
        if let refusal { job.end(refusal) }
    }

    /// Ends the sound: queued jobs end too, and tasks waiting in `stop` resume.
    func end(fault: VoiceFault?, frame: Int) {
        let (jobs, stopWaiters) = state.withLock { state in
            defer { (state.jobs, state.stopWaiters) = ([], []) }
            state.stage = .over
            state.fault = fault
            return (state.jobs, state.stopWaiters)
        }
        for job in jobs { job.end(PlaybackReport(frames: job.frames(of: frame), fault: fault)) }
        keyed.finish()
        for stopper in stopWaiters { stopper.resume() }
    }
}
