import Glibc
import Logging
import Vocabulary

/// Feeds one call's sound at the speed it is played, and listens to the caller for keys.
///
/// Everything runs on the audio thread; requests of other tasks come through ``AudioMailbox``. A tick allocates no
/// memory.
///
/// The caller's sound goes to the key detector only: each read overwrites a buffer of 20 ms, and neither this class nor
/// the detector can store or pass on samples.
final class Pacer {
    private let port: any SoundPort
    private let mailbox: AudioMailbox
    private let timeout: Int64
    private var model: PlayoutModel
    private var timer: TickTimer
    private var detector: KeyDetector

    private let heard: UnsafeMutableBufferPointer<Int16>
    private let frame: UnsafeMutableRawBufferPointer
    /// Octets of `frame` that the modem has accepted; equal to its size when a new frame is due.
    private var taken: Int
    /// Octets written since the start.
    private var total = 0
    private var frameIsOfJob = false

    private var job: PlayJob?
    private var report = PlaybackReport(frames: 0)
    /// Octets of the job already put into frames.
    private var cut = 0
    /// Octets written when the job's last frame was taken.
    private var end: Int?
    private var began: Int64?
    private var progress: Int64

    /// `timeout` is how long a playback may make no progress, in nanoseconds.
    ///
    /// A thread without priority woke up to 80 ms late on a busy machine, so it writes 40 ms further ahead.
    init(port: any SoundPort, mailbox: AudioMailbox, timeout: Int64, hasPriority: Bool) {
        self.port = port
        self.mailbox = mailbox
        self.timeout = timeout
        model = PlayoutModel(tick: port.tick, frame: port.frame, ticks: port.lead + (hasPriority ? 0 : 2))
        heard = .allocate(capacity: port.rate / 50)
        heard.initialize(repeating: 0)
        frame = .allocate(byteCount: port.frame, alignment: 2)
        taken = port.frame
        detector = KeyDetector(rate: port.rate)
        timer = TickTimer()
        progress = timer.due
    }

    deinit {
        heard.update(repeating: 0)
        heard.deallocate()
        frame.deallocate()
    }

    /// Runs until it is stopped or the port fails; returns the port's fault, if any.
    func run() -> VoiceFault? {
        timer.restart()
        var ticks = 0
        while true {
            let order = mailbox.look()
            if order.isStopping {
                finish(fault: nil)
                return nil
            }
            if let fault = step(ticks: ticks, isHeld: order.isHeld) {
                finish(fault: fault)
                return fault
            }
            ticks = timer.wait()
            if timer.lateness > TickTimer.tick { report.late += 1 }
        }
    }

    /// Does one tick's work; returns the port's fault, if any.
    func step(ticks: Int, isHeld: Bool) -> VoiceFault? {
        model.advance(ticks: ticks)
        // After a gap the modem starts playing when it gets data, so the timer restarts at that moment.
        if model.isDry, timer.lateness > 2_000_000 { timer.restart() }
        if isHeld {
            progress = TickTimer.now()
        } else if let fault = fill() {
            return fault
        }
        if let fault = listen() { return fault }
        settle()
        return nil
    }

    // MARK: Out

    /// Writes frames until the lead is reached or the modem accepts no more.
    private func fill() -> VoiceFault? {
        var gaps = 0
        while model.hasRoom(for: taken == frame.count ? frame.count : frame.count - taken, queued: port.queued) {
            if taken == frame.count { cutFrame() }
            let rest = UnsafeRawBufferPointer(rebasing: frame[taken...])
            switch port.write(rest) {
            case .taken(let count):
                took(count)
                if count < rest.count {
                    report.refusals += 1
                    model.bufferIsFull()
                }
            case .underrun:
                report.underruns += 1
                model.underrun()
                gaps += 1
                guard gaps < 3 else { return .cardRunsOut }
            case .failed(let fault):
                return fault
            }
        }
        if case .failed(let fault) = port.begin() { return fault }
        return nil
    }

    private func took(_ count: Int) {
        guard count > 0 else { return }
        taken += count
        total += count
        model.took(count)
        progress = TickTimer.now()
        guard taken == frame.count, frameIsOfJob, let job else { return }
        report.written += 1
        if cut >= job.samples.count * 2 { end = total }
    }

    /// Fills the next frame from the job, or with silence.
    private func cutFrame() {
        taken = 0
        frameIsOfJob = false
        if job == nil || end != nil { next() }
        guard let job, end == nil else {
            frame.initializeMemory(as: UInt8.self, repeating: 0)
            return
        }
        if began == nil { began = TickTimer.now() }
        frameIsOfJob = true
        job.samples.withUnsafeBytes { octets in
            let count = min(frame.count, octets.count - cut)
            frame.copyMemory(from: UnsafeRawBufferPointer(rebasing: octets[cut..<cut + count]))
            if count < frame.count {
                UnsafeMutableRawBufferPointer(rebasing: frame[count...])
                    .initializeMemory(as: UInt8.self, repeating: 0)
            }
            cut += count
        }
    }

    // MARK: In

    private func listen() -> VoiceFault? {
        // Bounds the reads of one tick to half a second of sound, so that a flood cannot block the thread.
        for _ in 0..<25 {
            switch port.read(into: heard) {
            case .heard(0): return nil
            case .heard(let count):
                detector.process(UnsafeBufferPointer(rebasing: heard[..<count])) { mailbox.heard($0) }
            case .failed(let fault): return fault
            }
        }
        return nil
    }

    // MARK: Jobs

    /// Takes the next job, if none is being played.
    private func next() {
        guard job == nil, let next = mailbox.nextJob() else { return }
        job = next
        report = PlaybackReport(frames: next.frames(of: frame.count))
        report.lead = model.lead * 20 / model.tick
        cut = 0
        end = next.samples.isEmpty ? total : nil
        began = nil
        progress = TickTimer.now()
    }

    /// Ends the job when it is played out, given up, or stuck.
    private func settle() {
        next()
        guard let job else { return }
        if let end, total - max(model.depth, port.queued) >= end {
            report.finished = true
            finish(fault: nil)
        } else if job.isCancelled {
            finish(fault: nil)
        } else if TickTimer.now() - progress > timeout {
            finish(fault: .notTaken)
        }
    }

    private func finish(fault: VoiceFault?) {
        guard let job else { return }
        report.fault = report.finished ? nil : fault
        report.milliseconds = began.map { Int((TickTimer.now() - $0) / 1_000_000) } ?? 0
        self.job = nil
        // A partly written frame is completed: half a sample would turn all that follows into noise.
        frameIsOfJob = false
        job.end(report)
    }
}
