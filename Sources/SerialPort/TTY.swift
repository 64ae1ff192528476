import Glibc

/// A tty opened for a modem: exclusive, raw, 8N1, non-blocking.
///
/// Opening a tty and closing its last descriptor may block in the kernel: see ``DedicatedThread``.
public struct TTY: ~Copyable {
    /// The descriptor; owned by this value until ``release()``.
    private let descriptor: Int32

    /// Opens and locks the tty at `path` (a device, a pty or a symbolic link to one).
    public init(path: String) throws(SerialPortError) {
        let opened = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        guard opened >= 0 else { throw TTY.refusal(of: path, code: errno) }
        do throws(SerialPortError) {
            guard isatty(opened) == 1 else { throw SerialPortError.notATTY(path: path) }
            try PortLock.take(descriptor: opened, path: path)
            try TTY.makeRaw(opened, path: path)
        } catch {
            close(opened)
            throw error
        }
        descriptor = opened
    }

    deinit {
        close(descriptor)
    }

    /// Hands the descriptor over; the caller closes it.
    public consuming func release() -> Int32 {
        let owned = descriptor
        discard self
        return owned
    }

    static func refusal(of path: String, code: Int32) -> SerialPortError {
        switch code {
        // A node whose device has just gone answers ENXIO, ENODEV or EIO.
        case ENOENT, ENXIO, ENODEV, EIO, ENOTDIR: .missing(path: path)
        case EACCES, EPERM: isNew(path) ? .settling(path: path) : .permissionDenied(path: path)
        case EBUSY: .held(path: path, holder: nil)
        case EISDIR: .notATTY(path: path)
        default: .system(path: path, call: "open", code: code, text: String(cString: strerror(code)))
        }
    }

    /// Whether the node was created, or its permissions changed, less than 15 s ago: udevd may still be working on it.
    ///
    /// On a busy single processor udevd was seen to take 8 s.
    static func isNew(_ path: String) -> Bool {
        var (status, now) = (stat(), timespec())
        guard stat(path, &status) == 0, clock_gettime(CLOCK_REALTIME, &now) == 0 else { return false }
        return (0..<15).contains(now.tv_sec - status.st_ctim.tv_sec)
    }

    /// Raw mode, 8N1 without flow control, at 115200 baud: a modem on USB ignores the speed, a real UART needs one.
    ///
    /// All flags are set, none is kept: `cfmakeraw` leaves CRTSCTS, CSTOPB, IXOFF and IXANY as another program set
    /// them.
    private static func makeRaw(_ descriptor: Int32, path: String) throws(SerialPortError) {
        var settings = termios()
        guard tcgetattr(descriptor, &settings) == 0 else { throw failure("tcgetattr", path: path) }
        // A break condition must not be read as an octet.
        settings.c_iflag = tcflag_t(IGNBRK)
        settings.c_oflag = 0
        settings.c_lflag = 0
        // CLOCAL: ignore carrier detect. No HUPCL: dropping DTR on close would reset some modems.
        settings.c_cflag = tcflag_t(CS8 | CREAD | CLOCAL)
        // A read returns as soon as one octet is available.
        withUnsafeMutableBytes(of: &settings.c_cc) { characters in
            characters[Int(VMIN)] = 1
            characters[Int(VTIME)] = 0
        }
        cfsetspeed(&settings, speed_t(B115200))
        guard tcsetattr(descriptor, TCSANOW, &settings) == 0 else { throw failure("tcsetattr", path: path) }
        // Discards data that an earlier program left in either direction.
        tcflush(descriptor, TCIOFLUSH)
    }

    private static func failure(_ call: String, path: String) -> SerialPortError {
        let code = errno
        if code == EIO { return .missing(path: path) }
        return .system(path: path, call: call, code: code, text: String(cString: strerror(code)))
    }
}
