import Glibc
import Logging
import SerialPort
import Synchronization
import Vocabulary

/// One call's sound: opened before the call is answered, started when the modem's audio is on, closed afterwards.
///
/// It owns a thread, so that a busy machine does not delay the sound. Nothing the caller says is kept: see ``Pacer``.
public final class CallAudio: Sendable {
    /// Samples a second that ``play(_:)`` takes.
    public let rate: Int
    /// Keys the caller presses, heard as tones in the call.
    public var keys: AsyncStream<Key> { mailbox.keys }

    /// Carries the port to the thread that owns it from then on.
    private struct PortTransfer: @unchecked Sendable {
        let port: any SoundPort
    }

    private let transfer: PortTransfer
    private let frame: Int
    private let timeout: Duration
    private let logger: Logger
    private let mailbox = AudioMailbox()

    /// `timeout` is how long the modem may accept no sound before that counts as a fault.
    init(port: any SoundPort, timeout: Duration = .seconds(2), logger: Logger) {
        transfer = PortTransfer(port: port)
        rate = port.rate
        frame = port.frame
        self.timeout = timeout
        self.logger = logger
    }

    /// Opens the modem's audio, and waits 5 s at most for the kernel; nothing is written yet.
    public static func opened(_ path: AudioPath, logger: Logger) async throws(AudioFault) -> CallAudio {
        // A port that opens too late is closed when this object is released.
        let result = await DedicatedThread.run("audio-open", atMost: .seconds(5)) {
            Result { () throws(AudioFault) in try open(path, logger: logger) }
        }
        guard let result else { throw AudioFault.hung }
        return try result.get()
    }

    /// The same on this thread.
    static func open(_ path: AudioPath, logger: Logger) throws(AudioFault) -> CallAudio {
        switch path {
        case .serial(let path, let frame):
            CallAudio(port: try SerialSound(path: path, frame: frame), logger: logger)
        case .sound(let device):
            CallAudio(port: try AlsaSound(device: device), logger: logger)
        }
    }

    /// The sample rate that prompts need for `path`; a sound card is opened and closed to find out.
    static func rate(of path: AudioPath) throws(AudioFault) -> Int {
        switch path {
        case .serial: return 8000
        case .sound(let device):
            let sound = try AlsaSound(device: device, listens: false)
            defer { sound.close() }
            return sound.rate
        }
    }

    deinit {
        // If `stop` was never called, the thread still ends and the port is closed.
        let wasOpened = mailbox.state.withLock { state in
            state.isStopping = true
            defer { if state.stage == .opened { state.stage = .over } }
            return state.stage == .opened
        }
        guard wasOpened else { return }
        mailbox.end(fault: nil, frame: frame)
        DedicatedThread.start("audio-close") { [transfer] in transfer.port.close() }
    }

    /// Starts writing frames: silence while no job is playing.
    public func start() {
        let isFirst = mailbox.state.withLock { state in
            guard state.stage == .opened, !state.isStopping else { return false }
            state.stage = .running
            return true
        }
        guard isFirst else { return }
        let (transfer, mailbox, frame, logger) = (transfer, mailbox, frame, logger)
        let nanoseconds = Int64(timeout / .nanoseconds(1))
        let refusal = AudioThread.start(name: "call-audio", logger: logger) { hasPriority in
            let pacer = Pacer(port: transfer.port, mailbox: mailbox, timeout: nanoseconds, hasPriority: hasPriority)
            let fault = pacer.run()
            if let fault { logger.warning("the call's sound ended: \(fault)") }
            CallAudio.close(transfer.port, mailbox: mailbox, fault: fault, frame: frame)
        }
        guard refusal != 0 else { return }
        let fault = VoiceFault.noThread(answer: String(cString: strerror(refusal)))
        logger.error("the call's sound does not begin: \(fault)")
        CallAudio.close(transfer.port, mailbox: mailbox, fault: fault, frame: frame)
    }

    /// Plays samples after the jobs queued before; returns when the last one was played, or the sound ended.
    ///
    /// Cancelling the task ends its job at the next tick.
    public func play(_ samples: [Int16]) async -> PlaybackReport {
        let job = PlayJob(samples)
        mailbox.add(job, frame: frame)
        return await withTaskCancellationHandler {
            await job.report()
        } onCancel: {
            job.cancel()
        }
    }

    /// Stops writing while `isHeld`: the modem cannot accept sound for now (`+QPCMV: 0,0`).
    public func hold(_ isHeld: Bool) {
        mailbox.state.withLock { $0.isHeld = isHeld }
    }

    /// Ends the thread and closes the port; the current job ends unfinished.
    ///
    /// May be called again, and before ``start()``.
    public func stop() async {
        await withCheckedContinuation { continuation in
            let stage = mailbox.state.withLock { state in
                let stage = state.stage
                state.isStopping = true
                switch stage {
                case .opened: state.stage = .over
                case .running: state.stopWaiters.append(continuation)
                case .over: break
                }
                return stage
            }
            switch stage {
            case .opened:
                DedicatedThread.start("audio-close") { [transfer, mailbox, frame] in
                    CallAudio.close(transfer.port, mailbox: mailbox, fault: nil, frame: frame)
                    continuation.resume()
                }
            case .running: break
            case .over: continuation.resume()
            }
        }
    }

    private static func close(_ port: any SoundPort, mailbox: AudioMailbox, fault: VoiceFault?, frame: Int) {
        if port.closesSlowly() {
            // The hang-up must not wait until the kernel has closed the port.
            mailbox.end(fault: fault, frame: frame)
            port.close()
        } else {
            port.close()
            mailbox.end(fault: fault, frame: frame)
        }
    }
}
