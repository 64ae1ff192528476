internal import CSndfile
import Glibc

extension SoundFile {
    /// Writes one channel of 16-bit samples as a WAV file, in place of what is at the path.
    ///
    /// The file appears when it is whole, or not at all.
    public static func write(_ samples: [Int16], rate: Int, to path: String) throws(PromptError) {
        let partial = "\(path).\(getpid()).part"
        unlink(partial)
        let descriptor = Glibc.open(partial, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw unwritable(path, errno) }
        // Gone already where all went well.
        defer { unlink(partial) }
        var info = SF_INFO()
        info.samplerate = Int32(clamping: rate)
        info.channels = 1
        info.format = Int32(SF_FORMAT_WAV) | Int32(SF_FORMAT_PCM_16)
        guard let file = sf_open_fd(descriptor, Int32(SFM_WRITE), &info, 1) else {
            throw PromptError(.unwritable(path: path, reason: String(cString: sf_error_number(sf_error(nil)))))
        }
        let written = sf_writef_short(file, samples, sf_count_t(samples.count))
        let closed = sf_close(file)
        guard written == samples.count, closed == 0 else {
            throw PromptError(.unwritable(path: path, reason: "the disk may be full"))
        }
        guard rename(partial, path) == 0 else { throw unwritable(path, errno) }
    }

    private static func unwritable(_ path: String, _ code: Int32) -> PromptError {
        PromptError(.unwritable(path: path, reason: String(cString: strerror(code))))
    }
}
