import Vocabulary

/// What came of a write that must not wait.
enum SoundWrite: Hashable {
    /// So many octets were taken; 0 means that the modem is not consuming.
    case taken(Int)
    /// A sound card had run out of sound: its buffer is empty, and it waits to be started again.
    case ranOut
    /// The port is gone or broken, and how.
    case failed(VoiceFault)
}

/// What came of a look for the caller's sound.
enum SoundRead: Hashable {
    /// So many samples were there, perhaps none.
    case heard(Int)
    /// The port is gone or broken, and how.
    case failed(VoiceFault)
}

/// The modem's audio as the pacer sees it; lives on the audio thread once that runs, and never waits.
protocol SoundPort: AnyObject {
    /// Samples a second.
    var rate: Int { get }
    /// Octets in one write.
    var frame: Int { get }
    /// Ticks of 20 ms that are written ahead of what the modem plays, by a thread that is woken in time.
    var lead: Int { get }
    /// Octets that the device says it has not played yet; 0 where it does not know.
    var queued: Int { get }

    /// Offers one frame, or the rest of one.
    func write(_ octets: UnsafeRawBufferPointer) -> SoundWrite
    /// Called when a tick's frames are written: a device that waits for a full lead starts now.
    func begin() -> SoundWrite
    /// Takes samples of the caller's sound that are there.
    func read(into samples: UnsafeMutableBufferPointer<Int16>) -> SoundRead
    /// True when closing the port may take seconds, because the modem has not taken what was written.
    func closesSlowly() -> Bool
    /// Closes the device; nothing else is called after it.
    func close()
}

extension SoundPort {
    /// Octets played in one tick of 20 ms.
    var tick: Int { rate * 2 / 50 }
}
