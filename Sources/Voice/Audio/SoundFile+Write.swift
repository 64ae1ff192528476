internal import CSndfile
import Glibc
import Vocabulary

extension SoundFile {
    /// Writes one channel of 16-bit samples as a WAV file, in place of the file that is at the path.
    ///
    /// The file appears only when it is complete. A link is followed; a device or a pipe is never replaced.
    public static func write(_ samples: [Int16], rate: Int, to path: String) throws(PromptFault) {
        let target = try replaceable(path)
        let partial = "\(target).\(getpid()).part"
        unlink(partial)
        let descriptor = Glibc.open(partial, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw unwritable(path, errno) }
        // Already removed on success.
        defer { unlink(partial) }
        var info = SF_INFO()
        info.samplerate = Int32(clamping: rate)
        info.channels = 1
        info.format = Int32(SF_FORMAT_WAV) | Int32(SF_FORMAT_PCM_16)
        guard let file = sf_open_fd(descriptor, Int32(SFM_WRITE), &info, 1) else {
            throw PromptFault.unwritable(path: path, .answer(String(cString: sf_error_number(sf_error(nil)))))
        }
        let written = sf_writef_short(file, samples, sf_count_t(samples.count))
        let closed = sf_close(file)
        guard written == samples.count, closed == 0 else {
            throw PromptFault.unwritable(path: path, .diskMayBeFull)
        }
        guard rename(partial, target) == 0 else { throw unwritable(path, errno) }
    }

    /// The real destination: a free path or a regular file.
    private static func replaceable(_ path: String) throws(PromptFault) -> String {
        var status = stat()
        guard stat(path, &status) == 0 else {
            // A link without a target would be replaced by the file.
            guard lstat(path, &status) == 0 else { return path }
            throw PromptFault.unwritable(path: path, .deadLink)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw PromptFault.unwritable(path: path, .notAFile)
        }
        guard let real = realpath(path, nil) else { throw unwritable(path, errno) }
        defer { free(real) }
        return String(cString: real)
    }

    private static func unwritable(_ path: String, _ code: Int32) -> PromptFault {
        PromptFault.unwritable(path: path, .answer(String(cString: strerror(code))))
    }
}
