import Glibc
import SerialPort
import Vocabulary

/// A modem that takes and gives signed 16-bit samples at 8 kHz on a serial port.
final class SerialSound: SoundPort {
    let rate = 8000
    let frame: Int
    let lead = 2
    // The queue length of a serial port is useless: cdc-acm counts whole buffers, a pty nothing. A full queue refuses
    // data.
    let queued = 0
    private let descriptor: Int32
    /// The first half of a sample whose second half has not come yet.
    private var half: UInt8?

    /// Opens the port for writes of `frame` octets.
    convenience init(path: String, frame: Int) throws(AudioFault) {
        guard frame > 0, frame.isMultiple(of: 2), frame <= 1600 else {
            throw AudioFault.unusableFrame(octets: frame)
        }
        do throws(SerialPortError) {
            self.init(descriptor: try Self.opened(path), frame: frame)
        } catch {
            throw AudioFault.port(Notice(error))
        }
    }

    /// The previous call may still be closing the port on its own thread for a little over a second.
    private static func opened(_ path: String) throws(SerialPortError) -> Int32 {
        for _ in 0..<30 {
            do throws(SerialPortError) {
                return try TTY(path: path).release()
            } catch {
                guard case .held = error else { throw error }
                usleep(50_000)
            }
        }
        return try TTY(path: path).release()
    }

    /// Takes over a raw, non-blocking descriptor.
    init(descriptor: Int32, frame: Int) {
        self.descriptor = descriptor
        self.frame = frame
    }

    func write(_ octets: UnsafeRawBufferPointer) -> SoundWrite {
        let count = Glibc.write(descriptor, octets.baseAddress, octets.count)
        if count >= 0 { return .taken(count) }
        let code = errno
        if code == EAGAIN || code == EINTR { return .taken(0) }
        return .failed(.portFailed(answer: String(cString: strerror(code))))
    }

    func begin() -> SoundWrite { .taken(0) }

    func read(into samples: UnsafeMutableBufferPointer<Int16>) -> SoundRead {
        let octets = UnsafeMutableRawBufferPointer(samples)
        guard let start = octets.baseAddress else { return .heard(0) }
        var kept = 0
        if let half {
            octets[0] = half
            kept = 1
        }
        let count = Glibc.read(descriptor, start + kept, octets.count - kept)
        guard count > 0 else {
            if count < 0, errno == EAGAIN || errno == EINTR { return .heard(0) }
            // A port that is gone answers 0 or EIO; a raw tty without data answers EAGAIN.
            return .failed(.portGone)
        }
        let total = kept + count
        half = total.isMultiple(of: 2) ? nil : octets[total - 1]
        return .heard(total / 2)
    }

    func closesSlowly() -> Bool {
        tcflush(descriptor, TCIOFLUSH)
        var unsent: Int32 = 0
        // The kernel's close of a serial port waits up to 30 s for unaccepted data (tty_port closing_wait).
        return ioctl(descriptor, UInt(TIOCOUTQ), &unsent) == 0 && unsent > 0
    }

    func close() {
        BlockingClose.close(descriptor)
    }
}
