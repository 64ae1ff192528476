import Vocabulary

/// The outcome of a non-blocking write.
enum SoundWrite: Hashable {
    /// This many octets were accepted; 0 means that the modem accepts nothing now.
    case taken(Int)
    /// The sound card ran out of sound: its buffer is empty and it must be started again.
    case underrun
    /// The port is gone or broken, with the fault.
    case failed(VoiceFault)
}

/// The outcome of a read of the caller's sound.
enum SoundRead: Hashable {
    /// This many samples were read, perhaps none.
    case heard(Int)
    /// The port is gone or broken, with the fault.
    case failed(VoiceFault)
}

/// The modem's audio for the pacer; used only on the audio thread once that runs, and never blocks.
protocol SoundPort: AnyObject {
    /// Samples a second.
    var rate: Int { get }
    /// Octets in one write.
    var frame: Int { get }
    /// How many ticks of 20 ms a thread with priority writes ahead of what the modem plays.
    var lead: Int { get }
    /// Octets that the device reports as not yet played; 0 if it does not know.
    var queued: Int { get }

    /// Offers one frame, or the rest of one.
    func write(_ octets: UnsafeRawBufferPointer) -> SoundWrite
    /// Called when a tick's frames are written: a device that waits for a full lead starts now.
    func begin() -> SoundWrite
    /// Reads the available samples of the caller's sound.
    func read(into samples: UnsafeMutableBufferPointer<Int16>) -> SoundRead
    /// True when closing the port may take seconds, because the modem has not accepted all data.
    func closesSlowly() -> Bool
    /// Closes the device; no other method is called afterwards.
    func close()
}

extension SoundPort {
    /// Octets played in one tick of 20 ms.
    var tick: Int { rate * 2 / 50 }
}
