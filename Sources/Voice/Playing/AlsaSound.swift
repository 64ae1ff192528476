internal import CAlsa
import Glibc
import Vocabulary

/// A modem with a sound card, through libasound.
final class AlsaSound: SoundPort {
    let rate: Int
    let frame: Int
    let lead = 3
    private let playback: AlsaStream
    private var capture: AlsaStream?

    /// Opens a card; if `listens`, also its capture side when it is a real card or `capture` names one.
    init(device: String, capture: String? = nil, listens: Bool = true) throws(AudioFault) {
        // Otherwise libasound writes errors to stderr.
        jedisnon_alsa_quiet()
        playback = try AlsaStream(device: device, direction: SND_PCM_STREAM_PLAYBACK, rates: [8000, 16000])
        rate = playback.rate
        frame = rate * 2 / 50
        let source = capture ?? (playback.isRealCard ? device : nil)
        guard listens, let source else { return }
        // Keys are optional, so a card without a capture side is not a fault.
        self.capture = try? AlsaStream(device: source, direction: SND_PCM_STREAM_CAPTURE, rates: [UInt32(rate)])
        self.capture?.start()
    }

    var queued: Int { playback.delay * 2 }

    func write(_ octets: UnsafeRawBufferPointer) -> SoundWrite {
        let count = playback.write(octets.bindMemory(to: Int16.self))
        if count >= 0 { return .taken(count * 2) }
        if count == -EAGAIN || count == -EINTR { return .taken(0) }
        // -EPIPE: the card ran out of sound. -ESTRPIPE: the machine was suspended. Any other error is returned.
        let code = playback.recover(from: count)
        return code < 0 ? .failed(.cardFailed(answer: AlsaStream.words(code))) : .underrun
    }

    func begin() -> SoundWrite {
        guard playback.isPrepared else { return .taken(0) }
        let code = playback.start()
        return code < 0 ? .failed(.cardNotStarted(answer: AlsaStream.words(code))) : .taken(0)
    }

    func read(into samples: UnsafeMutableBufferPointer<Int16>) -> SoundRead {
        guard let capture else { return .heard(0) }
        let count = capture.read(into: samples)
        if count >= 0 { return .heard(count) }
        if count == -EAGAIN || count == -EINTR { return .heard(0) }
        if capture.recover(from: count) >= 0, capture.start() >= 0 { return .heard(0) }
        // Without the caller's sound the message is still played.
        capture.close()
        self.capture = nil
        return .heard(0)
    }

    func closesSlowly() -> Bool { false }

    func close() {
        playback.close()
        capture?.close()
        capture = nil
    }
}
