internal import CSndfile
import Glibc
import Vocabulary

/// Sound files of operators and of speech programs, read with libsndfile.
public enum SoundFile {
    /// Seconds of sound a prompt's source may have.
    public static let longest = 120.0
    /// Bytes a source may have: two minutes of 32-bit stereo at 192 kHz fit.
    static let largest = 256 << 20
    /// Sample rates usable for speech.
    static let rates = 4000...192_000

    /// All of a file, mixed down to one channel.
    ///
    /// A pipe or a device is refused before a byte of it is read: it may never end, or block for ever.
    static func read(_ path: String) throws(PromptFault) -> Sound {
        let descriptor = try open(path)
        let head = head(of: descriptor)
        var info = SF_INFO()
        // From here the library owns the descriptor: 1.2.0 closes it when it refuses a file, even when told not to.
        guard let file = sf_open_fd(descriptor, Int32(SFM_READ), &info, 1) else {
            throw failure(opening: path, head: head, code: sf_error(nil))
        }
        defer { sf_close(file) }
        let rate = Int(info.samplerate)
        guard rates.contains(rate) else { throw PromptFault.unusableRate(.file(path), rate: rate) }
        guard (1...64).contains(info.channels) else {
            throw PromptFault.damaged(path: path, .channels(Int(info.channels)))
        }
        var sound = Sound(samples: [], rate: rate, channels: Int(info.channels), format: name(info.format))
        try fill(&sound, from: file, path: path)
        guard !sound.samples.isEmpty else { throw PromptFault.empty(path: path) }
        return sound
    }

    /// Opens a regular file of acceptable size, without blocking.
    static func open(_ path: String) throws(PromptFault) -> Int32 {
        let descriptor = Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else {
            let code = errno
            switch code {
            case ENOENT, ENOTDIR: throw PromptFault.missing(path: path)
            // A socket, or a device without a driver.
            case ENXIO, ENODEV: throw PromptFault.notAFile(path: path)
            default: throw PromptFault.unreadable(path: path, answer: String(cString: strerror(code)))
            }
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw PromptFault.notAFile(path: path)
        }
        guard status.st_size > 0 else {
            close(descriptor)
            throw PromptFault.empty(path: path)
        }
        guard status.st_size <= largest else {
            close(descriptor)
            throw PromptFault.tooLarge(path: path)
        }
        return descriptor
    }

    /// Reads to the end of the file: the number of frames in the header may be wrong.
    private static func fill(_ sound: inout Sound, from file: OpaquePointer, path: String) throws(PromptFault) {
        let channels = sound.channels
        let most = Int(longest * Double(sound.rate))
        let block = max(1, 16384 / channels)
        var buffer = [Float](repeating: 0, count: block * channels)
        while true {
            let count = Int(sf_readf_float(file, &buffer, sf_count_t(block)))
            guard count > 0 else { break }
            guard sound.samples.count + count <= most else {
                throw PromptFault.tooLong(.file(path), seconds: Int(longest))
            }
            mix(buffer, frames: count, into: &sound)
        }
        let code = sf_error(file)
        guard code == SF_ERR_NO_ERROR else {
            throw PromptFault.damaged(
                path: path, .library(PrintableText.text(String(cString: sf_error_number(code)))))
        }
    }

    /// Adds the mean of the channels.
    private static func mix(_ buffer: [Float], frames: Int, into sound: inout Sound) {
        let channels = sound.channels
        let share = 1 / Float(channels)
        var clipped = 0
        let mixed = buffer.withUnsafeBufferPointer { buffer in
            [Float](unsafeUninitializedCapacity: frames) { mixed, count in
                var frame = 0
                while frame < frames {
                    var sum: Float = 0
                    var full = false
                    var channel = 0
                    while channel < channels {
                        let sample = buffer[frame * channels + channel]
                        // A float file may hold anything, not-a-number included.
                        sum += sample.isFinite ? min(8, max(-8, sample)) : 0
                        if abs(sample) >= fullScale { full = true }
                        channel += 1
                    }
                    mixed[frame] = sum * share
                    if full { clipped += 1 }
                    frame += 1
                }
                count = frames
            }
        }
        sound.samples.append(contentsOf: mixed)
        sound.clipped += clipped
    }

    /// The largest 16-bit sample; 8-bit files only reach 127/128, which cannot be told from a loud sound.
    private static let fullScale: Float = 32767 / 32768
}
