import LineCore
import Vocabulary

/// The message in a caller's ear: when it is over, and what is said of it then.
struct SimulatedSpeech {
    /// A modem that takes nothing for so long is broken.
    private static let patience = Span.seconds(2)

    /// The call it is opened for, as the calls name it.
    let call: Int
    private let length: Span
    private(set) var begunAt: Uptime?
    private var heldSince: Uptime?
    private var held = Span.zero
    var isPlaying = false

    init(call: Int, length: Span) {
        self.call = call
        self.length = length
    }

    mutating func begin(at now: Uptime) {
        (begunAt, isPlaying) = (now, true)
    }

    /// The modem takes no more, or takes it again.
    mutating func hold(_ isHeld: Bool, at now: Uptime) {
        guard isHeld != (heldSince != nil) else { return }
        if let since = heldSince { held = held + (now - since) }
        heldSince = isHeld ? now : nil
    }

    /// When it ends, unless something happens before.
    var due: Uptime? {
        guard isPlaying, let begunAt else { return nil }
        return heldSince.map { $0 + Self.patience } ?? begunAt + length + held
    }

    /// What is said of its end, if that is now.
    func end(at now: Uptime) -> SoundReport? {
        guard let due, due <= now else { return nil }
        return heldSince == nil ? report(at: now, isWhole: true) : report(at: now, fault: .notTaken)
    }

    /// It is cut off.
    func cut(at now: Uptime) -> SoundReport { report(at: now) }

    private func report(at now: Uptime, isWhole: Bool = false, fault: VoiceFault? = nil) -> SoundReport {
        let frames = Int(length.milliseconds / 20)
        let played = begunAt.map { Int((now - $0 - held).milliseconds / 20) } ?? 0
        let taken = isWhole ? frames : min(max(played, 0), frames)
        return SoundReport(SoundFigures(frames: frames, framesTaken: taken), isWhole: isWhole, fault: fault)
    }
}
