import Foundation
import Glibc
import ModemSimulator

/// A program on the tty for sound: plain POSIX, nothing of the product.
final class VoiceHost {
    private let descriptor: Int32

    init(_ path: String) throws {
        descriptor = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK)
        if descriptor < 0 { throw HostError(what: "cannot open \(path): \(String(cString: strerror(errno)))") }
        var modes = termios()
        tcgetattr(descriptor, &modes)
        cfmakeraw(&modes)
        tcsetattr(descriptor, TCSANOW, &modes)
    }

    deinit { close(descriptor) }

    /// How many octets the port took; fewer when it takes no more.
    func write(_ bytes: [UInt8]) -> Int {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            written += count
        }
        return written
    }

    /// Waits for so many octets from the modem.
    func read(_ count: Int, within milliseconds: Int = 3000) throws -> [UInt8] {
        let deadline = ContinuousClock.now + .milliseconds(milliseconds)
        var all: [UInt8] = []
        while all.count < count {
            guard ContinuousClock.now < deadline else { throw HostError(what: "only \(all.count) octets came") }
            all += readNow()
            usleep(1000)
        }
        return all
    }

    /// What lies there.
    func readNow() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        return count > 0 ? Array(bytes.prefix(count)) : []
    }

    /// Whether the port was pulled away.
    func isHungUp(within milliseconds: Int32 = 2000) -> Bool {
        var entry = pollfd(fd: descriptor, events: 0, revents: 0)
        return poll(&entry, 1, milliseconds) > 0 && Int32(entry.revents) & POLLHUP != 0
    }

    /// Writes samples at once, which the port holds for the modem, and waits until the caller has heard the last one.
    func play(_ samples: [Int16], on modem: SimulatedModem) throws -> VoiceRecord {
        let written = write(Sound.octets(samples))
        guard written == samples.count * 2 else { throw HostError(what: "the port took \(written) octets") }
        return try Self.hear(samples, on: modem)
    }

    /// Waits until the caller has heard the last sample.
    static func hear(
        _ samples: [Int16], on modem: SimulatedModem, within milliseconds: Int = 5000
    ) throws -> VoiceRecord {
        let deadline = ContinuousClock.now + .milliseconds(milliseconds)
        while ContinuousClock.now < deadline {
            let record = modem.voice
            if record.heard.last(where: { $0 != 0 }) == samples.last { return record }
            usleep(5000)
        }
        throw HostError(what: "the caller has heard \(modem.voice.heard.count) samples")
    }
}
